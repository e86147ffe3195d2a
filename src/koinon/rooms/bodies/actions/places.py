"""What can stand against taking a seat: nobody to speak for, no place, another seat, no seat in the larger body."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse
from koinon.core.words import day_in_words
from koinon.rooms.bodies.models import Body, HeldSeat
from koinon.rooms.bodies.queries import held_on
from koinon.rooms.memberships.queries import membership_of
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.people.queries import in_force
from koinon.statutes.periods import Period
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.body_rules import Body as BodyRules
from koinon.statutes.rulebook.body_rules import Seat


def for_member(seat: Seat, person: Person, organisation: UUID | None, on: date) -> Organisation | None:
    """The member that somebody is elected for; refuses where they do not speak for it, or need one and name none."""
    if organisation is None:
        if seat.of_member:
            refuse(
                "member_needed",
                _("By the rulebook only somebody who speaks for a member is elected to this seat."),
                to_do=_("Name the member; the person must hold a mandate from it on the first day."),
            )
        return None
    membership = membership_of(organisation, on)
    if membership is None:
        refuse(
            "not_a_member",
            _("That organisation is not a member on %(day)s.") % {"day": day_in_words(on)},
            to_do=_("Choose another member, or another first day."),
        )
    held = Mandate.objects.filter(person=person, over=Mandate.Over.ORGANISATION, subject=organisation)
    if not in_force(held, on).exists():
        refuse(
            "no_mandate",
            _("%(person)s holds no mandate from that member on %(day)s.")
            % {"person": person.name, "day": day_in_words(on)},
            to_do=_("Have the member name them first, or choose another member."),
        )
    return membership.organisation


def in_larger_until(rulebook: Rulebook, rules: BodyRules, person: Person, period: Period) -> date:
    """The last day of a term in a body that is drawn from a larger one: no later than the person's term there."""
    ends_on = period.ends_on or period.starts_on
    if rules.subset_of is None:
        return ends_on
    there = held_on(period.starts_on).filter(body__key=rules.subset_of, mandate__person=person)
    row = there.filter(term_ends_on__gte=period.starts_on).first()
    if row is None:
        refuse(
            "not_in_larger",
            _("%(person)s does not sit in the body that this one is drawn from on %(day)s.")
            % {"person": person.name, "day": day_in_words(period.starts_on)},
            to_do=_("Record first that they were elected there, or choose another first day."),
        )
    return min(ends_on, row.term_ends_on)


def check_person(body: Body, person: Person, period: Period) -> None:
    """Nobody holds two seats of a body at a time."""
    for row in _at_the_time(body, period).filter(mandate__person=person):
        if _held(row, period.starts_on).overlaps(period):
            refuse(
                "sits_already",
                _("%(person)s holds a seat in this body in that time: from %(first)s.")
                % {"person": person.name, "first": day_in_words(row.starts_on)},
                to_do=_("Record first how they left it, or choose another first day."),
            )


def check_place(body: Body, seat: Seat, period: Period) -> None:
    """There are no more holders of a kind of seat at a time than the rulebook has seats."""
    held = [_held(row, period.starts_on) for row in _at_the_time(body, period).filter(seat=seat.key)]
    days = [period.starts_on, *(other.starts_on for other in held if other.starts_on in period)]
    for day in days:
        if sum(day in other for other in held) >= seat.most:
            refuse(
                "no_free_place",
                _("All seats of this kind are taken on %(day)s; the rulebook has %(most)s.")
                % {"day": day_in_words(day), "most": seat.most},
                to_do=_("Record first who left, or choose whom the person follows."),
            )


def staying_on(body_key: str, seat: Seat, person: UUID, starts_on: date) -> list[HeldSeat]:
    """Those beyond their term who leave because of an election: the elected person, and whoever it leaves no place."""
    rows = held_on(starts_on).filter(body__key=body_key).select_for_update(of=("self",))
    over = [row for row in rows if row.ends_on is None and row.term_ends_on < starts_on]
    own = [row for row in over if row.mandate.person.public_id == person]
    others = [row for row in rows if row.seat == seat.key and row not in own]
    beyond = [row for row in others if row in over]
    too_many = len(others) + 1 - seat.most
    # Who of several has to go is not for the house to guess: then the place is refused.
    return [*own, *beyond] if beyond and too_many == len(beyond) else own


def _at_the_time(body: Body, period: Period) -> "QuerySet[HeldSeat]":
    """The seats of a body that are held on some day of a period."""
    ends_later = Q(mandate__ends_on=None) | Q(mandate__ends_on__gte=period.starts_on)
    rows = HeldSeat.objects.select_related("mandate").filter(ends_later, body=body)
    return rows.filter(mandate__starts_on__lte=period.ends_on)


def _held(row: HeldSeat, asked_from: date) -> Period:
    """When a seat is held; beyond its term, where its holder stays on, up to the day that is asked about."""
    return Period(row.starts_on, row.ends_on or max(row.term_ends_on, asked_from))
