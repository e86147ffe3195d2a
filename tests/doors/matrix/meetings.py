"""Assemblies on the matrix's stage: one convened, with a proxy and an item that wait for an answer; one held before."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from koinon.rooms.assemblies.actions import file_motion, give_proxy, supplement_agenda
from koinon.rooms.assemblies.models import Vote
from koinon.rooms.dues.actions import waive_consequences
from tests.rooms.assemblies.meeting import CONVENED, convene, held, with_agenda
from tests.world import ASSEMBLY, World

KEPT = date(2026, 6, 2)

HELD_ON = date(2026, 5, 20)


def assembly(world: World) -> dict[str, Sequence[Any]]:
    """A convened Assembly for which another member gave ours a proxy and proposed an item; and one without a quorum.

    Ours owes money, as the stage wants it, and keeps its vote by a decision: else it could do nothing here.
    """
    found = with_agenda(world)
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    associated, ours = world.organisations["associated"], world.organisations["ours"]
    supplement_agenda(
        actor=found.desk(CONVENED), meeting=found.id, member=associated, title="A fund", words="For all of us."
    )
    given = give_proxy(actor=found.desk(CONVENED), meeting=found.id, giver=associated, holder=ours)
    waive_consequences(
        actor=found.desk(KEPT),
        membership=world.memberships["ours"],
        starts_on=KEPT,
        ends_on=None,
        reason="It pays in parts.",
        decision=ASSEMBLY,
    )
    item = found.item("statutes")
    file_motion(actor=found.desk(CONVENED), item=item, title="Zyx motion", text="Article 3 is dropped.")
    before = held(world, HELD_ON, "delegate")
    vote = Vote.objects.get(meeting__public_id=before.id)
    return {
        "meeting": [found.id, before.id],
        "point": [item],
        "voter": [ours],
        "proxy": [given.proxy],
        "vote": [vote.public_id],
    }
