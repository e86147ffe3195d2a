"""Forms of leaving: the notice with its confirmation, the way back, and the statement before an exclusion."""

from typing import Any, Self
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.statutes.leaving import Withdrawal


class KeyedForm(forms.Form):
    """A form that is carried out once, however often it is sent."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput, initial=lambda: str(uuid4()))


class LeavingForm(KeyedForm):
    """A notice of withdrawal: the last day that was seen, the reason if one likes, and a yes."""

    last_day = forms.DateField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Why you leave"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("You need not say."),
    )
    sure = forms.BooleanField(
        label=_("I give notice for my organisation, as its deciding body wants it"),
        error_messages={"required": _("Confirm it to give notice.")},
    )

    @classmethod
    def first(cls, found: Withdrawal | None) -> Self:
        """The form with the last day by the rules."""
        initial: dict[str, Any] = {"last_day": found.last_day.isoformat()} if found else {}
        return cls(initial=initial)


class TakeBackForm(KeyedForm):
    """Nothing but the wish."""


class StatementForm(KeyedForm):
    """What the member says before it is decided."""

    statement = forms.CharField(label=_("Your statement"), max_length=5000, widget=forms.Textarea(attrs={"rows": 10}))
