"""A Board for the tests: elected by the Assembly in May 2025, from the people who speak for the world's members."""

from datetime import date
from typing import Any
from uuid import UUID

from koinon.core.decisions import DecisionReference
from koinon.rooms.bodies.actions import elect
from koinon.rooms.bodies.actions.electing import Candidate
from koinon.rooms.bodies.models import HeldSeat
from tests.world import ASSEMBLY, World

ELECTED = date(2025, 5, 23)
TERM_ENDS = date(2029, 5, 22)
BOARD_DECIDED = DecisionReference("Board", date(2026, 3, 20), "B2026/4")
# person -> (seat, member)
BOARD = {
    "contact": ("president", "ours"),
    "their_contact": ("vice_president", "theirs"),
    "associated_contact": ("member", "associated"),
    "delegate": ("member", "ours"),
}


def candidate(world: World, person: str, member: str = "") -> Candidate:
    """Somebody of the world, for a member."""
    return Candidate(world.people[person], world.organisations[member] if member else None)


def seated(world: World, person: str, seat: str, member: str = "", **more: Any) -> UUID:
    """Somebody is elected to a seat of the Board, or of another body; gives the held seat's public id."""
    given: dict[str, Any] = {"body": "board", "starts_on": ELECTED, "decision": ASSEMBLY, **more}
    return elect(actor=world.actor("membership"), seat=seat, candidate=candidate(world, person, member), **given).seat


def board(world: World) -> dict[str, UUID]:
    """The whole Board, by person."""
    return {person: seated(world, person, seat, member) for person, (seat, member) in BOARD.items()}


def row_of(seat: UUID) -> HeldSeat:
    """A held seat as it stands."""
    return HeldSeat.objects.select_related("mandate", "body").get(public_id=seat)
