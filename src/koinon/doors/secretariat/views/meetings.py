"""Meetings at the desk: the list, and one with what comes next, its agenda, its people and its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.meeting_offers import next_of
from koinon.doors.secretariat.meeting_words import state_pill
from koinon.doors.secretariat.steps import Step, may_take
from koinon.doors.shared import words
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.rooms.assemblies.actions import ask_in_writing, plan_meeting
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.preparing import COMING
from koinon.rooms.assemblies.queries import visible_meetings
from koinon.rooms.assemblies.rules import STATES
from koinon.statutes.rulebook import Rulebook

MEETINGS = (_("Meetings"), "desk:meetings")
PAST, ALL = "past", "all"
WHEN = [("", _("Coming and running")), (PAST, _("Past")), (ALL, _("All"))]


class MeetingFilter(FilterForm):
    """Narrow by time, body and state."""

    q = None
    when = forms.ChoiceField(label=_("When"), required=False, choices=WHEN)
    body = forms.ChoiceField(label=_("Body"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, rulebook: Rulebook | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, words.say(rules.label)) for key, rules in (rulebook.bodies if rulebook else {}).items()]
        self.fields["body"].choices = [("", _("Any body")), *named]  # type: ignore[attr-defined]
        states = [(state, str(label).capitalize()) for state, label in STATES.items()]
        self.fields["state"].choices = [("", _("Any state")), *states]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with what comes next for it."""

    row: Meeting
    next: str

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("desk:meeting", args=[self.row.public_id])


class Meetings(DeskList):
    """The list."""

    needs = "assemblies.see"
    template_name = "secretariat/documents.html"
    filter_form = MeetingFilter
    page_title = _("Meetings")
    header_icon = "date"
    file_name = "meetings"
    empty_title = _("No meeting here")
    empty_text = _("A meeting stands here from the moment it is planned. Plan one, or look among the past ones.")
    columns = (
        Column(
            "name",
            _("Meeting"),
            lambda shown: ShownMeeting(shown.row).body,
            lambda shown: cells.link(ShownMeeting(shown.row).title, shown.url),
            sort=("body", "-starts_at", "id"),
        ),
        Column(
            "day",
            _("Begins"),
            lambda shown: shown.row.starts_at.astimezone(ZoneInfo(shown.row.time_zone)).replace(tzinfo=None),
            lambda shown: ShownMeeting(shown.row).when,
            sort=("starts_at", "id"),
        ),
        Column("zone", _("Time zone"), lambda shown: shown.row.time_zone, file_only=True),
        Column("kind", _("How one takes part"), lambda shown: str(shown.row.get_kind_display())),
        Column("place", _("Place"), lambda shown: shown.row.place, file_only=True),
        Column(
            "state",
            _("State"),
            lambda shown: ShownMeeting(shown.row).state,
            lambda shown: state_pill(shown.row),
            sort=("state", "starts_at", "id"),
        ),
        Column("next", _("What comes next"), lambda shown: shown.next),
    )

    @property
    def default_sort(self) -> str:  # type: ignore[override]
        """The next first among those to come, else the latest first."""
        return "-day" if self.request.GET.get("when") in (PAST, ALL) else "day"

    def rows(self) -> "QuerySet[Meeting]":
        """All meetings."""
        return visible_meetings(self.actor)

    def filter_inputs(self) -> dict[str, Any]:
        """The bodies to choose from."""
        return {"rulebook": self.rules[0]}

    def narrowed(self, rows: "QuerySet[Meeting]", chosen: Mapping[str, Any]) -> "QuerySet[Meeting]":
        """Meetings that fit."""
        rows = rows.filter(**{name: chosen[name] for name in ("body", "state") if name in chosen})
        when = chosen.get("when", "" if "state" not in chosen else ALL)
        coming = Q(state__in=COMING)
        return rows if when == ALL else rows.filter(~coming if when == PAST else coming)

    def read(self, page: Sequence[Meeting]) -> list[MeetingRow]:
        """Each with what comes next."""
        keys = [row.pk for row in page]
        rows = self.rows().filter(pk__in=keys).select_related("second", "record").annotate(standing=Count("items"))
        by_key = {row.pk: row for row in rows.defer("second__notice", "rules__texts")}
        found = [by_key[key] for key in keys]
        return [MeetingRow(row, self._next(row)) for row in found]

    def _next(self, row: Any) -> str:
        """What comes next for a meeting whose items were counted and whose minutes were read with it."""
        return next_of(row, self.actor, row.standing, minutes=getattr(row, "record", None)).words

    def content(self) -> dict[str, Any]:
        """The list, and the ways to plan and to ask."""
        offers = (
            (plan_meeting, _("Plan a meeting"), "desk:meeting-plan", "primary"),
            (ask_in_writing, _("Ask a body in writing"), "desk:meeting-ask", "quiet"),
        )
        steps = [
            Step(label, reverse(name), kind) for action, label, name, kind in offers if may_take(self.actor, action)
        ]
        return {**super().content(), "steps": steps}


class OfMeeting(DeskPage):
    """A page about one meeting, named by its public id."""

    needs = "assemblies.see"
    meeting: Meeting

    def prepare(self) -> None:
        """Find the meeting."""
        rows = visible_meetings(self.actor).select_related("second_of", "second")
        found = rows.defer("rules__texts").filter(public_id=self.kwargs["meeting"]).first()
        if found is None:
            raise Http404
        self.meeting = found

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the meeting."""
        page = reverse("desk:meeting", args=[self.meeting.public_id])
        return ((MEETINGS[0], reverse(MEETINGS[1])), (ShownMeeting(self.meeting).title, page))
