"""Forms about bodies: who takes a seat, how one is left, what is published of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.doors.secretariat.forms.fields import DecisionForm, day_field
from koinon.doors.secretariat.steps import StepForm
from koinon.rooms.bodies.actions.electing import Candidate
from koinon.rooms.bodies.models import HeldSeat, SelfDescription


class CandidateForm(DecisionForm):
    """Who takes a seat, for which member, from when. The person is found by address."""

    email = forms.CharField(label=_("E-mail address of the person"), max_length=254)
    organisation = forms.TypedChoiceField(
        label=_("For the member"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Left empty: the one member that the person speaks for on the first day, where there is one."),
    )
    starts_on = day_field(_("First day"))

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("As the person's mandate says")), *members]

    def inputs(self) -> dict[str, Any]:
        """The person and the member as one."""
        given = super().inputs()
        candidate = Candidate(given.pop("person"), given.pop("organisation"))
        return {**given, "candidate": candidate}


class ElectionForm(CandidateForm):
    """The same with the seat that somebody is elected to."""

    seat = forms.ChoiceField(label=_("Seat"), widget=forms.RadioSelect)
    field_order = ("key", "seen_version", "seat")

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = seats


class CoOptionForm(CandidateForm):
    """The same until the body that elects meets next."""

    next_assembly = day_field(
        _("Next meeting of the body that elects"), help_text=_("Until and including this day the seat is held.")
    )


class ResignationForm(StepForm):
    """The last day of somebody who resigned."""

    ends_on = day_field(_("Last day"))


class EndSeatForm(DecisionForm):
    """The last day of a seat, by a decision."""

    ends_on = day_field(_("Last day"))


class PublishForm(StepForm):
    """What the person said that may be published."""

    publish = forms.ChoiceField(
        label=_("What may be published"), widget=forms.RadioSelect, choices=HeldSeat.Publish.choices
    )


class DescriptionForm(StepForm):
    """What the person said of themselves."""

    gender = forms.ChoiceField(
        label=_("Counted as"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("not counted")), *SelfDescription.Gender.choices],
    )
