"""Draws up the roll of a meeting from what is on record: members as they stand on the record date, or seats."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from koinon.rooms.assemblies.models import Delegation, Meeting
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.rules import by_the_rules, rulebook_of
from koinon.rooms.assemblies.seats import known_seats
from koinon.rooms.declarations.queries import inputs_of_many
from koinon.rooms.dues.fees import fees_of_many
from koinon.rooms.dues.queries import standings
from koinon.rooms.memberships.courses import held_by_on
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import NOT_ADMITTED, running_on
from koinon.rooms.organisations.queries import names_of as names_of_organisations
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import in_force
from koinon.rooms.people.queries import names_of as names_of_people
from koinon.statutes.assembly.enrolment import MemberFacts, members_roll, seats_roll
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.assembly.voices import Voice, by_themselves
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.weight_rules import FEE, OneEach

# The mandate that votes for an organisation where it named nobody for the meeting.
DELEGATE = "delegate"
NOBODY_WAIVED: Mapping[str, str] = MappingProxyType({})
Speaking = frozenset[tuple[UUID | None, UUID]]
"""Pairs of a member and a person who speaks for it."""


def of_members(meeting: Meeting) -> bool:
    """Whether members vote in the body, and not persons on seats."""
    return rulebook_of(meeting).meetings[meeting.body].right is not None


def record_day(meeting: Meeting) -> date:
    """The day on which it is looked at who may vote."""
    return meeting.meeting_on - timedelta(days=rulebook_of(meeting).meetings[meeting.body].record_days)


def draw_up(meeting: Meeting, today: date, waived: Mapping[str, str] = NOBODY_WAIVED) -> Roll:
    """The roll as of the record date, or as of today while that is still to come.

    `waived`: members that the body lets vote although their standing withholds it, and the decision in words.
    """
    rulebook, day = rulebook_of(meeting), min(record_day(meeting), today)
    with by_the_rules():
        if of_members(meeting):
            return members_roll(rulebook, meeting.body, _facts(rulebook, meeting.body, day, waived), day)
        return seats_roll(rulebook, meeting.body, known_seats(meeting.body, day), day)


def _facts(rulebook: Rulebook, body: str, day: date, waived: Mapping[str, str]) -> list[MemberFacts]:
    rows = Membership.objects.select_related("organisation").exclude(state__in=NOT_ADMITTED)
    running = list(running_on(rows, day))
    # Whoever changed since, or will, is on the roll as what it was on the record date.
    held = {pk: found.category for pk, found in held_by_on(running, day).items()}
    members = [row for row in running if held[row.pk] in rulebook.categories]
    stand = standings(rulebook, members, day)
    figures, fees = _weighed(rulebook, body, members, day.year)
    return [
        MemberFacts(
            member=str(row.organisation.public_id),
            category=held[row.pk],
            country=row.organisation.country,
            standing=stand[row.pk],
            figures=figures.get(row.pk, {}),
            fee=fees.get(row.pk),
            waived_by=waived.get(str(row.organisation.public_id)),
        )
        for row in members
    ]


def _weighed(
    rulebook: Rulebook, body: str, members: Sequence[Membership], year: int
) -> tuple[Mapping[int, Mapping[str, Decimal | None]], Mapping[int, Decimal | None]]:
    """The figures and fees that the body's weights are counted by; none are read where heads are all that counts."""
    rules = [rulebook.weights[key] for key in rulebook.meetings[body].weights]
    read = {rule.of for rule in rules if not isinstance(rule, OneEach)}
    figures: Mapping[int, Mapping[str, Decimal | None]] = {}
    fees: Mapping[int, Decimal | None] = {}
    if read - {FEE}:
        known = inputs_of_many(rulebook, members, year)
        figures = {
            pk: {key: value for key, value in found.items() if not isinstance(value, str)}
            for pk, found in known.items()
        }
    if FEE in read:
        fees = {pk: fee.amount for pk, fee in fees_of_many(rulebook, members, year).items()}
    return figures, fees


def names_on(roll: Roll, meeting: Meeting) -> Mapping[str, str]:
    """The names of everybody on a roll, by member."""
    keys = [UUID(line.member) for line in roll.lines]
    if of_members(meeting):
        return names_of_organisations(keys)
    return {str(person): name for person, name in names_of_people(keys).items()}


def delegations_of(meeting: Meeting) -> list[Delegation]:
    """Whom members named for a meeting."""
    return list(Delegation.objects.select_related("organisation").filter(meeting=meeting))


def voices_of(
    meeting: Meeting, roll: Roll, day: date, rows: Sequence[Delegation] | None = None
) -> Mapping[str, Sequence[Voice]]:
    """Who votes for whom: as each member named them, else whoever holds its delegates' mandate on the day.

    Whoever was named and does not speak for the member any more on the day gives way to their substitutes. `rows` are
    the delegations of the meeting where they were read already.
    """
    if not of_members(meeting):
        return by_themselves(roll)
    rows = delegations_of(meeting) if rows is None else rows
    speaking = _speaking([UUID(line.member) for line in roll.entitled()], day) if rows else frozenset()
    named = _named_voices(rows, speaking)
    others = [UUID(line.member) for line in roll.entitled() if line.member not in named]
    return {**_mandated(others, day), **named}


def _speaking(members: Sequence[UUID], day: date) -> Speaking:
    rows = Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject__in=members, role__in=SPEAKING)
    return frozenset(in_force(rows, day).values_list("subject", "person__public_id"))


def _named_voices(rows: Iterable[Delegation], speaking: Speaking) -> dict[str, tuple[Voice, ...]]:
    """The delegates that members named, with their substitutes.

    Of votes that are split, a part for which nobody speaks any more stays a part: it lies idle.
    """
    by_place: dict[UUID, dict[int, list[Delegation]]] = {}
    for row in rows:
        by_place.setdefault(row.organisation.public_id, {}).setdefault(row.place, []).append(row)
    voices: dict[str, tuple[Voice, ...]] = {}
    for member, places in by_place.items():
        for _place, named in sorted(places.items()):
            left = [row for row in named if (member, row.person) in speaking] or (named if len(places) > 1 else [])
            if left:
                first, *others = (str(row.person) for row in sorted(left, key=lambda row: row.rank))
                voices[str(member)] = (*voices.get(str(member), ()), Voice(first, tuple(others), named[0].votes))
    return voices


def _mandated(members: Sequence[UUID], day: date) -> dict[str, tuple[Voice, ...]]:
    rows = Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject__in=members, role=DELEGATE)
    found: dict[str, list[str]] = {}
    for mandate in in_force(rows, day).select_related("person").order_by("starts_on", "id"):
        people = found.setdefault(str(mandate.subject), [])
        if mandate.person.is_active and str(mandate.person.public_id) not in people:
            people.append(str(mandate.person.public_id))
    return {member: (Voice(people[0], tuple(people[1:])),) for member, people in found.items()}
