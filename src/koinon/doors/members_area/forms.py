"""The forms of the members' area. Each carries the key under which its action is done once."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from koinon.adapters.identifiers import country_choices
from koinon.doors.members_area.asking import Asked
from koinon.doors.shared import words
from koinon.doors.shared.numbers import LONGEST, Mistyped, read_figure, written_figure
from koinon.rooms.declarations.figures import TypedFigure
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.organisations.actions import OrganisationDetails
from koinon.rooms.organisations.models import Identifier, Organisation

LONGEST_REMARK = 2000


def new_key() -> str:
    """A key for one sending of one form."""
    return str(uuid.uuid4())


class KeyedForm(forms.Form):
    """A form whose action happens once, however often the button is pressed."""

    use_required_attribute = False
    key = forms.CharField(max_length=120, widget=forms.HiddenInput, initial=new_key)

    def anew(self, **changed: Any) -> "KeyedForm":
        """The same form with what was typed, to be sent again: under a new key, over a newer version."""
        self.data = {**self.data.dict(), "key": new_key(), **changed}  # type: ignore[attr-defined]
        return self


class FigureField(forms.CharField):
    """A figure as people type it; cleans to an exact Decimal, or None where it is left empty."""

    def __init__(self, *, whole: bool, **values: Any) -> None:
        self.whole = whole
        mode = "numeric" if whole else "decimal"
        look = {"class": "k-figure-input", "inputmode": mode, "autocomplete": "off", "maxlength": LONGEST + 20}
        super().__init__(widget=forms.TextInput(attrs=look), **values)

    def to_python(self, value: Any) -> Any:
        """The figure, or the reason why it cannot be read."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_figure(text, whole=self.whole)
        except Mistyped as problem:
            raise forms.ValidationError(str(problem), code="mistyped") from problem

    def run_validators(self, value: Any) -> None:
        """All that can be wrong with a figure was found while reading it."""


class FiguresForm(KeyedForm):
    """A year's figures. A draft may leave some out; what is sent may not (`partial`)."""

    seen_version = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, asked: Sequence[Asked], *args: Any, partial: bool = False, **values: Any) -> None:
        super().__init__(*args, **values)
        self.asked, self.partial = asked, partial
        for one in asked:
            self._ask(one)
        self.fields["note"] = forms.CharField(
            label=gettext_lazy("A remark on these figures"),
            help_text=gettext_lazy("Where they come from, or why they differ from last year's."),
            required=False,
            max_length=LONGEST_REMARK,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def _ask(self, one: Asked) -> None:
        needed = _("This figure is still missing. Write it, or keep a draft and come back.")
        self.fields[f"figure_{one.key}"] = FigureField(
            whole=not one.money,
            label=words.say(one.basis.question),
            help_text=one.hint,
            required=not self.partial,
            error_messages={"required": needed},
        )
        if len(one.currencies) > 1:
            self.fields[f"currency_{one.key}"] = forms.ChoiceField(
                label=_("Currency"), choices=[(code, code) for code in one.currencies]
            )

    def clean(self) -> dict[str, Any]:
        """Ask for every figure again once the form is shown anew."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.asked:
            self.fields[f"figure_{one.key}"].required = True
        return cleaned

    def typed(self) -> list[TypedFigure]:
        """The figures that were given, for the action."""
        return [
            TypedFigure(one.key, self.cleaned_data[f"figure_{one.key}"], self._currency(one))
            for one in self.asked
            if self.cleaned_data.get(f"figure_{one.key}") is not None
        ]

    def _currency(self, one: Asked) -> str:
        if not one.money:
            return ""
        return str(self.cleaned_data.get(f"currency_{one.key}") or one.house_currency)

    def rows(self) -> list[dict[str, Any]]:
        """Each question with its fields and with what stands beside it."""
        names = list(self.fields)
        return [
            {
                "asked": one,
                "figure": self[f"figure_{one.key}"],
                "currency": self[f"currency_{one.key}"] if f"currency_{one.key}" in names else None,
            }
            for one in self.asked
        ]


def figures_initial(asked: Sequence[Asked], kept: Declaration | None, version: int) -> dict[str, Any]:
    """What the form of a year begins with: the version that is kept, or nothing."""
    initial: dict[str, Any] = {"seen_version": version, "note": kept.note if kept else ""}
    for one in asked:
        if one.kept is not None:
            initial |= _kept_figure(one.kept)
    return initial


def _kept_figure(figure: Figure) -> dict[str, str]:
    return {
        f"figure_{figure.basis}": written_figure(Decimal(figure.typed)),
        f"currency_{figure.basis}": figure.currency,
    }


class SendForm(KeyedForm):
    """The last step of a declaration: what is odd is confirmed, what is very odd explained."""

    declaration = forms.UUIDField(widget=forms.HiddenInput)
    seen_version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)

    def __init__(self, *args: Any, odd: bool, serious: bool, **values: Any) -> None:
        super().__init__(*args, **values)
        if odd:
            self.fields["note"] = forms.CharField(
                label=gettext_lazy("Why these figures are right"),
                help_text=gettext_lazy("One sentence, for whoever looks at them after you."),
                required=serious,
                max_length=LONGEST_REMARK,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": gettext_lazy("A figure this unusual needs a sentence.")},
            )
            self.fields["confirmed"] = forms.BooleanField(
                label=gettext_lazy("I have checked these figures and they are right"),
                error_messages={"required": gettext_lazy("Tick this if they are right, or go back and correct them.")},
            )


class ButtonForm(KeyedForm):
    """A button that asks for no more than what it is about."""

    declaration = forms.UUIDField(widget=forms.HiddenInput)


class DetailsForm(KeyedForm):
    """Who and where an organisation is; its name is kept by the secretariat."""

    seen_version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    short_name = forms.CharField(label=gettext_lazy("Short name"), required=False, max_length=60)
    street = forms.CharField(
        label=gettext_lazy("Street and number"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postal_code = forms.CharField(
        label=gettext_lazy("Postal code"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    city = forms.CharField(
        label=gettext_lazy("Town"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"))
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), help_text=gettext_lazy("In which your invoices are written.")
    )
    website = forms.CharField(
        label=gettext_lazy("Website"),
        required=False,
        max_length=200,
        widget=forms.URLInput(attrs={"autocomplete": "url", "placeholder": "https://"}),
    )

    def __init__(self, organisation: Organisation, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.organisation = organisation
        self.fields["country"].choices = country_choices(get_language() or "en")  # type: ignore[attr-defined]
        languages = {organisation.language: organisation.language, **dict(settings.LANGUAGES)}
        self.fields["language"].choices = list(languages.items())  # type: ignore[attr-defined]
        if len(languages) == 1:
            del self.fields["language"]

    @staticmethod
    def first(organisation: Organisation) -> "DetailsForm":
        """The form with what is on record."""
        names = ("short_name", "street", "postal_code", "city", "country", "language", "website")
        known = {name: getattr(organisation, name) for name in names}
        return DetailsForm(organisation, initial={**known, "seen_version": organisation.version})

    def details(self) -> OrganisationDetails:
        """What was typed, for the action; what the form does not ask stays as it is."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "seen_version")}
        return OrganisationDetails(**{"name": self.organisation.name, "language": self.organisation.language, **given})


class NumbersForm(KeyedForm):
    """The numbers under which others know an organisation; an emptied field removes one."""

    enterprise = forms.CharField(label=gettext_lazy("Enterprise number"), required=False, max_length=60)
    vat = forms.CharField(label=gettext_lazy("VAT number"), required=False, max_length=60)
    iban = forms.CharField(
        label=gettext_lazy("Bank account (IBAN)"),
        help_text=gettext_lazy("From which you pay, so that we recognise your payments."),
        required=False,
        max_length=60,
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        for scheme in Identifier.Scheme.values:
            # What the person saw travels with the form: a field left alone must not undo a colleague's change.
            self.fields[scheme].show_hidden_initial = True

    def hidden_initials(self) -> list[Any]:
        """What the person saw, as hidden fields."""
        return [self[scheme].as_hidden(only_initial=True) for scheme in Identifier.Scheme.values]

    def changed_numbers(self) -> list[tuple[str, str]]:
        """Scheme and new value of the fields that were changed."""
        return [
            (scheme, self.cleaned_data[scheme]) for scheme in Identifier.Scheme.values if scheme in self.changed_data
        ]


class MailForm(KeyedForm):
    """Whether one topic comes by mail, or all of them stay as they are: each a button of its own."""

    send = forms.SlugField(required=False, max_length=40)
    stop = forms.SlugField(required=False, max_length=40)
    keep = forms.BooleanField(required=False)

    def topics(self, now: Mapping[str, bool]) -> dict[str, bool]:
        """What is said about which topic, where these come or do not come now."""
        given = self.cleaned_data
        if given["keep"]:
            return dict(now)
        return {given["send"]: True} if given["send"] else {given["stop"]: False}

    def one_key(self) -> str:
        """The key of the button that was pressed: several stand on one page."""
        given = self.cleaned_data
        return f"{given['key']}:{given['send']}:{given['stop']}"[:120]

    def clean(self) -> dict[str, Any]:
        """One button is pressed at a time."""
        given = super().clean() or {}
        if not (given.get("send") or given.get("stop") or given.get("keep")):
            raise forms.ValidationError(_("Press one of the buttons."))
        return given
