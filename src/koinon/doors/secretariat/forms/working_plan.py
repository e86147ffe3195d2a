"""Forms about the working plan: its period, its items, and how far they are."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.decisions import Choices, SeenForm, chosen_field
from koinon.doors.secretariat.forms.fields import day_field
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.decisions.actions import PlanDetails, PlanItemDetails
from koinon.rooms.decisions.models import PlanItem


class PlanForm(StepForm):
    """What a plan is called, and the period it is for."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("For example Working plan 2027."))
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))

    def inputs(self) -> dict[str, Any]:
        """The details as the action takes them."""
        return {"details": PlanDetails(**super().inputs())}


class ChangePlanForm(PlanForm):
    """The same for a draft whose version was seen."""

    def inputs(self) -> dict[str, Any]:
        """The details with the version seen."""
        return {**super().inputs(), "seen_version": self.cleaned_data["seen_version"] or 0}


class PublishPlanForm(SeenForm):
    """Who may read a plan."""

    published = forms.TypedChoiceField(
        label=_("For whom"),
        widget=forms.RadioSelect,
        choices=[("yes", _("Everybody, on the website")), ("no", _("Members only"))],
        coerce=lambda typed: typed == "yes",
    )


class PlanItemForm(StepForm):
    """What is to be done, for which aim, by whom and when."""

    aim = forms.ChoiceField(label=_("Aim"))
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    words = forms.CharField(
        label=_("Explanation"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day"))
    position = forms.IntegerField(
        label=_("Place in the plan"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("Small numbers come first; left empty, it comes last."),
    )

    def __init__(self, *args: Any, aims: Choices, people: Choices, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aim"].choices = aims
        self.fields["responsible"] = chosen_field(_("Person who sees to it"), people, none=_("Nobody yet"))
        self.fields["organisation"] = chosen_field(_("Member that sees to it"), members, none=_("None"))
        self.order_fields(["aim", "title", "words", "responsible", "organisation", "starts_on", "ends_on", "position"])

    def inputs(self) -> dict[str, Any]:
        """The details as the action takes them."""
        return {"details": PlanItemDetails(**super().inputs())}


class ChangePlanItemForm(PlanItemForm):
    """The same for an item whose version was seen."""

    def inputs(self) -> dict[str, Any]:
        """The details with the version seen."""
        return {**super().inputs(), "seen_version": self.cleaned_data["seen_version"] or 0}


class ProgressForm(SeenForm):
    """How far an item is."""

    state = forms.ChoiceField(label=_("How far it is"), widget=forms.RadioSelect, choices=PlanItem.State.choices)
    words = forms.CharField(
        label=_("In a sentence"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The yearly activity report reads it. What is dropped says why."),
    )


def public_id(row: Any) -> UUID | None:
    """The public id of a record that may be none."""
    return row.public_id if row else None
