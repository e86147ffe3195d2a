"""Forms about applications for membership."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.fields import DecisionForm, day_field
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.admissions.actions import Elsewhere, Opinion, Verdict
from koinon.rooms.admissions.models import MemberOpinion
from koinon.rooms.memberships.models import Membership

YES, NO = "yes", "no"


def words_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """Words that the applicant will read."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ApplicationForm(StepForm):
    """A step about an application: the action itself looks at the version that was seen."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def inputs(self) -> dict[str, Any]:
        """The other inputs, and the version."""
        return {**super().inputs(), "seen_version": self.cleaned_data["seen_version"]}


class MarkForm(ApplicationForm):
    """Whether an item is in order."""

    in_order = forms.ChoiceField(
        label=_("Is it in order?"), choices=[(YES, _("Yes")), (NO, _("No"))], widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def inputs(self) -> dict[str, Any]:
        """Yes as true."""
        found = super().inputs()
        return {**found, "in_order": found["in_order"] == YES}


class QuestionForm(ApplicationForm):
    """A question to the applicant."""

    question = words_field(_("Your question"), help_text=_("It is mailed to the applicant as you write it."))


class OpinionForm(ApplicationForm):
    """What a member thinks."""

    member = forms.ChoiceField(label=_("Member"))
    view = forms.ChoiceField(label=_("Opinion"), choices=MemberOpinion.View.choices, widget=forms.RadioSelect)
    words = words_field(_("In its words"), required=False)
    received_on = day_field(_("Received on"))

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.organisation.public_id), row.organisation.name) for row in members]
        self.fields["member"].choices = named  # type: ignore[attr-defined]

    def inputs(self) -> dict[str, Any]:
        """The opinion as one."""
        found = super().inputs()
        return {
            "seen_version": found.pop("seen_version"),
            "opinion": Opinion(**{**found, "member": UUID(found["member"])}),
        }


class VerdictForm(DecisionForm):
    """What a body decided."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    approved = forms.ChoiceField(
        label=_("What was decided?"),
        choices=[(YES, _("Approved")), (NO, _("Refused"))],
        widget=forms.RadioSelect,
    )
    reasons = words_field(
        _("Reasons of a refusal"), required=False, help_text=_("They are mailed to the applicant as you write them.")
    )
    starts_on = day_field(
        _("Member from"), required=False, help_text=_("The day of the decision, where you leave it empty.")
    )

    def inputs(self) -> dict[str, Any]:
        """The verdict as one."""
        found = super().inputs()
        return {
            "seen_version": self.cleaned_data["seen_version"],
            "verdict": Verdict(found["approved"] == YES, found["decision"], found["reasons"], found["starts_on"]),
        }


class ElsewhereForm(StepForm):
    """How far a membership elsewhere has got, and what proves it."""

    applied_on = day_field(_("Asked for on"), required=False)
    since_on = day_field(_("Member since"), required=False, help_text=_("Left empty while it is not confirmed."))
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=300,
        required=False,
        help_text=_("What proves the membership: a letter with its date, or the list of members."),
    )

    def inputs(self) -> dict[str, Any]:
        """What is known as one."""
        return {"known": Elsewhere(**super().inputs())}
