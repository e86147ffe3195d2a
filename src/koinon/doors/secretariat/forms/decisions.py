"""Forms about decisions: one from paper, who reads it, what it carries out, and what follows from an item."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.core.decisions import DecisionReference
from koinon.doors.secretariat.forms.fields import day_field, reason_field
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.decisions.actions import PaperDecision
from koinon.rooms.decisions.models import RegisteredDecision

Choices = list[tuple[str, str]]
LARGEST_FILE = 200_000


class PaperForm(StepForm):
    """A decision as the minutes on paper have it."""

    body = forms.ChoiceField(label=_("Decided by"))
    taken_on = day_field(_("Decided on"))
    reference = forms.CharField(
        label=_("Reference of the decision"), max_length=120, help_text=_("As in the minutes, for example B2026/4.")
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}))
    adopted = forms.TypedChoiceField(
        label=_("Result"),
        choices=[("yes", _("Adopted")), ("no", _("Rejected"))],
        coerce=lambda typed: typed == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, bodies: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = bodies
        self.fields["body"].choices = list(bodies.items())

    def inputs(self) -> dict[str, Any]:
        """The decision as the action takes it."""
        given = super().inputs()
        reference = DecisionReference(self.names[given["body"]], given.pop("taken_on"), given.pop("reference"))
        return {"given": PaperDecision(decision=reference, **given)}


class SeenForm(StepForm):
    """A step on a record whose version was seen."""

    def inputs(self) -> dict[str, Any]:
        """The inputs with the version seen."""
        return {**super().inputs(), "seen_version": self.cleaned_data["seen_version"] or 0}


class LevelForm(SeenForm):
    """Who may read a decision."""

    level = forms.ChoiceField(label=_("For whom"), widget=forms.RadioSelect, choices=RegisteredDecision.Level.choices)


class OriginForm(SeenForm):
    """The decision that another one carries out."""

    carries_out = forms.TypedChoiceField(
        label=_("It carries out"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("A decision of another body, from the register or cited from paper."),
    )

    def __init__(self, *args: Any, origins: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carries_out"].choices = [("", _("None")), *origins]


class ByDecisionForm(StepForm):
    """The decision on the same item by which something is carried out."""

    decision = forms.TypedChoiceField(label=_("By the decision"), coerce=UUID)

    def __init__(self, *args: Any, decided: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = decided


def chosen_field(label: Any, choices: Choices, *, help_text: Any = "", none: Any = "") -> forms.TypedChoiceField:
    """A record chosen by its public id; `none` is what stands for nothing, where that is possible."""
    offered = [("", none), *choices] if none else choices
    return forms.TypedChoiceField(
        label=label, choices=offered, required=not none, coerce=UUID, empty_value=None, help_text=help_text
    )


def later_day(label: Any) -> forms.DateField:
    """A day that may be left to the decision."""
    return day_field(label, required=False, help_text=_("Left empty: the day of the decision."))


class ReasonedForm(StepForm):
    """A step that says why."""

    reason = reason_field(_("Reason"))


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class FilesField(forms.FileField):
    """Several text files, by name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=ManyFiles(attrs={"accept": ".toml"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> dict[str, str]:
        """The texts by file name; refuses what is no text, and what is far too long to be one of ours."""
        files = data if isinstance(data, list) else [data]
        texts = {}
        for file in files:
            one = super().clean(file, initial)
            if one.size > LARGEST_FILE:
                raise forms.ValidationError(_("A file of a rulebook is never as long as this."))
            try:
                texts[one.name] = one.read().decode("utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("This file is not text in UTF-8.")) from error
        return texts
