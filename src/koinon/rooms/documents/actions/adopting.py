"""Record that a body adopted a document."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.documents import DocumentAdopted
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.documents.actions.documents import check_not_withdrawn
from koinon.rooms.documents.models import Adoption, Document
from koinon.rooms.documents.queries import editions_on


@action("documents.adopt_document", needs="documents.adopt")
def adopt_document(*, actor: Actor, document: UUID, decision: DecisionReference) -> DocumentAdopted:
    """Record that a document was adopted by a decision, in the versions that were published by its day."""
    row = locked(Document.objects.all(), document)
    check_not_withdrawn(row)
    editions = editions_on(row, decision.taken_on)
    if not editions:
        refuse(
            "nothing_published",
            _("Nothing of this document was published by the day of the decision."),
            to_do=_("Publish the version that was adopted, and name the decision that adopts it."),
        )
    by = cited(decision, actor.today)
    if Adoption.objects.filter(edition__in=editions, decision=by).exists():
        refuse("adopted_already", _("This document is on record as adopted by that decision already."))
    Adoption.objects.bulk_create([Adoption(edition=edition, decision=by, recorded_at=actor.at) for edition in editions])
    return DocumentAdopted(row.public_id, tuple(edition.public_id for edition in editions), by.taken_on)
