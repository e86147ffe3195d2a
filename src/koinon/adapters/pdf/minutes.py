"""Minutes of a meeting, from plain values to a PDF: sections of words, facts, tables and votes.

A section is said already, in the paper's language; the same values make the page that people read.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils import translation

from koinon.adapters.pdf import formats, parts
from koinon.adapters.pdf.engine import render
from koinon.adapters.pdf.paper import IncompletePaper, Issuer

Tone = Literal["plain", "good", "wrong", "attention"]


@dataclass(frozen=True, slots=True)
class MinutesTable:
    """A table; `numeric` are the places of the columns that are set as numbers. Every row has a cell a column."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesPart:
    """One thing that a section says, with whatever it has of: what came of it, facts, words, a table, names.

    `words` are the house's sentences and `written` what people wrote, both a paragraph each; `named` are pairs of a
    label and of names in one line.
    """

    title: str = ""
    verdict: str = ""
    tone: Tone = "plain"
    facts: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    table: MinutesTable | None = None
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesSection:
    """A heading and what stands under it; `key` is what the house calls it."""

    title: str
    parts: tuple[MinutesPart, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """Everything that stands in minutes. `mark` stands over every page until they are approved."""

    language: str
    issuer: Issuer
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[MinutesSection, ...]
    written_at: datetime
    mark: str = ""
    notes: tuple[str, ...] = ()


def render_minutes(paper: MinutesPaper) -> bytes:
    """Give the PDF of minutes; the same paper gives the same bytes."""
    _check(paper)
    return render("minutes.typ", document_of(paper), written_at=paper.written_at)


def document_of(paper: MinutesPaper) -> dict[str, Any]:
    """Give everything the template prints."""
    locale = formats.locale_of(paper.language)
    with translation.override(paper.language):
        return {
            **parts.frame(paper.issuer, locale),
            "title": paper.title,
            "subtitle": paper.subtitle,
            "banner": paper.mark,
            "facts": [list(pair) for pair in paper.facts],
            "sections": [asdict(section) for section in paper.sections],
            "notes": list(paper.notes),
        }


def _check(paper: MinutesPaper) -> None:
    if paper.written_at.tzinfo is None:
        raise IncompletePaper("written_at needs a time zone")
    for section in paper.sections:
        for part in section.parts:
            if part.table and any(len(row) != len(part.table.columns) for row in part.table.rows):
                raise IncompletePaper(f"a row of {part.table.title!r} has not a cell for each column")
