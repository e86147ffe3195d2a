"""Typed figures turned into figures in the rulebook's currency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import refuse
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.declarations.rates import rate_for
from koinon.statutes.declarations import figure_year
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.texts import say

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure as the member gives it: the basis, the amount, and the currency where it is money."""

    basis: str
    amount: Decimal
    currency: str = ""


def write_figures(
    declaration: Declaration,
    rulebook: Rulebook,
    asked: Sequence[str],
    typed: Sequence[TypedFigure],
    today: date,
) -> None:
    """Replace the figures of a draft; refuses amounts that are no counts, no money, or not asked for."""
    if len({figure.basis for figure in typed}) < len(typed):
        refuse("figure_twice", _("A figure was given twice."), to_do=_("Give each figure once."))
    rows = [_figure(declaration, rulebook, asked, figure, today) for figure in typed]
    declaration.figures.all().delete()
    Figure.objects.bulk_create(rows)


def _figure(
    declaration: Declaration, rulebook: Rulebook, asked: Sequence[str], typed: TypedFigure, today: date
) -> Figure:
    if typed.basis not in asked:
        refuse("figure_not_asked", _("This fee does not depend on %(basis)s.") % {"basis": typed.basis})
    _check_amount(rulebook, typed)
    house_currency = rulebook.confederation.currency
    described = figure_year(rulebook, typed.basis, declaration.year)
    figure = Figure(
        declaration=declaration,
        basis=typed.basis,
        typed=typed.amount,
        value=typed.amount,
        figures_year=described,
    )
    if rulebook.bases[typed.basis].unit == "money":
        _convert(figure, typed.currency or house_currency, house_currency, rate_day(described, today))
        _check_bounds(rulebook, typed.basis, figure.value)
    return figure


def rate_day(described: int, today: date) -> date:
    """Whose rate converts a figure: the last day's of the year it describes, before that day today's."""
    return min(date(described, 12, 31), today)


def _convert(figure: Figure, currency: str, house_currency: str, day: date) -> None:
    figure.currency = currency
    if currency == house_currency:
        return
    used = rate_for(currency, day)
    figure.rate, figure.rate_on, figure.rate_source = used.rate, used.on, used.source
    figure.value = (figure.typed / used.rate).quantize(CENT, ROUND_HALF_UP)


def _check_amount(rulebook: Rulebook, typed: TypedFigure) -> None:
    _check_bounds(rulebook, typed.basis, typed.amount)
    whole = rulebook.bases[typed.basis].unit == "count"
    if typed.amount != typed.amount.quantize(Decimal(1) if whole else CENT):
        words = _("%(what)s: give a whole number.") if whole else _("%(what)s: give at most two decimals.")
        refuse("figure_not_exact", words % {"what": label_of(rulebook, typed.basis)}, to_do=_("Check the figure."))


def _check_bounds(rulebook: Rulebook, basis: str, amount: Decimal) -> None:
    if not amount.is_finite() or amount < 0 or amount >= LARGEST:
        refuse(
            "figure_out_of_bounds",
            _("%(what)s: give an amount from 0 to 999,999,999,999,999.") % {"what": label_of(rulebook, basis)},
            to_do=_("Check the figure."),
        )


def label_of(rulebook: Rulebook, basis: str) -> str:
    """What a figure is called, in the reader's language."""
    return say(rulebook.bases[basis].label, get_language() or "en")
