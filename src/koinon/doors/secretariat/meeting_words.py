"""Meetings in the desk's words: states, kinds of decision, what the rulebook makes of a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.shared import words
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.rooms.assemblies.models import AgendaItem, Meeting
from koinon.rooms.assemblies.preparing import days_of, notice_as_of
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.statutes.assembly.notice import Notice, second_meeting_from
from koinon.statutes.assembly.words import notice_text
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.meeting_rules import At

DAYS: Mapping[At, Words] = {
    "convocation_latest": gettext_lazy("Convene it by"),
    "supplement_latest": gettext_lazy("Members add to the agenda until"),
    "candidates_latest": gettext_lazy("Candidates are known by"),
    "record_date": gettext_lazy("The roll is that of"),
    "meeting": gettext_lazy("The meeting"),
}


def state_pill(meeting: Meeting) -> SafeString:
    """The state of a meeting with its icon."""
    shown = ShownMeeting(meeting)
    return cells.pill("", shown.state, shown.tone)


def decides_words(rulebook: Rulebook, item: AgendaItem) -> str:
    """What an item asks for: a kind of decision, an election, or only to be discussed."""
    if item.election and item.election in rulebook.elections:
        return words.say(rulebook.elections[item.election].label)
    if item.decision and item.decision in rulebook.decisions:
        decision = rulebook.decisions[item.decision]
        return f"{words.say(decision.label)}: {words.say(rulebook.majorities[decision.majority].label).lower()}"
    return _("To be discussed, not decided")


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of a meeting in preparation: what, when, and whether it is over."""

    label: Words
    day: date
    past: bool


def day_lines(days: Mapping[At, date], today: date) -> Sequence[DayLine]:
    """The days in their order."""
    rows = [DayLine(DAYS[key], day, day < today) for key, day in days.items()]
    return sorted(rows, key=lambda row: row.day)


@dataclass(frozen=True, slots=True)
class DateRead:
    """What the rulebook makes of a day for a meeting: its days, and what speaks against it."""

    lines: Sequence[DayLine]
    notice: str
    warnings: Sequence[str]


def date_read(rulebook: Rulebook, body: str, day: date, today: date, first: Meeting | None = None) -> DateRead:
    """What the rulebook makes of a day: for a first convocation, or for the second after another meeting."""
    convocation = 2 if first else 1
    given = notice_as_of(rulebook, body, day, today, convocation)
    lines = day_lines(days_of(rulebook, body, day, convocation), today)
    warnings = _warnings(rulebook, body, day, given, first)
    return DateRead(lines, notice_text(given, _), tuple(warnings))


def _warnings(rulebook: Rulebook, body: str, day: date, given: Notice, first: Meeting | None) -> Iterator[str]:
    if not given.in_time and given.late == "refuse":
        yield _("Convened today it would be too late, and the rulebook lets no late convocation leave.")
    elif not given.in_time:
        yield _("Convened today it would be too late. It can be sent, and is marked as late on the record.")
    earliest = second_meeting_from(rulebook, body, first.meeting_on) if first else None
    if earliest and day < earliest:
        yield _("A second convocation may meet from %(day)s on.") % {"day": words.long_date(earliest)}


def days_until(meeting: Meeting, key: At) -> str:
    """A day of a meeting in words; empty where the rulebook knows none."""
    days = days_of(rulebook_of(meeting), meeting.body, meeting.meeting_on, meeting.convocation)
    return words.long_date(days.get(key))
