"""Meetings: those ahead and past, the page of each, its roll, and its entry for the calendar."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from koinon.adapters.calendar import MEDIA_TYPE, calendar_file
from koinon.doors.members_area.casts import cast_table, closed_vote
from koinon.doors.members_area.meeting_agenda import shown_agenda
from koinon.doors.members_area.meeting_forms import SupportForm
from koinon.doors.members_area.meeting_visit import MeetingVisit, about_meeting, about_own_meeting
from koinon.doors.members_area.proposing import Proposing
from koinon.doors.members_area.representing import Representing
from koinon.doors.members_area.rolls import ReadRoll, whole_roll
from koinon.doors.members_area.visit import DOOR, Visit, about_organisation, for_members
from koinon.doors.shared.entrance import actor_of
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.rooms.assemblies.calendar_entries import FILE_NAME, calendar_entry
from koinon.rooms.assemblies.deadlines import deadlines_of
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.minutes.reading import shelf_of
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.represented import COMING, announced_meetings
from koinon.rooms.organisations.queries import confederation

# Past meetings on a page; whoever looks for older ones finds their decisions in the register.
PAST = 30


@require_safe
@about_organisation
def meetings(visit: Visit) -> HttpResponse:
    """The meetings in which the organisation votes, ahead and past."""
    rows = [row for row in announced_meetings(visit.actor) if of_members(row)]
    own = visit.actor.bodies and visit.over in visit.actor.mandates
    context = {**_parted(rows, visit), "own_url": reverse("members:own_meetings") if own else ""}
    return visit.show("meetings", "meetings/meetings.html", {"base": "members/page.html", **context})


@require_safe
@for_members
def own_meetings(request: HttpRequest) -> HttpResponse:
    """The meetings of bodies in which one sits oneself, ahead and past."""
    actor = actor_of(request, DOOR)
    rows = [row for row in announced_meetings(actor) if not of_members(row) or row.chair == actor.person]
    context = {"base": "members/meetings/own.html", "home_url": reverse("members:home"), "own": True}
    return render(request, "members/meetings/meetings.html", {**context, **_parted(rows)})


def _parted(rows: Iterable[Meeting], visit: Visit | None = None) -> dict[str, Sequence[ShownMeeting]]:
    """Those ahead, the next one first, and those that are over, the last one first."""
    shown = [ShownMeeting(row, _url(row, visit)) for row in rows]
    ahead = sorted((one for one in shown if one.row.state in COMING), key=lambda one: one.row.starts_at)
    return {"ahead": ahead, "past": [one for one in shown if one.row.state not in COMING][:PAST]}


def _url(row: Meeting, visit: Visit | None) -> str:
    if visit is None:
        return reverse("members:own_meeting", kwargs={"meeting": row.public_id})
    return visit.url("meeting", meeting=row.public_id)


@require_safe
@about_meeting
def meeting(at: MeetingVisit) -> HttpResponse:
    """A meeting as an organisation prepares it, and what came of it."""
    roll = ReadRoll(at)
    common, proposing = _common(at, roll), Proposing(at, roll)
    more = {
        "representing": Representing(at, roll, common["agenda"]),
        "proposing": proposing,
        "supportable": {item.row.pk for item in common["agenda"] if proposing.may_support(item)},
        "support": SupportForm(),
    }
    return at.show("meeting.html", {**common, **more})


@require_safe
@about_own_meeting
def own_meeting(at: MeetingVisit) -> HttpResponse:
    """A meeting as somebody prepares it who sits in the body."""
    return at.show("meeting.html", _common(at, ReadRoll(at)))


def _common(at: MeetingVisit, roll: ReadRoll) -> dict[str, Any]:
    row = at.meeting
    today, shelf = row.meeting_on == at.actor.today, shelf_of(at.actor, row)
    return {
        "agenda": shown_agenda(at, shelf),
        "roll": roll,
        "deadlines": deadlines_of(row),
        "ahead": row.state in COMING,
        "takes_part": row.state == "open" or (row.state == "convened" and today),
        "roll_url": at.url("meeting_roll"),
        "calendar_url": "" if at.shown.in_writing else at.url("meeting_calendar"),
        "minutes_url": reverse("members:minutes", args=[row.public_id]) if shelf.own else "",
    }


@require_safe
@about_meeting
def roll(at: MeetingVisit) -> HttpResponse:
    """Everybody on the roll, as every member sees it."""
    return at.show("roll.html", {"roll": whole_roll(at)})


@require_safe
@about_own_meeting
def own_roll(at: MeetingVisit) -> HttpResponse:
    """The same of a body in which one sits."""
    return at.show("roll.html", {"roll": whole_roll(at)})


def _vote(at: MeetingVisit, vote: UUID) -> HttpResponse:
    found = closed_vote(at, vote)
    if found is None:
        raise Http404
    return at.show("vote.html", cast_table(at, found))


vote = require_safe(about_meeting(_vote))
own_vote = require_safe(about_own_meeting(_vote))


def _calendar(at: MeetingVisit) -> HttpResponse:
    if at.shown.in_writing:
        raise Http404
    entry = calendar_entry(at.meeting, confederation(), get_language() or "en", at.actor.at)
    return HttpResponse(
        calendar_file(entry),
        content_type=f"{MEDIA_TYPE}; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, FILE_NAME) or "attachment"},
    )


calendar = require_safe(about_meeting(_calendar))
own_calendar = require_safe(about_own_meeting(_calendar))
