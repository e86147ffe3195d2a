"""The fee rules as tables that people can read."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.fee_rules import (
    ChosenPart,
    FeeRule,
    FixedPart,
    Part,
    RatePart,
    RequestPart,
    SlicePart,
    TranchePart,
)


@dataclass(frozen=True, slots=True)
class PartTable:
    """One part of a fee: what it reads, and what that costs, row by row."""

    label: str
    reads: str
    rows: tuple[tuple[str, str], ...]
    illustrative: bool
    asks: str = ""


@dataclass(frozen=True, slots=True)
class FeeTable:
    """The fee of a category."""

    label: str
    parts: tuple[PartTable, ...]
    bounds: tuple[tuple[str, str, bool], ...]


def fee_tables(rules: Rulebook) -> list[FeeTable]:
    """The fees of all categories, in the order of their rank."""
    return [
        _fee_table(rules, rules.fees[category.key])
        for category in rules.categories_by_rank()
        if category.key in rules.fees
    ]


def _fee_table(rules: Rulebook, fee: FeeRule) -> FeeTable:
    currency = rules.confederation.currency
    bounds = [(_("At least"), fee.floor), (_("At most"), fee.ceiling)]
    return FeeTable(
        label=words.say(fee.label),
        parts=tuple(_part(rules, part) for part in fee.parts),
        bounds=tuple(
            (label, words.money(bound.amount, currency), bound.illustrative) for label, bound in bounds if bound
        ),
    )


def _part(rules: Rulebook, part: Part) -> PartTable:
    basis = rules.bases.get(getattr(part, "basis", ""))
    return PartTable(
        label=words.say(part.label),
        reads=words.say(basis.label) if basis else "",
        rows=tuple(_rows(rules, part)),
        illustrative=bool(getattr(part, "illustrative", False)),
        asks=words.say(part.question) if isinstance(part, RequestPart) else "",
    )


def _rows(rules: Rulebook, part: Part) -> list[tuple[str, str]]:
    currency = rules.confederation.currency
    match part:
        case TranchePart():
            return [(_span(rules, part.basis, row), words.money(row.amount, currency)) for row in part.tranches]
        case SlicePart():
            return [(_span(rules, part.basis, row), _adds(row, currency)) for row in part.slices]
        case FixedPart():
            return [(_("For all"), words.money(part.amount, currency))]
        case ChosenPart():
            options = rules.bases[part.basis].options
            return [
                (words.say(options[key].label), words.money(amount, currency)) for key, amount in part.amounts.items()
            ]
        case RatePart():
            return [(_("Of the whole"), words.percent(part.percent / 100))]
    return []


def _span(rules: Rulebook, basis: str, row: Any) -> str:
    """The edges of a tranche or slice: 11–50, over €10m, 5,001 or more."""
    unit, currency = rules.bases[basis].unit, rules.confederation.currency

    def shown(edge: Decimal) -> str:
        return words.brief_money(edge, currency) if unit == "money" else words.number(edge)

    lower = row.from_ if row.from_ is not None else row.above
    if lower is None:
        return _("up to %(edge)s") % {"edge": shown(row.up_to)}
    if row.up_to is not None:
        return f"{shown(lower)}–{shown(row.up_to)}"
    said = _("%(edge)s or more") if row.from_ is not None else _("over %(edge)s")
    return said % {"edge": shown(lower)}


def _adds(row: Any, currency: str) -> str:
    """What a slice adds to the fee."""
    if row.each is not None:
        return _("%(amount)s each") % {"amount": words.money(row.each, currency)}
    if row.percent is not None:
        return words.percent(row.percent / 100)
    return words.money(row.amount, currency)
