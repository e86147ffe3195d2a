"""Publish versions of documents."""

import re
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.documents import EditionPublished
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.documents.actions.documents import check_not_withdrawn
from koinon.rooms.documents.files import Link, Upload, described
from koinon.rooms.documents.models import Document, Edition

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")


@action("documents.publish_edition", needs="documents.keep")
def publish_edition(
    *, actor: Actor, document: UUID, language: str, source: Upload | Link, placeholder: bool = False
) -> EditionPublished:
    """Publish a version of a document in a language, as a file or a link; earlier ones stay as they are."""
    row = locked(Document.objects.all(), document)
    check_not_withdrawn(row)
    if not LANGUAGE.fullmatch(language):
        refuse("language_unknown", _("This is no code of a language."), to_do=_("Choose one, for example en or fr."))
    edition = described(source)
    latest = Edition.objects.filter(document=row, language=language).order_by("-number").first()
    edition.placeholder = placeholder
    if latest is not None and _says(latest) == _says(edition):
        refuse(
            "same_as_before",
            _("Version %(number)s in this language is exactly the same.") % {"number": latest.number},
            to_do=_("Send the file that has changed."),
        )
    edition.document, edition.language = row, language
    edition.number = latest.number + 1 if latest else 1
    edition.published_on, edition.published_by = actor.today, actor.person
    edition.save(force_insert=True)
    return EditionPublished(row.public_id, edition.public_id, language, edition.number, edition.sha256)


def _says(edition: Edition) -> tuple[str, str, bool]:
    """What tells two versions apart; the mark of a placeholder too, which may have been set or forgotten by mistake."""
    return edition.sha256, edition.link, edition.placeholder
