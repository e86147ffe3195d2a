"""The course of a meeting: its items with their votes, where it is, and what is undecided."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from koinon.core.actors import Actor
from koinon.rooms.assemblies.halls import votes_with_meeting
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Vote
from koinon.rooms.assemblies.rules import presides

ItemState = Literal["adopted", "rejected", "elected", "not_filled", "undecided", "no_decision"]
FINAL: tuple[ItemState, ...] = ("adopted", "rejected", "elected", "not_filled")


@dataclass(frozen=True, slots=True)
class ItemCourse:
    """An item of the agenda, its votes from the first to the last, and what came of it so far."""

    item: AgendaItem
    votes: tuple[Vote, ...]
    state: ItemState

    @property
    def decided(self) -> bool:
        """Whether nothing is left to decide."""
        return self.state != "undecided"

    @property
    def last(self) -> Vote | None:
        """The last vote that was not stopped."""
        return next((vote for vote in reversed(self.votes) if vote.state != "stopped"), None)


def course_of(actor: Actor, meeting: Meeting) -> list[ItemCourse]:
    """The items that stand on the agenda, in order, each with its votes; for whoever presides. Four queries."""
    if not presides(actor, meeting):
        return []
    items = AgendaItem.objects.filter(meeting=meeting, stands=True).order_by("position")
    votes: dict[int, list[Vote]] = {}
    for vote in (
        votes_with_meeting().select_related("motion__parent").filter(meeting=meeting).order_by("opened_at", "id")
    ):
        votes.setdefault(vote.item_id, []).append(vote)
    rows = items.select_related("concerns", "proposed_by").prefetch_related("papers__document")
    return [ItemCourse(item, tuple(votes.get(item.pk, ())), _state(item, votes.get(item.pk, ()))) for item in rows]


def _state(item: AgendaItem, votes: Sequence[Vote]) -> ItemState:
    """What came of an item, by its last vote that was not on an amendment."""
    whole = [
        vote for vote in votes if vote.state == "closed" and (vote.motion is None or vote.motion.parent_id is None)
    ]
    if whole:
        last: ItemState | str = whole[-1].outcome
        return next((state for state in FINAL if state == last), "undecided")
    return "undecided" if item.decision or item.election or votes else "no_decision"
