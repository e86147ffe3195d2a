"""The estimator: the questions of a fee as a form, made from the rulebook, and the fee of what was answered.

An answer that is left out stays unknown; the fee then says what it still needs.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from babel.numbers import get_currency_symbol
from django import forms
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.doors.shared.numbers import Mistyped, read_figure
from koinon.rooms.dues.quotes import Asked, QuotedFigure
from koinon.statutes.fees import Fee, compute_fee
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.schema import Basis

CATEGORY, MONTH = "category", "joining_month"
# What addresses carry besides figures.
OWN = frozenset({CATEGORY, MONTH, "topic"})


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
    """The figures that the fee of a category stands on, in a year of which some days may have passed."""

    use_required_attribute = False

    def __init__(self, rulebook: Rulebook, category: str, today: date, given: Mapping[str, Any]) -> None:
        year = today.year
        self.rulebook, self.category, self.year = rulebook, category, year
        self.bases = [rulebook.bases[key] for key in rulebook.fees[category].bases]
        self.asked = any(field_name(basis) in given for basis in self.bases)
        super().__init__(given if self.asked or not self.bases else None)
        for basis in self.bases:
            self.fields[field_name(basis)] = self._field(basis)
        if rulebook.pro_rata is not None:
            self.fields[MONTH] = _month_field(today)

    def rows(self) -> list[tuple[Any, str]]:
        """The visible fields with the unit that stands behind each."""
        currency = get_currency_symbol(self.rulebook.confederation.currency, locale=words.locale())
        rows = [(self[field_name(basis)], currency if basis.unit == "money" else "") for basis in self.bases]
        return [*rows, *([(self[MONTH], "")] if MONTH in self.fields else [])]

    def fee(self) -> Fee | None:
        """The fee of what was answered; None before anything was, and where an answer cannot be read."""
        if not self.is_bound or not self.is_valid():
            return None
        inputs = {basis.key: self.cleaned_data[field_name(basis)] for basis in self.bases}
        return compute_fee(
            self.rulebook, category=self.category, year=self.year, inputs=inputs, member_from=self._member_from()
        )

    def answers(self) -> list[tuple[str, str]]:
        """Each question with what was answered, in words; empty where nothing was, or nothing that can be read."""
        self.is_valid()
        known = getattr(self, "cleaned_data", {})
        said = [
            (str(self[field_name(basis)].label), self._said(basis, known.get(field_name(basis))))
            for basis in self.bases
        ]
        month = self._member_from()
        if month is not None:
            said.append((str(self[MONTH].label), words.month_of(month)))
        return said

    def question(self) -> Asked:
        """What was answered as a question for a quote; an answer that cannot be read stays out of it."""
        self.is_valid()
        known = getattr(self, "cleaned_data", {})
        given = [(basis.key, known.get(field_name(basis))) for basis in self.bases]
        figures = tuple(QuotedFigure(key, value) for key, value in given if value is not None)
        return Asked(self.category, self.year, figures, known.get(MONTH))

    def query(self) -> str:
        """What was answered, as the end of an address that asks the same."""
        given = [(name, str(self.data.get(name, ""))) for name in self.fields]
        return urlencode([(CATEGORY, self.category), *(pair for pair in given if pair[1])])

    def _member_from(self) -> date | None:
        month = getattr(self, "cleaned_data", {}).get(MONTH)
        return date(self.year, month, 1) if month else None

    def _said(self, basis: Basis, value: Decimal | str | None) -> str:
        if value is None:
            return ""
        if isinstance(value, str):
            return words.say(basis.options[value].label)
        currency = self.rulebook.confederation.currency
        return words.whole_money(value, currency) if basis.unit == "money" else words.number(value)

    def _field(self, basis: Basis) -> forms.Field:
        label, hint = words.say(basis.question), figure_hint(self.rulebook, basis, self.year)
        if basis.unit == "choice":
            options = [(key, words.say(option.label)) for key, option in basis.options.items()]
            return AnswerField(choices=options, label=label, help_text=hint)
        return FigureField(whole=basis.unit == "count", label=label, help_text=hint)


def title_of(fee: Fee, year: int) -> str:
    """What a fee is called: that of a year in which it is less than a whole year's is that year's own."""
    return _("Fee %(year)s") % {"year": year} if fee.member_from else _("Yearly fee")


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
    always: list[Any] = [rulebook.invoicing, rulebook.pro_rata, rulebook.invoicing.quotes]
    return keys + [key for rule in always if rule for key in rule.choices]


def _month_field(today: date) -> forms.TypedChoiceField:
    months = [(month, words.month_of(date(today.year, month, 1))) for month in range(today.month, 13)]
    return forms.TypedChoiceField(
        choices=[("", _("A whole year")), *months],
        coerce=int,
        empty_value=None,
        required=False,
        label=_("When would you join?"),
        help_text=_("In its first year a member pays for part of the year."),
        error_messages={"invalid_choice": _("Choose one of the months that are to come.")},
    )


def field_name(basis: Basis) -> str:
    """The field of a basis; a basis that is called like a field of ours is set apart."""
    return f"{basis.key}_figure" if basis.key in OWN else basis.key
