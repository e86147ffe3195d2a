"""The estimator: the questions of a fee as a form, made from the rulebook, and the fee of what was answered.

An answer that is left out stays unknown; the fee then says what it still needs.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_symbol
from django import forms
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.doors.shared.numbers import Mistyped, read_figure
from koinon.statutes.fees import Fee, compute_fee
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.schema import Basis

CATEGORY = "category"
LONGEST = 60


class FigureField(forms.CharField):
    """A count or an amount, as people type it. Empty is unknown and no error."""

    def __init__(self, *, whole: bool, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "numeric" if whole else "decimal", "autocomplete": "off", "class": "k-figure-input"}
        )
        super().__init__(widget=widget, **kwargs)
        self.whole = whole

    def clean(self, value: Any) -> Decimal | None:
        """The figure, or None where nothing was typed."""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return read_figure(text, whole=self.whole)
        except Mistyped as problem:
            raise forms.ValidationError(str(problem)) from problem


class AnswerField(forms.ChoiceField):
    """One of the rulebook's answers. Empty is unknown and no error."""

    widget = forms.RadioSelect

    def clean(self, value: Any) -> str | None:
        """The key of the answer, or None where none was chosen."""
        if value in self.empty_values:
            return None
        if not self.valid_value(value):
            raise forms.ValidationError(_("Choose one of the answers."))
        return str(value)


class Estimator(forms.Form):
    """The figures that the fee of a category stands on."""

    use_required_attribute = False

    def __init__(self, rulebook: Rulebook, category: str, year: int, given: Mapping[str, Any]) -> None:
        self.rulebook, self.category, self.year = rulebook, category, year
        self.bases = [rulebook.bases[key] for key in rulebook.fees[category].bases]
        self.asked = any(field_name(basis) in given for basis in self.bases)
        super().__init__(given if self.asked or not self.bases else None)
        for basis in self.bases:
            self.fields[field_name(basis)] = self._field(basis)

    def rows(self) -> list[tuple[Any, str]]:
        """The visible fields with the unit that stands behind each."""
        currency = get_currency_symbol(self.rulebook.confederation.currency, locale=words.locale())
        return [(self[field_name(basis)], currency if basis.unit == "money" else "") for basis in self.bases]

    def fee(self) -> Fee | None:
        """The fee of what was answered; None before anything was, and where an answer cannot be read."""
        if not self.is_bound or not self.is_valid():
            return None
        inputs = {basis.key: self.cleaned_data[field_name(basis)] for basis in self.bases}
        return compute_fee(self.rulebook, category=self.category, year=self.year, inputs=inputs)

    def _field(self, basis: Basis) -> forms.Field:
        label, hint = words.say(basis.question), figure_hint(self.rulebook, basis, self.year)
        if basis.unit == "choice":
            options = [(key, words.say(option.label)) for key, option in basis.options.items()]
            return AnswerField(choices=options, label=label, help_text=hint)
        return FigureField(whole=basis.unit == "count", label=label, help_text=hint)


def figure_hint(rulebook: Rulebook, basis: Basis, year: int) -> str:
    """What the rulebook adds to a question, and of which day or year the figure is."""
    rule = rulebook.declarations.figures.get(basis.key)
    of = year - rule.years_before if rule else year
    when = ""
    if rule and rule.measured == "on_last_day":
        when = _("As on 31 December %(year)s.") % {"year": of}
    if rule and rule.measured == "over_the_year":
        when = _("Of the year %(year)s.") % {"year": of}
    return " ".join(part for part in (when, words.say(basis.help)) if part)


def fee_choice_keys(rulebook: Rulebook, category: str | None) -> list[str]:
    """The keys of the choices that the fee of a category (or of any) follows."""
    kinds = [category] if category else list(rulebook.fees)
    keys: list[str] = []
    for kind in kinds:
        fee = rulebook.fees[kind]
        bounds = [bound for bound in (fee.floor, fee.ceiling) if bound]
        figures = [rulebook.declarations.figures[key] for key in fee.bases if key in rulebook.declarations.figures]
        criteria = [criterion for criterion in rulebook.criteria.values() if criterion.category == kind]
        rules: list[Any] = [fee, *fee.parts, *bounds, *(rulebook.bases[key] for key in fee.bases), *figures, *criteria]
        keys += [key for rule in rules for key in rule.choices]
    always: list[Any] = [rulebook.invoicing, *([rulebook.pro_rata] if rulebook.pro_rata else [])]
    return keys + [key for rule in always for key in rule.choices]


def field_name(basis: Basis) -> str:
    """The field of a basis; a basis that is called like our own field is set apart."""
    return f"{basis.key}_figure" if basis.key == CATEGORY else basis.key
