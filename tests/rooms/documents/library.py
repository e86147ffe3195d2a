"""Files and documents for tests: honest ones, and what a hostile sender would try."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pikepdf

from koinon.rooms.documents.actions import DocumentDetails, add_document, publish_edition
from koinon.rooms.documents.files import Upload
from tests.world import World

TODAY = date(2026, 4, 14)


def pdf_file(change: Callable[[pikepdf.Pdf], None] | None = None, **save: Any) -> bytes:
    """A small PDF, changed by a function before it is written."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    if change:
        change(pdf)
    pdf.save(out, **{"deterministic_id": "encryption" not in save, **save})
    return out.getvalue()


def another_pdf(words: str) -> bytes:
    """A PDF with words of its own, so that no two are the same file."""
    return pdf_file(lambda pdf: pdf.docinfo.__setitem__("/Title", words))


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def relation(kind: str, mode: str = "") -> str:
    """A relation of an office file to something."""
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return RELATIONS.format(f'<Relationship Id="r1" Type="{kind}" Target="https://a.example/x" {mode}/>')


def office_file(extra: Mapping[str, str] | None = None, content_type: str = WORD) -> bytes:
    """A small Word file with further parts."""
    types = TYPES.format(f'<Override PartName="/word/document.xml" ContentType="{content_type}"/>')
    parts = {"[Content_Types].xml": types, "word/document.xml": "<document/>", **(extra or {})}
    return archive(parts)


def archive(parts: Mapping[str, str]) -> bytes:
    """A zip archive of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def details(**changes: Any) -> DocumentDetails:
    """The details of a public plan of 2026, some of them changed."""
    given = {
        "title": "Working plan",
        "publisher": "CECOP",
        "kind": "plan",
        "level": "public",
        "summary": "What we do this year.",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
    }
    return DocumentDetails(**{**given, **changes})


def added(world: World, **changes: Any) -> UUID:
    """A document without a version."""
    return add_document(actor=world.actor("communications", TODAY), details=details(**changes)).document


def published(world: World, content: bytes | None = None, language: str = "en", **changes: Any) -> tuple[UUID, UUID]:
    """A document with a version; gives the public ids of both."""
    document = added(world, **changes)
    return document, edition(world, document, content, language)


def edition(world: World, document: UUID, content: bytes | None = None, language: str = "en") -> UUID:
    """A further version of a document."""
    source = Upload("plan.pdf", pdf_file() if content is None else content)
    actor = world.actor("communications", TODAY)
    return publish_edition(actor=actor, document=document, language=language, source=source).edition
