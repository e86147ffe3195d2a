"""The library at the desk: all documents, and one with its versions and what may be done with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.core.models import JournalEntry
from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.journal_words import told
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.steps import Step, may_take
from koinon.doors.shared.library import ShownDocument, shown_document, shown_documents
from koinon.rooms.documents.actions import add_document, change_document, publish_edition, withdraw_document
from koinon.rooms.documents.models import Document
from koinon.rooms.documents.queries import (
    holding,
    lapsing_documents,
    visible_documents,
    with_adoptions,
    with_placeholders,
)
from koinon.rooms.people.queries import names_of

JOURNAL_SHOWN = 12
NEEDS = [
    ("", _("Any state")),
    ("lapsing", _("Lapsed or ending soon")),
    ("empty", _("Not published yet")),
    ("placeholder", _("Placeholders")),
]
KINDS = [("", _("Any kind")), *Document.Kind.choices]
LEVELS = [("", _("Any level")), *Document.Level.choices]
LIBRARY = (_("Library"), "desk:documents")


class DocumentFilter(FilterForm):
    """Narrow by kind, level and what needs a hand."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=KINDS)
    level = forms.ChoiceField(label=_("For whom"), required=False, choices=LEVELS)
    needs = forms.ChoiceField(label=_("State"), required=False, choices=NEEDS)


def state_of(shown: ShownDocument) -> tuple[Words, str]:
    """How a document stands, in a word with its tone."""
    if shown.row.withdrawn_on:
        return _("Withdrawn"), "plain"
    if not shown.latest:
        return _("Not published yet"), "attention"
    if shown.lapsed:
        return _("Lapsed"), "attention"
    return (_("Ends soon"), "attention") if shown.ends_soon else (_("In the library"), "good")


def _state(shown: ShownDocument) -> Words:
    label, tone = state_of(shown)
    pill = cells.pill("", label, tone)
    return cells.together(pill, cells.placeholder()) if shown.placeholder else pill


def _languages(shown: ShownDocument) -> str:
    return ", ".join(f"{edition.language} {edition.row.number}" for edition in shown.latest)


class Documents(DeskList):
    """The list."""

    needs = "documents.see"
    template_name = "secretariat/documents.html"
    filter_form = DocumentFilter
    page_title = _("Library")
    header_icon = "doc-full"
    default_sort = "position"
    file_name = "library"
    empty_title = _("No document fits")
    empty_text = _("Look for other words, or take a filter away.")
    columns = (
        Column(
            "title",
            _("Title"),
            lambda shown: shown.row.title,
            lambda shown: cells.link(shown.row.title, reverse("desk:document", args=[shown.row.public_id])),
            sort=("title", "id"),
        ),
        Column("kind", _("Kind"), lambda shown: str(shown.row.get_kind_display()), sort=("kind", "title", "id")),
        Column("level", _("For whom"), lambda shown: str(shown.row.get_level_display()), sort=("level", "title", "id")),
        Column("publisher", _("Publisher"), lambda shown: shown.row.publisher, sort=("publisher", "title", "id")),
        Column("period", _("Valid"), lambda shown: shown.period, sort=("ends_on", "title", "id")),
        Column("languages", _("Versions"), _languages),
        Column("state", _("State"), lambda shown: str(state_of(shown)[0]), _state),
        Column(
            "position",
            _("Place"),
            lambda shown: shown.row.position,
            sort=("position", "title", "id"),
            numeric=True,
        ),
    )

    def rows(self) -> "QuerySet[Document]":
        """All documents, the withdrawn ones too."""
        return visible_documents(self.actor)

    def narrowed(self, rows: "QuerySet[Document]", chosen: Mapping[str, Any]) -> "QuerySet[Document]":
        """Documents that fit."""
        rows = rows.filter(**{name: chosen[name] for name in ("kind", "level") if name in chosen})
        if chosen.get("needs") == "lapsing":
            rows = rows.filter(pk__in=lapsing_documents(self.actor).order_by().values("pk"))
        if chosen.get("needs") == "empty":
            rows = rows.filter(editions=None, withdrawn_on=None)
        if chosen.get("needs") == "placeholder":
            rows = with_placeholders(rows)
        return holding(rows, chosen.get("q", ""))

    def read(self, page: Sequence[Document]) -> list[ShownDocument]:
        """Each with its versions."""
        return shown_documents(page, self.actor.today)

    def content(self) -> dict[str, Any]:
        """The list, and the way to add a document."""
        new = Step(_("Add a document"), reverse("desk:add-document"))
        return {**super().content(), "steps": [new] if may_take(self.actor, add_document) else []}


class OfDocument(DeskPage):
    """A page about one document."""

    needs = "documents.see"
    document: Document

    def prepare(self) -> None:
        """Find the document."""
        rows = visible_documents(self.actor).select_related("replaces", "successor")
        found = rows.filter(public_id=self.kwargs["document"]).first()
        if found is None:
            raise Http404
        self.document = found

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the document."""
        page = reverse("desk:document", args=[self.document.public_id])
        return ((LIBRARY[0], reverse(LIBRARY[1])), (self.document.title, page))


class DocumentPage(OfDocument):
    """The page."""

    template_name = "secretariat/document.html"
    header_icon = "doc-full"

    def get_page_title(self) -> str:
        """Its title."""
        return self.document.title

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return super().trail()[:1]

    def content(self) -> dict[str, Any]:
        """What is said of it, its versions, its journal, its steps."""
        shown = shown_document(self.document, with_adoptions(self.document.editions.all()), self.actor.today)
        editions = [*shown.latest, *shown.earlier]
        names = names_of(edition.row.published_by for edition in editions)
        return {
            "document": self.document,
            "shown": shown,
            "state": state_of(shown),
            "editions": [(edition, names.get(edition.row.published_by)) for edition in editions],
            "successor": getattr(self.document, "successor", None),
            "steps": self._steps(),
            "journal": self._journal(),
        }

    def _steps(self) -> list[Step]:
        if self.document.withdrawn_on:
            return []
        offers = (
            ("publish-edition", _("Publish a version"), publish_edition, "primary"),
            ("change-document", _("Change the details"), change_document, "quiet"),
            ("withdraw-document", _("Withdraw"), withdraw_document, "plain"),
        )
        args = [self.document.public_id]
        return [
            Step(label, reverse(f"desk:{name}", args=args), kind)
            for name, label, action, kind in offers
            if may_take(self.actor, action)
        ]

    def _journal(self) -> list[dict[str, Any]]:
        if not self.actor.may("journal.see"):
            return []
        return told(JournalEntry.objects.filter(subject=self.document.public_id).order_by("-id"), JOURNAL_SHOWN)
