"""A meeting with the rules it is held by, locked or not; and the moment of whatever happens in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.locking import locked
from koinon.core.refusals import Words, refuse
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.rulebook.queries import rulebook_of_version
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.meeting_rules import Meeting as MeetingRule
from koinon.statutes.transitions import MEETING

TICK = timedelta(microseconds=1)
STATES: dict[str, Words] = {
    "planned": _("planned"),
    "convened": _("convened"),
    "open": _("open"),
    "closed": _("closed"),
    "minutes_approved": _("closed, and its minutes are approved"),
    "cancelled": _("cancelled"),
}


def with_rules() -> "QuerySet[Meeting]":
    """Meetings with the version of the rules they are held by, without its texts."""
    return Meeting.objects.select_related("rules").defer("rules__texts")


def rulebook_of(meeting: Meeting) -> Rulebook:
    """The rules a meeting is held by."""
    return rulebook_of_version(meeting.rules)


def rule_of(meeting: Meeting) -> MeetingRule:
    """How the body meets."""
    return rulebook_of(meeting).meetings[meeting.body]


def meeting_for_update(public_id: UUID, seen_version: int | None = None) -> Meeting:
    """The meeting, locked: whatever changes it, or what is counted in it, takes its turn here. Ballots do not."""
    return locked(with_rules(), public_id, seen_version)


def move(meeting: Meeting, event: str) -> None:
    """Take a step in the life of a meeting; refuses one that it does not have."""
    check_allows(meeting, event)
    meeting.state = MEETING.apply(meeting.state, event)


def check_allows(meeting: Meeting, event: str) -> None:
    """Refuse a step that is not possible from where the meeting is."""
    if not MEETING.allows(meeting.state, event):
        _refuse_state(meeting)


def check_state(meeting: Meeting, *states: str) -> None:
    """Refuse what is possible only while the meeting is in one of these states."""
    if meeting.state not in states:
        _refuse_state(meeting)


def _refuse_state(meeting: Meeting) -> None:
    refuse(
        "meeting_state",
        _("This meeting is %(state)s; that step is not possible now.") % {"state": STATES[meeting.state]},
        to_do=_("Look at it as it stands now."),
    )


def presides(actor: Actor, meeting: Meeting) -> bool:
    """Whether this actor conducts the meeting: as its chair, or for the secretariat."""
    return actor.may("assemblies.conduct") or (actor.person is not None and actor.person == meeting.chair)


def check_presides(actor: Actor, meeting: Meeting) -> None:
    """Refuse whoever does not conduct the meeting."""
    if not presides(actor, meeting):
        refuse(
            "not_allowed",
            _("A meeting is conducted by its chair and by the secretariat."),
            to_do=_("Ask the chair, or the secretariat."),
        )


def check_comes_together(meeting: Meeting) -> None:
    """Refuse what takes people in one room where they are asked in writing."""
    if meeting.kind == Meeting.Kind.WRITTEN:
        refuse("in_writing", _("This is decided in writing: nobody comes together."), to_do=_("Wait for the answers."))


def take_moment(meeting: Meeting, actor: Actor) -> datetime:
    """The moment of something that happens in a locked meeting: now, and later than all that happened before."""
    last = meeting.last_at
    meeting.last_at = actor.at if last is None or actor.at > last else last + TICK
    return meeting.last_at


def day_in(meeting: Meeting, moment: datetime) -> date:
    """The day of a moment by the calendar of the meeting's place, by which notice and deadlines are counted."""
    return moment.astimezone(ZoneInfo(meeting.time_zone)).date()


def moment_now(meeting: Meeting, actor: Actor) -> datetime:
    """The present moment of a meeting, for whoever only looks or casts."""
    return max(actor.at, meeting.last_at) if meeting.last_at else actor.at


@contextmanager
def by_the_rules() -> Iterator[None]:
    """Put into words what the rules do not allow."""
    try:
        yield
    except InputError as wrong:
        refuse(
            "not_by_the_rules",
            _("The rules do not allow this: %(what)s, found %(found)s, allowed: %(allowed)s.")
            % {"what": wrong.key, "found": wrong.found, "allowed": wrong.allowed},
            to_do=_("Look at what the rulebook says of it."),
        )
