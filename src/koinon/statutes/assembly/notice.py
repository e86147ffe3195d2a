"""Notice: when a body must be convened, whether it was in time, and when a second convocation may meet.

Only whole days count, by the calendar of the meeting's place; the caller says which day something was sent on.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any, Literal

from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import InputError, one_of
from koinon.statutes.rulebook.meeting_rules import Counting, NoticeRule
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook


@dataclass(frozen=True, slots=True)
class Notice:
    """Whether a convocation is in time: sent on or before `latest_on`. `given_days` as the rulebook counts them.

    `late`: what follows where it is not, refused or sent and flagged.
    """

    in_time: bool
    meeting_on: date
    sent_on: date
    latest_on: date
    needed_days: int
    given_days: int
    counting: Counting
    late: Literal["refuse", "flag"]
    convocation: int
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def notice_from_data(data: dict[str, Any]) -> Notice:
    """The inverse of `Notice.as_data`."""
    return from_data(Notice, data)


def notice(rulebook: Rulebook, body: str, *, meeting_on: date, sent_on: date, convocation: int = 1) -> Notice:
    """Whether a convocation of a body that is sent on a day is in time.

    Raises `InputError` for a body that does not meet, for one sent after the meeting, and for a second convocation
    where there is none.
    """
    one_of("body", body, rulebook.meetings)
    rule, path = _rule(rulebook, body, convocation)
    if sent_on > meeting_on:
        raise InputError("sent_on", sent_on, f"a day up to {meeting_on}")
    return Notice(
        in_time=sent_on <= latest_day(rule, meeting_on),
        meeting_on=meeting_on,
        sent_on=sent_on,
        latest_on=latest_day(rule, meeting_on),
        needed_days=rule.days,
        given_days=max(0, (meeting_on - sent_on).days - (1 if rule.counting == "clear" else 0)),
        counting=rule.counting,
        late=rule.late,
        convocation=convocation,
        rule=path,
        source=rule.source,
        rulebook=rulebook.reference,
    )


def _rule(rulebook: Rulebook, body: str, convocation: int) -> tuple[NoticeRule, str]:
    meeting = rulebook.meetings[body]
    if convocation == 1:
        return meeting.notice, f"meetings.{body}.notice"
    if convocation != 2 or meeting.second is None:
        raise InputError("convocation", convocation, "1" if meeting.second is None else "1 or 2")
    return meeting.second.notice, f"meetings.{body}.second.notice"


def latest_day(rule: NoticeRule, meeting_on: date) -> date:
    """The last day on which a convocation is in time."""
    return meeting_on - timedelta(days=rule.days + (1 if rule.counting == "clear" else 0))


def supporters_needed(rulebook: Rulebook, body: str, heads: int) -> int | None:
    """How many members, of so many that may vote, it takes to add to the agenda; `None` where they cannot."""
    one_of("body", body, rulebook.meetings)
    rule = rulebook.meetings[body].supplement
    if rule is None:
        return None
    return 1 if rule.by_share is None else max(1, ceil(rule.by_share * heads))


def second_meeting_from(rulebook: Rulebook, body: str, first_on: date) -> date | None:
    """The first day a second convocation may meet on after a meeting without quorum; `None` where there is none."""
    one_of("body", body, rulebook.meetings)
    second = rulebook.meetings[body].second
    return None if second is None else first_on + timedelta(days=second.days_between)
