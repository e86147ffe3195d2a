"""By when what is to be done before a meeting, by the rules it is held by."""

from dataclasses import dataclass
from datetime import date, timedelta

from koinon.rooms.assemblies.drawing import of_members, record_day
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.rules import rule_of


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The days before a meeting; `None` where the rulebook has no such day.

    Until `additions` members add to the agenda, until `candidates` candidates are put forward; who may vote is
    looked at on `record`. `proxies`: whether a member may be represented by another.
    """

    record: date
    additions: date | None
    candidates: date | None
    members: bool
    proxies: bool


def deadlines_of(meeting: Meeting) -> Deadlines:
    """The days before a meeting."""
    rule, on = rule_of(meeting), meeting.meeting_on
    candidates = rule.candidate_days if meeting.elections else None
    return Deadlines(
        record=record_day(meeting),
        additions=on - timedelta(days=rule.supplement.days) if rule.supplement else None,
        candidates=None if candidates is None else on - timedelta(days=candidates),
        members=of_members(meeting),
        proxies=rule.proxies is not None,
    )


def answers_until(meeting: Meeting) -> date:
    """The last day for answers to what is asked in writing."""
    written = rule_of(meeting).written
    return meeting.meeting_on + timedelta(days=written.days if written else 0)
