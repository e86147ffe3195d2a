"""A decision of the test world's Assembly, from the item to the register; the worker's part is done at once."""

from typing import Any
from uuid import UUID

from koinon.core import outbox
from koinon.rooms.assemblies.actions import ItemDetails, convene, file_motion, set_agenda
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.rules import with_rules
from koinon.rooms.decisions.actions import want_consequence
from koinon.rooms.decisions.models import Consequence, RegisteredDecision
from koinon.rooms.decisions.wanted import Wanted
from tests.rooms.assemblies.meeting import CONVENED, ITEMS, PLANNED, SPEAKERS, Gathering, name_delegates, planned
from tests.world import World


def worker() -> None:
    """What the worker does after a commit: every reaction that waits, and those that follow from these."""
    outbox.deliver_due()


def gathering(world: World, *more: ItemDetails, **changes: Any) -> Gathering:
    """The Assembly with some items besides the usual ones, planned and not yet convened."""
    name_delegates(world)
    found = planned(world, **changes)
    set_agenda(actor=found.desk(PLANNED), meeting=found.id, items=(*ITEMS, *more), seen_version=1)
    return found


def wants(found: Gathering, item: str, wanted: Wanted, motion: UUID | None = None) -> UUID:
    """It is said what follows from an item."""
    given = {"item": found.item(item), "wanted": wanted, "motion": motion}
    return want_consequence(actor=found.desk(PLANNED), **given).consequence


def opens(found: Gathering) -> Gathering:
    """The meeting is convened and opened, with all who vote there."""
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=found.row.version)
    found.comes(*SPEAKERS.values())
    found.opens()
    return found


def moves(found: Gathering, item: str, text: str = "Words", title: str = "Motion", parent: UUID | None = None) -> UUID:
    """A motion is filed on an item, or an amendment."""
    more = {"parent": parent} if parent else {}
    return file_motion(actor=found.desk(), item=found.item(item), title=title, text=text, **more).motion


def votes(found: Gathering, item: str = "accounts", choice: str = "yes", **question: Any) -> UUID:
    """A vote of all who are there, closed; the worker has not come by yet."""
    vote = found.asks(item, **question)
    for name in SPEAKERS.values():
        if not question.get("seats"):
            found.casts(name, vote, choice)
        else:
            found.casts(name, vote, "", names=tuple(question["candidates"]))
    found.closes(vote)
    return vote


def decides(found: Gathering, item: str = "accounts", choice: str = "yes", **question: Any) -> RegisteredDecision:
    """The same, and the worker has put it into the register."""
    vote = votes(found, item, choice, **question)
    worker()
    return entry_of(vote)


def entry_of(vote: UUID) -> RegisteredDecision:
    """What the register says of a vote."""
    return RegisteredDecision.objects.select_related("cited", "vote").get(vote__public_id=vote)


def as_it_stands(consequence: UUID) -> Consequence:
    """How a consequence stands."""
    return Consequence.objects.select_related("decision").get(public_id=consequence)


def meeting_of(found: Gathering) -> Meeting:
    """The meeting's record."""
    return with_rules().get(public_id=found.id)
