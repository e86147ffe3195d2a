"""Open the mandates of the elected, one by one: who cannot take the seat keeps nobody else off it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference
from koinon.core.refusals import Refusal, Refused, refuse
from koinon.rooms.bodies.actions import elect, replace_seat
from koinon.rooms.bodies.actions.electing import Candidate
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import members_spoken_for
from koinon.rooms.decisions.models import RegisteredDecision
from koinon.rooms.decisions.texts import elected_in, persons_in
from koinon.rooms.decisions.wanted import Seats
from koinon.rooms.people.queries import names_of


def seat_the_elected(
    actor: Actor, entry: RegisteredDecision, decision: DecisionReference, wanted: Seats, seated: Mapping[str, str]
) -> tuple[dict[str, str], Refusal | None]:
    """The seats by person, and why some are not there yet. Whoever has theirs from an earlier try keeps it."""
    persons = persons_in(elected_in(entry.vote)) if entry.vote else []
    if not persons:
        refuse("nobody_elected", _("Nobody on record was elected here."), to_do=_("Record who takes the seat by hand."))
    found, refused = {**_seated_by_hand(entry, wanted), **seated}, {}
    for person in persons:
        if str(person) in found:
            continue
        try:
            found[str(person)] = str(_seat(actor, person, decision, wanted))
        except Refused as stopped:
            refused[person] = stopped.refusal
    return found, _together(refused)


def _seated_by_hand(entry: RegisteredDecision, wanted: Seats) -> dict[str, str]:
    """Who was given the seat by this decision already: somebody at the desk may have settled what was refused here."""
    rows = HeldSeat.objects.filter(body__key=wanted.body, seat=wanted.seat, decision=entry.cited)
    pairs = rows.values_list("mandate__person__public_id", "public_id")
    return {str(person): str(seat) for person, seat in pairs}


def _seat(actor: Actor, person: UUID, decision: DecisionReference, wanted: Seats) -> UUID:
    starts_on = wanted.starts_on or decision.taken_on
    candidate = Candidate(person, _spoken_for(person, starts_on))
    if wanted.in_place_of is not None:
        return replace_seat(
            actor=actor, before=wanted.in_place_of, candidate=candidate, starts_on=starts_on, decision=decision
        ).seat
    return elect(
        actor=actor, body=wanted.body, seat=wanted.seat, candidate=candidate, starts_on=starts_on, decision=decision
    ).seat


def _spoken_for(person: UUID, starts_on: date) -> UUID | None:
    members = members_spoken_for(person, starts_on)
    if len(members) > 1:
        refuse(
            "several_members",
            _("This person speaks for several members on the first day."),
            to_do=_("Record the seat by hand, citing the decision; then try again."),
        )
    return next(iter(members), None)


def _together(refused: Mapping[UUID, Refusal]) -> Refusal | None:
    """One refusal of all that was not possible, with the names."""
    if not refused:
        return None
    names = names_of(refused)
    words = " ".join(f"{names.get(person, person)}: {refusal.words}" for person, refusal in refused.items())
    first = next(iter(refused.values()))
    return Refusal(first.code, words, _("Whoever could take their seat has it."), first.to_do)
