"""Who is there for a vote: late arrivals, and those that left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from koinon.statutes.rulebook.meeting_rules import PresenceRule


@dataclass(frozen=True, slots=True)
class Attendance:
    """A stay of a person at a meeting, on site or from afar; who comes back has a second one."""

    person: str
    came_at: datetime
    left_at: datetime | None = None
    online: bool = False

    def lasts_at(self, moment: datetime) -> bool:
        """Whether the person is there; on leaving they are no longer."""
        return self.came_at <= moment and (self.left_at is None or moment < self.left_at)


def present_at(rule: PresenceRule, stays: Sequence[Attendance], moment: datetime) -> frozenset[str]:
    """The persons that are there at a moment, in the ways that the rulebook counts."""
    return frozenset(stay.person for stay in stays if stay.lasts_at(moment) and (rule.online or not stay.online))


def present_for(
    rule: PresenceRule, stays: Sequence[Attendance], opened_at: datetime, closed_at: datetime
) -> frozenset[str]:
    """The persons that count as present for a vote that was open between two moments.

    For a vote that is still open, `closed_at` is now.
    """
    if rule.counted_at == "opening":
        return present_at(rule, stays, opened_at)
    at_close = present_at(rule, stays, closed_at)
    return at_close if rule.late_arrivals == "open_vote" else at_close & present_at(rule, stays, opened_at)


def may_cast(
    rule: PresenceRule, stays: Sequence[Attendance], person: str, opened_at: datetime, moment: datetime
) -> bool:
    """Whether a person may cast at a moment in a vote that opened earlier."""
    if person not in present_at(rule, stays, moment):
        return False
    return rule.late_arrivals == "open_vote" or person in present_at(rule, stays, opened_at)
