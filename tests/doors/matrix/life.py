"""What is under way with a member of the matrix: notice, new name, hearing; and a step of the year that is noted."""

from datetime import date

from koinon.core.decisions import DecisionReference
from koinon.rooms.memberships.actions import change_category, invite_to_be_heard, open_exclusion, record_notice
from koinon.rooms.organisations.actions import rename_organisation
from koinon.rooms.tasks.actions import note_step
from tests.world import BOARD, World

STEP = "filings"


def under_way(world: World, member: str, on: date) -> None:
    """Everything at once; none of it has come to its end."""
    desk, membership = world.actor("secretary_general", on), world.memberships[member]
    record_notice(actor=desk, membership=membership, received_on=on, words="Letter, file 12")
    case = open_exclusion(actor=desk, membership=membership, grounds="It has not answered.", decision=BOARD)
    invite_to_be_heard(actor=desk, proceeding=case.proceeding, answer_by=date(2026, 8, 1))
    change_category(actor=desk, membership=membership, criterion="european_group", on=date(2026, 9, 1), decision=BOARD)
    rename_organisation(
        actor=desk,
        organisation=world.organisations[member],
        name=f"Renamed {member}",
        short_name="",
        on=date(2026, 9, 1),
        decision=DecisionReference("Its general meeting", date(2026, 5, 2), f"Register {member}"),
    )


def noted(world: World, on: date) -> str:
    """A step of the year that somebody noted as done."""
    note_step(actor=world.actor("secretary_general", on), year=on.year, step=STEP, done_on=on, words="File 3")
    return STEP
