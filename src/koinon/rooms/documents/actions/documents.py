"""Put documents into the library, keep what is said of them right, take them out again."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.documents import DocumentAdded, DocumentChanged, DocumentWithdrawn
from koinon.core.locking import locked
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import one_line
from koinon.rooms.documents.models import Document

LONGEST = {"title": 200, "summary": 600, "publisher": 200}
LAST_POSITION = 9999


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """What the library says of a document; `body` and `replaces` are public ids."""

    title: str
    publisher: str
    kind: str
    level: str
    summary: str = ""
    body: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    position: int = 100
    replaces: UUID | None = None
    invented: bool = False


@action("documents.add_document", needs="documents.keep")
def add_document(*, actor: Actor, details: DocumentDetails) -> DocumentAdded:
    """Put a document into the library; nobody can open it before a version is published."""
    kept = _checked(details)
    row = Document.objects.create(**{**asdict(kept), "replaces": _replaced(kept.replaces, None)})
    return DocumentAdded(row.public_id)


@action("documents.change_document", needs="documents.keep")
def change_document(*, actor: Actor, document: UUID, details: DocumentDetails, seen_version: int) -> DocumentChanged:
    """Change what the library says of a document and whom it is for, not its files."""
    row = locked(Document.objects.all(), document, seen_version)
    check_not_withdrawn(row)
    kept = _checked(details)
    changes = {**asdict(kept), "replaces": _replaced(kept.replaces, row), "version": row.version + 1}
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    return DocumentChanged(row.public_id, row.version)


@action("documents.withdraw_document", needs="documents.keep")
def withdraw_document(*, actor: Actor, document: UUID, reason: str) -> DocumentWithdrawn:
    """Take a document out of the library; it stays in the record, with the reason."""
    row = locked(Document.objects.all(), document)
    check_not_withdrawn(row)
    if not reason.strip():
        refuse("reason_needed", _("Withdrawing a document needs a reason."), to_do=_("Say why in a sentence."))
    row.withdrawn_on, row.reason, row.version = actor.today, reason.strip()[:300], row.version + 1
    row.save(update_fields=["withdrawn_on", "reason", "version"])
    return DocumentWithdrawn(row.public_id, row.reason)


def check_not_withdrawn(row: Document) -> None:
    """Refuse to touch a document that is out of the library."""
    if row.withdrawn_on is not None:
        refuse(
            "document_withdrawn",
            _("This document was withdrawn."),
            kept=_("It stays in the record as it was."),
            to_do=_("Add a new document that follows it."),
        )


def _checked(details: DocumentDetails) -> DocumentDetails:
    """The details with blanks trimmed; refuses those that cannot stand."""
    texts = {name: one_line(getattr(details, name)) for name in LONGEST}
    if not texts["title"] or not texts["publisher"]:
        refuse("details_missing", _("A document needs a title and a publisher."), to_do=_("Fill in both."))
    if any(len(text) > LONGEST[name] for name, text in texts.items()):
        refuse("details_too_long", _("Title, publisher or summary is too long."), to_do=_("Shorten it."))
    if details.kind not in Document.Kind.values or details.level not in Document.Level.values:
        refuse("choice_unknown", _("The library has no such kind or level."), to_do=_("Choose one of the list."))
    if (details.level == Document.Level.BODY) != (details.body is not None):
        refuse(
            "body_needed",
            _("A document for one body needs that body, and no other document has one."),
            to_do=_("Name the body, or choose another level."),
        )
    if details.starts_on and details.ends_on and details.ends_on < details.starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    if not 0 <= details.position <= LAST_POSITION:
        refuse("position_wrong", _("The place on the page is a number from 0 to 9999."), to_do=_("Choose another."))
    return replace(details, title=texts["title"], summary=texts["summary"], publisher=texts["publisher"])


def _replaced(public_id: UUID | None, row: Document | None) -> Document | None:
    """The document that another one follows: each has one successor at most, and none is its own."""
    if public_id is None:
        return None
    found = Document.objects.filter(public_id=public_id).first()
    if found is None:
        refuse_not_found()
    others = Document.objects.filter(replaces=found)
    if (others.exclude(pk=row.pk) if row else others).exists():
        refuse("followed_already", _("Another document follows that one already."), to_do=_("Choose the latest."))
    before: Document | None = found
    while row is not None and before is not None:
        if before.pk == row.pk:
            refuse("follows_itself", _("A document cannot follow itself."), to_do=_("Choose an earlier one."))
        before = before.replaces
    return found
