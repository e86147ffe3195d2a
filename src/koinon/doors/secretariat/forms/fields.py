"""Fields that many of the desk's forms share."""

from decimal import Decimal
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.core.decisions import DecisionReference
from koinon.doors.secretariat.steps import StepForm
from koinon.doors.shared.days import day_field
from koinon.doors.shared.numbers import Mistyped, read_figure, written_figure

# The languages of the European Union, in which members write and are written to.
LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()  # noqa: SIM905 (read as words)


class FigureField(forms.CharField):
    """A count or an amount, read by the house's rules for typed figures."""

    def __init__(self, *, whole: bool, **kwargs: Any) -> None:
        self.whole = whole
        attrs = {"inputmode": "numeric" if whole else "decimal", "class": "k-figure-input"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Any:
        """The figure that was typed."""
        typed = super().to_python(value)
        if typed in self.empty_values:
            return typed
        try:
            return read_figure(typed, whole=self.whole)
        except Mistyped as mistake:
            raise forms.ValidationError(str(mistake)) from mistake

    def prepare_value(self, value: Any) -> Any:
        """A figure as it is read back; what was typed stays as typed."""
        return written_figure(value) if isinstance(value, Decimal) else value


def reason_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.CharField:
    """A sentence that stays on record."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def language_choices(kept: str = "") -> list[tuple[str, str]]:
    """Codes and names of languages, in the reader's language; one that is on record already stays possible."""
    here = Locale.parse(get_language() or "en", sep="-")
    codes = LANGUAGES if not kept or kept in LANGUAGES else [*LANGUAGES, kept]
    named = [
        (code, (Locale.parse(code).get_display_name(here) if code in LANGUAGES else code) or code) for code in codes
    ]
    return sorted(((code, name.capitalize()) for code, name in named), key=lambda pair: pair[1])


class DecisionForm(StepForm):
    """A step that a body has decided: which, when, under which reference."""

    body = forms.CharField(label=_("Decided by"), max_length=120, help_text=_("For example Board or General Assembly."))
    taken_on = day_field(_("Decided on"))
    reference = forms.CharField(
        label=_("Reference of the decision"), max_length=120, help_text=_("As in the minutes, for example B2026/4.")
    )
    DECISION = ("body", "taken_on", "reference")

    def inputs(self) -> dict[str, Any]:
        """The other inputs, and the decision as one."""
        found = super().inputs()
        body, taken_on, reference = (found.pop(name) for name in self.DECISION)
        return {**found, "decision": DecisionReference(body, taken_on, reference)}

    def order_fields(self, field_order: Any) -> None:
        """What is decided first, the decision last."""
        super().order_fields(field_order)
        last = [name for name in self.fields if name in self.DECISION]
        for name in last:
            self.fields[name] = self.fields.pop(name)
