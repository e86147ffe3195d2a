"""A sheet that stands in for a document that is not at hand, and says so on its face."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from koinon.adapters.pdf import formats
from koinon.adapters.pdf.engine import render


@dataclass(frozen=True, slots=True)
class PlaceholderPaper:
    """What is known of the document: pairs of label and value, and what it is about."""

    language: str
    title: str
    publisher: str
    facts: Sequence[tuple[str, str]]
    summary: str
    written_at: datetime


def render_placeholder(paper: PlaceholderPaper) -> bytes:
    """Give the PDF of the sheet; the same paper gives the same bytes."""
    locale = formats.locale_of(paper.language)
    with translation.override(paper.language):
        document = {
            "language": locale.language,
            "title": paper.title,
            "author": paper.publisher,
            "banner": _("Placeholder — this is not the document"),
            "facts": [list(pair) for pair in paper.facts if pair[1]],
            "summary": paper.summary,
            "note": _(
                "The demo shows where this document stands in the library, for whom and how long it is valid. "
                "Its text is with its publisher and is not part of the demo."
            ),
            "footer": paper.publisher,
            "page_of": _("Page {page} of {pages}"),
        }
    return render("placeholder.typ", document, written_at=paper.written_at)
