"""A meeting on paper, for a hall without network: the attendance list to be signed, and a tellers' sheet an item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from koinon.adapters.pdf import formats
from koinon.adapters.pdf.engine import render


@dataclass(frozen=True, slots=True)
class HallVoter:
    """A line of the roll: whose votes, how many (one number for each weight), who may cast them, and a proxy if any."""

    name: str
    votes: Sequence[str]
    speakers: Sequence[str]
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class HallSheet:
    """What is decided on an item, and what tellers fill in.

    `rows` are answers or candidates, `columns` the weights; `rules` say in words what is needed.
    """

    number: str
    title: str
    texts: Sequence[str]
    rules: Sequence[str]
    rows: Sequence[str]
    columns: Sequence[str]


@dataclass(frozen=True, slots=True)
class HallPaper:
    """Everything that a hall needs to finish its agenda on paper."""

    language: str
    author: str
    title: str
    facts: Sequence[tuple[str, str]]
    weights: Sequence[str]
    voters: Sequence[HallVoter]
    without_vote: Sequence[tuple[str, str]]
    sheets: Sequence[HallSheet]
    written_at: datetime


def render_hall(paper: HallPaper) -> bytes:
    """Give the PDF; the same paper gives the same bytes."""
    locale = formats.locale_of(paper.language)
    with translation.override(paper.language):
        document = {"language": locale.language, **_document(paper)}
    return render("hall.typ", document, written_at=paper.written_at)


def _document(paper: HallPaper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "author": paper.author,
        "banner": "",
        "facts": [list(pair) for pair in paper.facts if pair[1]],
        "lead": _(
            "With these sheets the meeting goes on where the network does not. Everybody who comes signs; two tellers "
            "count each vote and sign; afterwards the secretariat enters what stands here, and the same rules apply."
        ),
        "attendance": {
            "title": _("Who may vote"),
            "columns": [_("Member"), *paper.weights, _("Who votes for it"), _("Signature")],
            "lines": [
                {"name": voter.name, "votes": list(voter.votes), "speakers": [*voter.speakers, voter.proxy]}
                for voter in paper.voters
            ],
        },
        "without": {"title": _("Without a vote"), "lines": [list(line) for line in paper.without_vote]},
        "sheets": [_sheet(sheet) for sheet in paper.sheets],
        "tellers": [_("First teller, name and signature"), _("Second teller, name and signature")],
        "hour": pgettext("of a vote on paper", "Counted at"),
        "footer": paper.author,
        "page_of": _("Page {page} of {pages}"),
    }


def _sheet(sheet: HallSheet) -> dict[str, Any]:
    return {
        "title": f"{sheet.number}. {sheet.title}",
        "texts": list(sheet.texts),
        "rules": list(sheet.rules),
        "columns": ["", *sheet.columns],
        "rows": list(sheet.rows),
    }
