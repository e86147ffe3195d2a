"""The confederation's year in words: each step with its day, how it stands, and the screen where it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from koinon.core.actors import Actor
from koinon.core.refusals import Words
from koinon.doors.shared import words
from koinon.rooms.tasks.year import StepStand, YearStand

DETAILS: Mapping[str, Words] = {
    "data_call": gettext_lazy("%(done)s of %(all)s have declared"),
    "declarations": gettext_lazy("%(done)s of %(all)s have declared"),
    "invoices": gettext_lazy("%(done)s of %(all)s invoiced"),
}
NEEDS = {"declarations": "declarations.see", "invoices": "dues.see", "filings": "documents.see"}
Way = Callable[[StepStand], str]


@dataclass(frozen=True, slots=True)
class YearLine:
    """A step as it is shown; `url` is the screen where it is done, `note_url` where it is noted as done."""

    year: int
    key: str
    label: str
    on: date | None
    state: str
    detail: str
    url: str
    note_url: str
    may_note: bool


def year_lines(stand: YearStand, actor: Actor) -> list[YearLine]:
    """The steps by their days, those without a day last."""
    return [_line(row, actor) for row in stand.steps]


def way_of(row: StepStand, actor: Actor) -> str:
    """The screen where a step is done; the page where it is noted, where there is none for this person."""
    needs = NEEDS.get(row.step.leads_to, "assemblies.see")
    way = WAYS.get(row.step.leads_to)
    return way(row) if way is not None and actor.may(needs) else note_url(row)


def note_url(row: StepStand) -> str:
    """The page of one step."""
    return reverse("desk:year-step", args=[row.year, row.step.key])


def detail_of(row: StepStand) -> str:
    """What the records say of it."""
    if row.state == "noted" and row.note is not None:
        return _("%(day)s: %(words)s") % {"day": words.long_date(row.note.done_on), "words": row.note.words}
    if row.state == "planned" and row.meeting is not None:
        return _("planned for %(day)s") % {"day": words.long_date(row.meeting.meeting_on)}
    if row.state == "done" and row.done_on is not None:
        return _("on %(day)s") % {"day": words.long_date(row.done_on)}
    if row.to_lock:
        return ngettext("%(count)s is not locked yet", "%(count)s are not locked yet", row.to_lock) % {
            "count": words.number(row.to_lock)
        }
    if row.counts is not None and row.step.leads_to in DETAILS:
        done, total = row.counts
        return str(DETAILS[row.step.leads_to]) % {"done": words.number(done), "all": words.number(total)}
    return ""


def _line(row: StepStand, actor: Actor) -> YearLine:
    return YearLine(
        year=row.year,
        key=row.step.key,
        label=words.say(row.step.label),
        on=row.step.on,
        state=f"step_{row.state}",
        detail=detail_of(row),
        url=way_of(row, actor),
        note_url=note_url(row),
        may_note=row.state in ("late", "soon", "noted"),
    )


def plan_url() -> str:
    """Where a meeting is planned."""
    return reverse("desk:meeting-plan")


def _declarations(row: StepStand) -> str:
    return f"{reverse('desk:declarations')}?year={row.year}"


def _invoices(row: StepStand) -> str:
    return reverse("desk:run", args=[row.year])


def _meeting(row: StepStand) -> str:
    """The meeting itself, or where it is planned."""
    return reverse("desk:meeting", args=[row.meeting.public_id]) if row.meeting else plan_url()


def _of_meeting(name: str, *, while_planned: bool = False) -> Way:
    """A page of the meeting that the year turns around; its own page where that one is not for now."""

    def way(row: StepStand) -> str:
        meeting = row.meeting
        if meeting is None:
            return plan_url()
        if while_planned and meeting.state not in ("planned", "convened"):
            return _meeting(row)
        return reverse(f"desk:{name}", args=[meeting.public_id])

    return way


WAYS: Mapping[str, Way] = {
    "declarations": _declarations,
    "invoices": _invoices,
    "meetings": _meeting,
    "convocation": _of_meeting("meeting"),
    "candidates": _of_meeting("meeting-agenda", while_planned=True),
    "agenda": _of_meeting("meeting-agenda", while_planned=True),
    "roll": _of_meeting("meeting-roll"),
    "minutes": _meeting,
}


def unplanned_words(year: int) -> dict[str, Any]:
    """That a year's ordinary meeting has no day, and where it gets one."""
    return {"year": year, "url": plan_url()}
