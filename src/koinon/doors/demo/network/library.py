"""The demo's library: the documents of library.toml, each with a sheet in the place of its text."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from koinon.adapters.pdf import PlaceholderPaper, render_placeholder
from koinon.doors.demo.network.steps import Network
from koinon.doors.shared.library import language_name, period_words
from koinon.rooms.documents.actions import DocumentDetails, add_document, publish_edition
from koinon.rooms.documents.files import Upload
from koinon.rooms.documents.models import Document

TEXTS = Path(__file__).with_name("library.toml")
SAID = ("title", "publisher", "kind", "level", "position", "summary")


def fill_library(network: Network, _keys: Sequence[str]) -> None:
    """The communications officer puts the confederation's documents into the library."""
    for known in tomllib.loads(TEXTS.read_text())["document"]:
        details = _details(known, network.year)
        document = add_document(actor=network.office("communications"), details=details).document
        for language in known["languages"]:
            _publish(network, document, details, language, 1)


def publish_anew(network: Network, _keys: Sequence[str]) -> None:
    """The policy officer publishes a further version of what was worked on since."""
    for known in tomllib.loads(TEXTS.read_text())["document"]:
        if known.get("again"):
            document = Document.objects.values_list("public_id", flat=True).get(title=_title(known, network.year))
            _publish(network, document, _details(known, network.year), known["languages"][0], 2)


def _details(known: Mapping[str, Any], year: int) -> DocumentDetails:
    own = bool(known.get("of_the_year"))
    first, last = (year, year) if own else (known.get("starts"), known.get("ends"))
    return DocumentDetails(
        **{**{name: known[name] for name in SAID}, "title": _title(known, year)},
        starts_on=date(first, 1, 1) if first else None,
        ends_on=date(last, 12, 31) if last else None,
        invented=own,
    )


def _title(known: Mapping[str, Any], year: int) -> str:
    return f"{known['title']} {year}" if known.get("of_the_year") else str(known["title"])


def _publish(network: Network, document: UUID, details: DocumentDetails, language: str, number: int) -> None:
    actor = network.office("communications" if number == 1 else "policy")
    facts = [
        (_("Publisher"), details.publisher),
        (_("Valid"), period_words(details.starts_on, details.ends_on)),
        (_("Language"), language_name(language)),
        (_("Version"), str(number)),
    ]
    # The sheet speaks English whatever language it stands in for: a translation would be an invented text.
    paper = PlaceholderPaper("en", details.title, details.publisher, facts, details.summary, actor.at)
    source = Upload(f"{details.title}.pdf", render_placeholder(paper))
    publish_edition(actor=actor, document=document, language=language, source=source, placeholder=True)
