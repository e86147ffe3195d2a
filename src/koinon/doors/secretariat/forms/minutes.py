"""Forms about minutes: what the secretary writes beside what happened, a correction, a signature on paper, a vote."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.secretariat.forms.fields import reason_field
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.assemblies.minutes import WrittenWords

ITEM = "item-"


def words_field(label: Words, rows: int = 4) -> forms.CharField:
    """Some paragraphs."""
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class SeenForm(StepForm):
    """A step on minutes as they were seen."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def inputs(self) -> dict[str, Any]:
        """With the version that was seen."""
        return {**super().inputs(), "seen_version": self.cleaned_data["seen_version"]}


class WordsForm(SeenForm):
    """What is written beside what happened: a field for each item, and around them."""

    keeper = forms.CharField(label=_("Minutes kept by"), max_length=200, required=False)
    opening = words_field(_("Opening remarks"))
    incidents = words_field(_("Incidents"))
    closing = words_field(_("Closing remarks"))

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, title in items:
            self.fields[ITEM + key] = words_field(_("What was said on “%(item)s”") % {"item": title})

    @staticmethod
    def starting(words: WrittenWords) -> dict[str, Any]:
        """The fields as they were written last."""
        around = {name: getattr(words, name) for name in ("keeper", "opening", "incidents", "closing")}
        return {**around, **{ITEM + key: text for key, text in words.items.items()}}

    def by_section(self) -> Mapping[str, Any]:
        """The field that belongs beside each section, by the section's key."""
        return {name.removeprefix(ITEM): self[name] for name in self.fields if name not in SeenForm.base_fields}

    def inputs(self) -> dict[str, Any]:
        """The words as one."""
        given = super().inputs()
        items = {name.removeprefix(ITEM): given.pop(name) for name in list(given) if name.startswith(ITEM)}
        around = {name: given.pop(name) for name in ("keeper", "opening", "incidents", "closing")}
        return {**given, "words": WrittenWords(items=items, **around)}


class CorrectionForm(WordsForm):
    """A correction of signed minutes."""

    reason = reason_field(_("What is corrected, and who asked for it"))
    field_order = ("key", "seen_version", "reason", "keeper")


class ApprovalForm(StepForm):
    """Which vote of a later meeting approved the minutes."""

    vote = forms.TypedChoiceField(label=_("Approved by this vote"), coerce=UUID)

    def __init__(self, *args: Any, votes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vote"].choices = votes
