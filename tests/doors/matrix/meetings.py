"""An Assembly on the matrix's stage: convened, with a proxy and an item that wait for an answer."""

from collections.abc import Sequence
from typing import Any

from koinon.rooms.assemblies.actions import give_proxy, supplement_agenda
from tests.rooms.assemblies.meeting import CONVENED, convene, with_agenda
from tests.world import World


def assembly(world: World) -> dict[str, Sequence[Any]]:
    """A convened Assembly for which another member gave ours a proxy and proposed an item."""
    found = with_agenda(world)
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    associated, ours = world.organisations["associated"], world.organisations["ours"]
    supplement_agenda(
        actor=found.desk(CONVENED), meeting=found.id, member=associated, title="A fund", words="For all of us."
    )
    give_proxy(actor=found.desk(CONVENED), meeting=found.id, giver=associated, holder=ours)
    return {"meeting": [found.id]}
