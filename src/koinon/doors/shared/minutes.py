"""Minutes as every door shows them: the same sections as on paper, and the paper itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from koinon.adapters.pdf import MinutesPart, MinutesSection, MinutesTable
from koinon.core.refusals import Words
from koinon.rooms.assemblies.minutes.reading import SeenMinutes
from koinon.rooms.assemblies.models import Minutes
from koinon.rooms.assemblies.papers import minutes_paper, minutes_pdf

# The life of minutes: each state, and the word for the step that leads there.
LIFE: tuple[tuple[str, Words], ...] = (
    ("drafted", _("Drafted")),
    ("completed", _("Completed")),
    ("signed", _("Signed by the chair")),
    ("sent", _("Sent")),
    ("approved", _("Approved")),
)


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as the list component wants it."""

    table: MinutesTable

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Its heads."""
        return [
            {"label": label, "numeric": place in self.table.numeric} for place, label in enumerate(self.table.columns)
        ]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Its rows."""
        return self.table.rows


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its table."""

    part: MinutesPart
    caption: str

    @property
    def table(self) -> ShownTable | None:
        """Its table, where it has rows."""
        found = self.part.table
        return ShownTable(found) if found is not None and found.rows else None


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of minutes on a page."""

    section: MinutesSection

    def parts(self) -> Iterator[ShownPart]:
        """Its parts; a table without a title is called after whatever it stands under."""
        for part in self.section.parts:
            yield ShownPart(part, part.title or self.section.title)


def minutes_context(seen: SeenMinutes) -> dict[str, Any]:
    """What the shared template of minutes needs."""
    paper = minutes_paper(seen.row, seen.shown)
    return {
        "paper": paper,
        "sections": [ShownSection(section) for section in paper.sections],
        "steps": life_of(seen.row),
    }


def life_of(row: Minutes) -> list[dict[str, Any]]:
    """The life of minutes as a stepper: what is done, what comes next."""
    states = [state for state, _words in LIFE]
    here = states.index(row.state)
    return [
        {"label": words, "state": "done" if place <= here else "current" if place == here + 1 else "ahead"}
        for place, (_state, words) in enumerate(LIFE)
    ]


def minutes_file(seen: SeenMinutes) -> HttpResponse:
    """The paper, to be kept; a draft says in its name that it is one."""
    meeting = seen.row.meeting
    draft = "" if seen.row.approved_at and seen.shown.pk == seen.row.signed_id else f"-draft-{seen.shown.number}"
    name = f"minutes-{meeting.body}-{meeting.meeting_on.isoformat()}{draft}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(minutes_pdf(seen.row, seen.shown), content_type="application/pdf", headers=headers)
