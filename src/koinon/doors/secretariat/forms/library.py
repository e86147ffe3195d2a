"""Forms about the documents of the library."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from koinon.adapters.received_files import TYPES
from koinon.doors.secretariat.forms.fields import day_field, language_choices, reason_field
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.documents.actions import DocumentDetails
from koinon.rooms.documents.actions.documents import LAST_POSITION
from koinon.rooms.documents.files import LONGEST_LINK, Link, Upload
from koinon.rooms.documents.models import Document

LEVEL_HINTS = _("For members its title and period are named to the public, and nothing else.")


class DocumentForm(StepForm):
    """What the library says of a document."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What it is for, in a sentence or two."),
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=200, help_text=_("Whose document it is."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices)
    level = forms.ChoiceField(label=_("For whom"), help_text=LEVEL_HINTS, choices=Document.Level.choices)
    body = forms.TypedChoiceField(
        label=_("Which body"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Only for a document that is for one body: those who hold a seat in it may open it."),
    )
    starts_on = day_field(_("Valid from"), required=False)
    ends_on = day_field(
        _("Valid until"), required=False, help_text=_("Two months before, Today begins to ask what follows.")
    )
    replaces = forms.TypedChoiceField(
        label=_("Follows"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("The document that it takes the place of."),
    )
    position = forms.IntegerField(
        label=_("Place on the page"), min_value=0, max_value=LAST_POSITION, help_text=_("Small numbers come first.")
    )

    def __init__(
        self,
        *args: Any,
        others: list[Document],
        bodies: list[tuple[str, str]],
        kept: Document | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.fields["body"].choices = [("", _("None")), *bodies]
        self.fields["replaces"].choices = [("", _("Nothing")), *((str(row.public_id), row.title) for row in others)]

    def inputs(self) -> dict[str, Any]:
        """The details as the action takes them."""
        given, kept = super().inputs(), self.kept
        return {"details": DocumentDetails(**given, invented=bool(kept and kept.invented))}


class ChangeDocumentForm(DocumentForm):
    """The same for one on record, whose version was seen."""

    def inputs(self) -> dict[str, Any]:
        """The details with the version seen."""
        return {**super().inputs(), "seen_version": self.cleaned_data["seen_version"] or 0}


class EditionForm(StepForm):
    """A version in a language: a file, or a link to where it stands."""

    language = forms.ChoiceField(label=_("Language"))
    file = forms.FileField(label=_("File"), required=False, widget=forms.FileInput)
    link = forms.URLField(
        label=_("Or a link"),
        required=False,
        max_length=LONGEST_LINK,
        assume_scheme="https",
        help_text=_("Where the document stands on another website, such as https://example.org/plan.pdf."),
    )
    placeholder = forms.BooleanField(
        label=_("This is a placeholder"),
        required=False,
        help_text=_("It stands in for a document that is not at hand, and is marked so wherever it can be opened."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = ", ".join(key.upper() for key in TYPES)
        size = filesizeformat(settings.KOINON_LARGEST_UPLOAD)
        self.fields["file"].help_text = _("%(types)s without macros or scripts, at most %(size)s.") % {
            "types": types,
            "size": size,
        }
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{key}" for key in TYPES)
        self.fields["language"].choices = language_choices()

    def clean(self) -> dict[str, Any]:
        """Either a file or a link."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("link")):
            raise forms.ValidationError(_("Choose a file or give a link: one of the two."))
        return cleaned

    def inputs(self) -> dict[str, Any]:
        """The source as the action takes it."""
        given = super().inputs()
        file, link = given.pop("file"), given.pop("link")
        source = Upload(file.name, file.read()) if file else Link(link)
        return {**given, "source": source}


class WithdrawForm(StepForm):
    """Why a document goes."""

    reason = reason_field(_("Reason"), help_text=_("It stays on record and is read at the desk only."))


def details_of(document: Document) -> dict[str, Any]:
    """A document's details as the form starts with them."""
    names = {field.name for field in fields(DocumentDetails)} & set(DocumentForm.base_fields)
    given = {name: getattr(document, name) for name in names}
    given["body"] = str(document.body) if document.body else ""
    return {**given, "replaces": str(document.replaces.public_id) if document.replaces else ""}
