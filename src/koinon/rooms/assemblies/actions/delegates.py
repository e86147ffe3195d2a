"""A member says who votes for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assemblies import DelegatesNamed
from koinon.core.refusals import refuse
from koinon.rooms.assemblies.drawing import draw_up, of_members
from koinon.rooms.assemblies.models import Delegation, Meeting
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.rules import by_the_rules, check_state, meeting_for_update, rule_of
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import in_force
from koinon.statutes.assembly.voices import Voice, pieces


@dataclass(frozen=True, slots=True)
class NamedDelegate:
    """A delegate, the substitutes in their order, and how many of the member's votes it has: `None` for all."""

    person: UUID
    substitutes: tuple[UUID, ...] = ()
    votes: int | None = None


@action("assemblies.name_delegate", needs="assemblies.represent", over="member", rule="meetings")
def name_delegate(*, actor: Actor, meeting: UUID, member: UUID, delegates: Sequence[NamedDelegate]) -> DelegatesNamed:
    """Name who votes for a member at a meeting, with substitutes, and how the votes are split between several."""
    row = meeting_for_update(meeting)
    check_state(row, "planned", "convened")
    if not of_members(row):
        refuse("persons_vote", _("In this body persons vote, each for themselves."))
    _check_people(row, member, delegates)
    _check_split(row, member, delegates, actor)
    organisation = Organisation.objects.get(public_id=member)
    Delegation.objects.filter(meeting=row, organisation=organisation).delete()
    Delegation.objects.bulk_create(
        [
            Delegation(
                meeting=row,
                organisation=organisation,
                place=place,
                rank=rank,
                person=person,
                votes=given.votes,
                named_at=actor.at,
                named_by=actor.person,
            )
            for place, given in enumerate(delegates)
            for rank, person in enumerate((given.person, *given.substitutes))
        ]
    )
    return DelegatesNamed(row.public_id, member, tuple(given.person for given in delegates), row.rules.hash)


def _check_people(row: Meeting, member: UUID, delegates: Sequence[NamedDelegate]) -> None:
    people = [person for given in delegates for person in (given.person, *given.substitutes)]
    if not people or len(set(people)) < len(people):
        refuse(
            "named_twice",
            _("A member is represented by at least one person, and names each of them once."),
            to_do=_("Name each person once."),
        )
    mandates = Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject=member, role__in=SPEAKING)
    known = set(in_force(mandates, row.meeting_on).values_list("person__public_id", flat=True))
    if set(people) - known:
        refuse(
            "no_mandate",
            _("Somebody named here does not speak for the member on the day of the meeting."),
            to_do=_("Give them the mandate of delegate first."),
        )


def _check_split(row: Meeting, member: UUID, delegates: Sequence[NamedDelegate], actor: Actor) -> None:
    roll = draw_up(row, actor.today)
    if str(member) not in {line.member for line in roll.entitled()}:
        refuse(
            "may_not_vote",
            _("As it stands now, this member does not vote in this meeting."),
            to_do=_("Look at its line on the roll."),
        )
    voices = [
        Voice(str(given.person), tuple(str(person) for person in given.substitutes), given.votes) for given in delegates
    ]
    with by_the_rules():
        pieces(roll, {str(member): voices}, rule_of(row).split)
