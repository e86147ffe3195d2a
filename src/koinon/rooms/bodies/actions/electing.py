"""Somebody takes a seat: elected for a term, elected in place of another, or co-opted by the body itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.bodies import SeatTaken
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words
from koinon.rooms.bodies.actions.keeping import body_on_record
from koinon.rooms.bodies.actions.leaving import SEATS, leave
from koinon.rooms.bodies.actions.places import check_person, check_place, for_member, in_larger_until, staying_on
from koinon.rooms.bodies.models import Body, HeldSeat
from koinon.rooms.bodies.rules import body_rules, elected_seat, rules_of
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Mandate, Person
from koinon.statutes.assembly.terms import co_option_term, replacement_term, term
from koinon.statutes.periods import Period
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.body_rules import Body as BodyRules
from koinon.statutes.rulebook.body_rules import Seat, TermRule

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who takes a seat, and the member that they speak for where the rules ask for one; by public id."""

    person: UUID
    organisation: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """A seat in the rules of its first day, and what is known of who was there before."""

    rulebook: Rulebook
    rules: BodyRules
    seat: Seat
    term: TermRule
    before: HeldSeat | None = None


@action("bodies.elect", needs="bodies.keep", rule="bodies")
def elect(
    *,
    actor: Actor,
    body: str,
    seat: str,
    candidate: Candidate,
    starts_on: date,
    decision: DecisionReference,
) -> SeatTaken:
    """Record that somebody was elected to a seat, for the term that the rulebook sets, by a recorded decision.

    Whoever holds the seat beyond their term leaves it the day before, if it is the same person, or the only such
    holder of a seat that would be too many.
    """
    place = _place(body, seat, starts_on, actor.today)
    for row in staying_on(body, place.seat, candidate.person, starts_on):
        again = row.mandate.person.public_id == candidate.person
        leave(actor, row, starts_on - DAY, HeldSeat.Ending.TERM, sits_on=again)
    return _taken(actor, place, candidate, term(place.term, starts_on), HeldSeat.Way.ELECTED, decision)


@action("bodies.replace_seat", needs="bodies.keep", rule="bodies")
def replace_seat(
    *, actor: Actor, before: UUID, candidate: Candidate, starts_on: date, decision: DecisionReference
) -> SeatTaken:
    """Record that somebody was elected in place of another in the middle of a term, for what is left of it."""
    place = _place_of(before, starts_on, actor.today)
    elected = _elected_term(place)
    _check_follows(place, elected, starts_on)
    _step_aside(actor, place, starts_on)
    rest = replacement_term(place.term, elected, starts_on)
    return _taken(actor, place, candidate, rest, HeldSeat.Way.REPLACED, decision)


@action("bodies.co_opt", needs="bodies.keep", rule="bodies")
def co_opt(
    *,
    actor: Actor,
    before: UUID,
    candidate: Candidate,
    starts_on: date,
    next_assembly: date,
    decision: DecisionReference,
) -> SeatTaken:
    """Record that a body filled a vacant seat itself, until the body that elects it meets next."""
    place = _place_of(before, starts_on, actor.today)
    if not place.term.co_option:
        refuse("no_co_option", _("By the rulebook this body fills no seat itself."), to_do=_("Wait for an election."))
    if next_assembly < starts_on:
        refuse("dates_reversed", _("That meeting lies before the first day."), to_do=_("Name the next meeting."))
    elected = _elected_term(place)
    _check_follows(place, elected, starts_on)
    if place.before is not None and (place.before.ends_on is None or place.before.ends_on >= starts_on):
        refuse("not_vacant", _("Somebody holds this seat on that day."), to_do=_("Record first how they left it."))
    until = co_option_term(place.term, elected, starts_on, next_assembly)
    return _taken(actor, place, candidate, until, HeldSeat.Way.CO_OPTED, decision)


def _place(body: str, seat: str, starts_on: date, today: date) -> _Place:
    rulebook = rules_of(starts_on, today)
    rules = body_rules(rulebook, body)
    return _Place(rulebook, rules, *elected_seat(rules, seat))


def _place_of(before: UUID, starts_on: date, today: date) -> _Place:
    """The place of somebody who holds it or held it, which they may lose to one follower only."""
    row = locked(SEATS.all(), before)
    rulebook = rules_of(starts_on, today)
    rules = body_rules(rulebook, row.body.key)
    return _Place(rulebook, rules, *elected_seat(rules, row.seat), before=row)


def _elected_before(place: _Place) -> HeldSeat:
    """Whose term a follower takes over: that of whoever was elected, also where the body co-opted somebody since."""
    row = place.before
    while row is not None and row.way == HeldSeat.Way.CO_OPTED and row.follows is not None:
        row = row.follows
    if row is None:
        raise ValueError("nobody to follow")
    return row


def _elected_term(place: _Place) -> Period:
    row = _elected_before(place)
    return Period(row.starts_on, row.term_ends_on)


def _check_follows(place: _Place, elected: Period, starts_on: date) -> None:
    """Somebody follows within the term that they take over, and nobody else has followed."""
    if starts_on not in elected:
        refuse(
            "outside_the_term",
            _("The first day must lie in the term that is taken over: %(first)s to %(last)s.")
            % {"first": day_in_words(elected.starts_on), "last": day_in_words(elected.ends_on or elected.starts_on)},
            to_do=_("Choose a day of it, or record an election for a new term."),
        )
    followers = HeldSeat.objects.filter(follows=place.before).exclude(mandate__ends_on__lt=starts_on)
    if followers.exists():
        refuse(
            "followed_already",
            _("Somebody else follows on this seat."),
            to_do=_("Record how they left it, or replace them."),
        )


def _step_aside(actor: Actor, place: _Place, starts_on: date) -> None:
    """Whoever is still there leaves the day before."""
    row = place.before
    if row is None or (row.ends_on is not None and row.ends_on < starts_on):
        return
    if starts_on <= row.starts_on:
        refuse("dates_reversed", _("Whoever is replaced would leave before they came."), to_do=_("Choose a later day."))
    leave(actor, row, starts_on - DAY, HeldSeat.Ending.SUCCEEDED)


def _taken(
    actor: Actor, place: _Place, candidate: Candidate, period: Period, way: str, decision: DecisionReference
) -> SeatTaken:
    """The seat on record, once nothing stands against it."""
    body, _made = body_on_record(place.rules.key)
    person = locked(Person.objects.all(), candidate.person)
    organisation = for_member(place.seat, person, candidate.organisation, period.starts_on)
    ends_on = in_larger_until(place.rulebook, place.rules, person, period)
    check_person(body, person, Period(period.starts_on, ends_on))
    check_place(body, place.seat, Period(period.starts_on, ends_on))
    stays_on = place.term.holds_over and way != HeldSeat.Way.CO_OPTED
    row = HeldSeat.objects.create(
        body=body,
        mandate=_mandate(actor, body, place.seat, person, Period(period.starts_on, None if stays_on else ends_on)),
        seat=place.seat.key,
        organisation=organisation,
        way=way,
        term_ends_on=ends_on,
        follows=_elected_before(place) if place.before else None,
        decision=cited(decision, actor.today),
        rulebook=place.rulebook.version,
    )
    return _told(row, person, organisation)


def _mandate(actor: Actor, body: Body, seat: Seat, person: Person, held: Period) -> Mandate:
    return Mandate.objects.create(
        person=person,
        over=Mandate.Over.BODY,
        subject=body.public_id,
        role=seat.key,
        starts_on=held.starts_on,
        ends_on=held.ends_on,
        named_by=actor.person,
    )


def _told(row: HeldSeat, person: Person, organisation: Organisation | None) -> SeatTaken:
    return SeatTaken(
        seat=row.public_id,
        body=row.body.public_id,
        person=person.public_id,
        kind=row.seat,
        way=row.way,
        starts_on=row.starts_on,
        term_ends_on=row.term_ends_on,
        organisation=organisation.public_id if organisation else None,
        rulebook=row.rulebook,
    )
