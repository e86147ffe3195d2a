"""Forms about the life of a membership: a letter of withdrawal, another category, a merger, an exclusion."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.fields import DecisionForm, day_field, reason_field
from koinon.doors.secretariat.forms.organisations import criteria_by_category
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.memberships.models import ExclusionProceeding
from koinon.rooms.people.models import Mandate
from koinon.statutes.rulebook import Rulebook

FATES = (
    ("end", _("ends with the membership")),
    ("carry", _("the person has agreed to the same role at the successor")),
    ("keep", _("stays here, to see and pay what is owed")),
)


class NoticeForm(StepForm):
    """A letter in which a member says that it leaves."""

    received_on = day_field(_("Received on"), help_text=_("The notice counts from this day."))
    words = reason_field(
        _("What the letter says"), required=False, help_text=_("For example its reason, and where the letter is kept.")
    )


class CategoryForm(DecisionForm):
    """Under which criterion a member goes on, from when."""

    criterion = forms.ChoiceField(label=_("From then on member as"))
    on = day_field(_("From"), help_text=_("The first day in the new category."))

    def __init__(self, *args: Any, rulebook: Rulebook | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].choices = criteria_by_category(rulebook) if rulebook else []


class MergerForm(DecisionForm):
    """Which member an organisation becomes part of, and what becomes of those who speak for it."""

    successor = forms.TypedChoiceField(label=_("It becomes part of"), coerce=UUID)
    on = day_field(_("From"), help_text=_("This membership ends the day before."))

    def __init__(
        self, *args: Any, members: Sequence[tuple[str, str]], mandates: Sequence[Mandate], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", "—"), *members]
        self.mandates = {f"mandate_{row.public_id.hex}": str(row.public_id) for row in mandates}
        for name, row in zip(self.mandates, mandates, strict=True):
            label = _("%(name)s, %(role)s") % {"name": row.person.name, "role": row.role_words}
            self.fields[name] = forms.ChoiceField(label=label, choices=FATES, initial="end")
        self.order_fields(None)

    def inputs(self) -> dict[str, Any]:
        """The fates of the mandates as one."""
        given = super().inputs()
        fates = {key: given.pop(name) for name, key in self.mandates.items()}
        return {**given, "mandates": fates}


class NameForm(DecisionForm):
    """How an organisation is called from a day on."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    on = day_field(_("From"), help_text=_("What was issued before keeps the name before."))


class GroundsForm(DecisionForm):
    """Why a member is to be excluded, and who proposes it."""

    grounds = forms.CharField(
        label=_("Grounds"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The member reads them as they stand here."),
    )


class InvitationToBeHeardForm(StepForm):
    """Until when, and where, a member is heard."""

    answer_by = day_field(_("To be heard by"))
    hearing = forms.CharField(
        label=_("When and where it can come"),
        max_length=300,
        required=False,
        help_text=_("Left empty, it is asked to answer in writing."),
    )


class HearingForm(StepForm):
    """How a member was heard, and what it said."""

    answer = forms.ChoiceField(
        label=_("How it was heard"), widget=forms.RadioSelect, choices=ExclusionProceeding.Answer.choices
    )
    answered_on = day_field(_("On"))
    statement = forms.CharField(
        label=_("What it said"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Left empty only where it did not use its hearing."),
    )


class DropForm(StepForm):
    """Why a proceeding is dropped."""

    reason = reason_field(_("Why it is dropped"))


class ExclusionForm(DecisionForm):
    """The decision that excludes a member."""

    ends_on = day_field(_("Last day"), required=False, help_text=_("Left empty, the day of the decision."))
