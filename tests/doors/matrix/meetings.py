"""An Assembly on the matrix's stage: convened, with a proxy and an item that wait for an answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from koinon.rooms.assemblies.actions import convene, give_proxy, supplement_agenda
from koinon.rooms.dues.actions import waive_consequences
from tests.rooms.assemblies.meeting import CONVENED, with_agenda
from tests.world import ASSEMBLY, World

KEPT = date(2026, 6, 2)


def assembly(world: World) -> dict[str, Sequence[Any]]:
    """A convened Assembly for which another member gave ours a proxy and proposed an item.

    Ours owes money, as the stage wants it, and keeps its vote by a decision: else it could do nothing here.
    """
    found = with_agenda(world)
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    associated, ours = world.organisations["associated"], world.organisations["ours"]
    supplement_agenda(
        actor=found.desk(CONVENED), meeting=found.id, member=associated, title="A fund", words="For all of us."
    )
    give_proxy(actor=found.desk(CONVENED), meeting=found.id, giver=associated, holder=ours)
    waive_consequences(
        actor=found.desk(KEPT),
        membership=world.memberships["ours"],
        starts_on=KEPT,
        ends_on=None,
        reason="It pays in parts.",
        decision=ASSEMBLY,
    )
    return {"meeting": [found.id]}
