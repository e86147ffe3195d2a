"""The forms by which an organisation says who speaks for it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from koinon.adapters.identifiers import InvalidIdentifier, check_email
from koinon.core.permissions import MANDATES
from koinon.doors.members_area.forms import KeyedForm
from koinon.doors.shared.days import day_field
from koinon.rooms.people.actions import Invitee, Term

LONGEST_NAME = 200


class SuccessorForm(KeyedForm):
    """Whom to ask, from when to when."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Their own, not a shared one: codes to sign in go there."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language we write to them in"))
    starts_on = day_field(gettext_lazy("From"))
    ends_on = day_field(
        gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Left empty, the role runs until it is ended."),
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]

    def clean_email(self) -> str:
        """One address that letters can go to."""
        try:
            return check_email(self.cleaned_data["email"])
        except InvalidIdentifier as problem:
            meant = _("Did you mean %(address)s?") % {"address": problem.suggestion} if problem.suggestion else ""
            raise forms.ValidationError(f"{problem.words} {meant}".strip()) from problem

    def invitee(self) -> Invitee:
        """Whom to ask, for the action."""
        given = self.cleaned_data
        return Invitee(given["name"], given["email"], given.get("language") or settings.LANGUAGE_CODE)


class InviteForm(SuccessorForm):
    """The same, and what to ask them to be: one of the roles that one may name."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)
    field_order = ("key", "name", "email", "language", "role")

    def __init__(self, roles: Iterable[str], *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        may = set(roles)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role, capfirst(str(words))) for role, words in MANDATES.items() if role in may
        ]

    def term(self) -> Term:
        """From when to when as what, for the action."""
        given = self.cleaned_data
        return Term(given["role"], given["starts_on"], given["ends_on"])


class EndForm(KeyedForm):
    """The last day of a role."""

    ends_on = day_field(
        gettext_lazy("Last day"), help_text=gettext_lazy("The role holds until and including this day.")
    )


class WithdrawForm(KeyedForm):
    """A button that takes an invitation back."""

    invitation = forms.UUIDField(widget=forms.HiddenInput)


class ConfirmForm(KeyedForm):
    """A button that says that those shown are the right ones."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
