"""Steps about documents: add, publish a version, change the details, withdraw."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.forms.library import (
    ChangeDocumentForm,
    DocumentForm,
    EditionForm,
    WithdrawForm,
    details_of,
)
from koinon.doors.secretariat.steps import StepForm, StepPage
from koinon.doors.secretariat.views.library import LIBRARY, OfDocument
from koinon.doors.shared.words import say
from koinon.rooms.bodies.queries import bodies_by_key
from koinon.rooms.documents.actions import add_document, change_document, publish_edition, withdraw_document
from koinon.rooms.documents.models import Document
from koinon.rooms.documents.queries import visible_documents


def bodies_to_choose(page: DeskPage) -> list[tuple[str, str]]:
    """The bodies on record that a document can be for, as the rules in force call them."""
    rulebook = page.rules[0]
    known = rulebook.bodies if rulebook else {}
    return [
        (str(row.public_id), say(known[key].label) if key in known else key) for key, row in bodies_by_key().items()
    ]


class AddDocument(StepPage):
    """Put a document into the library."""

    needs = "documents.see"
    page_title = _("Add a document")
    lead = _("First what it is; the file or link comes next, and nobody can open anything before.")
    action = add_document
    form_class = DocumentForm
    button = _("Add")
    said = _("The document is in the library. Publish its first version now.")

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return ((LIBRARY[0], reverse(LIBRARY[1])),)

    def form_inputs(self) -> dict[str, Any]:
        """The documents that it may follow."""
        others = list(visible_documents(self.actor).filter(successor=None).only("public_id", "title"))
        return {"others": others, "bodies": bodies_to_choose(self)}

    def initial(self) -> dict[str, Any]:
        """In the middle of the page, by the house."""
        return {**super().initial(), "position": 100, "level": Document.Level.PUBLIC}

    def then(self, outcome: Any) -> str:
        """On to its first version."""
        return reverse("desk:publish-edition", args=[outcome.document])


class DocumentStep(OfDocument, StepPage):
    """A step about one document."""

    def subject(self) -> dict[str, Any]:
        """The document."""
        return {"document": self.document.public_id}

    def version(self) -> int:
        """As the document stands."""
        return self.document.version


class ChangeDocument(DocumentStep):
    """Change what is said of it."""

    page_title = _("Change the details")
    lead = _("What was published stays as it is. Whom the document is for changes at once, for earlier versions too.")
    action = change_document
    form_class = ChangeDocumentForm
    said = _("The details are changed.")

    def initial(self) -> dict[str, Any]:
        """As they stand."""
        return {**super().initial(), **details_of(self.document)}

    def form_inputs(self) -> dict[str, Any]:
        """The documents that it may follow, the one it follows now among them."""
        rows = visible_documents(self.actor).exclude(pk=self.document.pk).only("public_id", "title")
        free = list(rows.filter(successor=None))
        followed = self.document.replaces
        others = [*([followed] if followed else []), *free]
        return {"others": others, "bodies": bodies_to_choose(self), "kept": self.document}


class PublishEdition(DocumentStep):
    """Publish a version."""

    page_title = _("Publish a version")
    action = publish_edition
    form_class: type[StepForm] = EditionForm
    button = _("Publish")
    said = _("The version is published.")

    @cached_property
    def lead(self) -> Words:
        """Whom it is published for."""
        what = {"title": self.document.title, "level": self.document.get_level_display()}
        return _("%(title)s. For whom: %(level)s. What is published is not edited; a further version follows.") % what

    def form(self, given: Any = None) -> StepForm:
        """The form, with the file that came."""
        files = self.request.FILES if given is not None else None
        return self.form_class(given, files, initial=self.initial())

    def version(self) -> None:
        """A further version clashes with no change of the details."""

    def initial(self) -> dict[str, Any]:
        """In the house's working language."""
        return {**super().initial(), "language": "en"}


class WithdrawDocument(DocumentStep):
    """Take it out of the library."""

    page_title = _("Withdraw the document")
    lead = _("Nobody outside the desk can open it any more, in any version. It stays in the record.")
    action = withdraw_document
    form_class = WithdrawForm
    button = _("Withdraw")
    danger = True
    said = _("The document is withdrawn.")
