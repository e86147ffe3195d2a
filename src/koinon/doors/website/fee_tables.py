"""The fee of each kind of membership as tables: every amount of the rulebook, in the rulebook's order.

Outside the demo an amount that the confederation has not published leaves this module in no form: the whole
category is then marked as one for which the public asks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from koinon.doors.shared import fee_words, words
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.fee_rules import (
    Bound,
    ChosenPart,
    FeeRule,
    FixedPart,
    Part,
    RatePart,
    RequestPart,
    Slice,
    SlicePart,
    Tranche,
    TranchePart,
)
from koinon.statutes.rulebook.member_rules import Category
from koinon.statutes.rulebook.schema import Basis
from koinon.statutes.tranches import lower_edge, lower_included

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PartTable:
    """One part of a fee: its rows of (where, amount), and how its edges are meant."""

    label: str
    head: Row
    rows: Sequence[Row]
    illustrative: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class FeeTable:
    """The fee of a category: what it is made of, in words, and its tables.

    Where `on_request`, the public asks for a quote and there are no tables.
    """

    category: Category
    label: str
    made_of: Sequence[str]
    parts: Sequence[PartTable]
    bounds: PartTable | None
    on_request: bool

    @property
    def summed(self) -> bool:
        """Whether more than one table adds to the fee."""
        return len(self.parts) > 1

    @property
    def tables(self) -> list[PartTable]:
        """All tables of the fee, its smallest and largest amount last."""
        return [*self.parts, *([self.bounds] if self.bounds else [])]


def fee_tables(rulebook: Rulebook) -> list[FeeTable]:
    """The fee of every category, the one with the most rights first."""
    return [_fee_table(rulebook, category) for category in rulebook.categories_by_rank()]


def is_on_request(fee: FeeRule) -> bool:
    """Whether the public asks for a quote: an amount is unpublished, or illustrative outside the demo."""
    return any(isinstance(part, RequestPart) for part in fee.parts) or (
        has_illustrative(fee) and not settings.KOINON_DEMO
    )


def has_illustrative(fee: FeeRule) -> bool:
    """Whether an amount that the confederation has not published can play a part in the fee."""
    bounds = [bound for bound in (fee.floor, fee.ceiling) if bound is not None]
    parts = [part for part in fee.parts if not isinstance(part, RequestPart)]
    return any(rule.illustrative for rule in [*parts, *bounds])


def _fee_table(rulebook: Rulebook, category: Category) -> FeeTable:
    fee, currency = rulebook.fees[category.key], rulebook.confederation.currency
    on_request = is_on_request(fee)
    return FeeTable(
        category=category,
        label=words.say(fee.label),
        made_of=[_made_of(rulebook, part) for part in fee.parts],
        parts=[] if on_request else _parts(rulebook, fee, currency),
        bounds=None if on_request else _bounds(fee, currency),
        on_request=on_request,
    )


def _made_of(rulebook: Rulebook, part: Part) -> str:
    """A part without its amounts, such as "Fee A: Affiliated cooperatives"."""
    basis = rulebook.bases.get(getattr(part, "basis", ""))
    words_of = {"part": words.say(part.label), "basis": words.say(basis.label if basis else "")}
    return _("%(part)s: %(basis)s") % words_of if basis else words_of["part"]


def _parts(rulebook: Rulebook, fee: FeeRule, currency: str) -> list[PartTable]:
    return [
        ROWS[type(part)](part, rulebook.bases.get(getattr(part, "basis", "")), currency)
        for part in fee.parts
        if type(part) in ROWS
    ]


def _tranche_table(part: TranchePart, basis: Basis, currency: str) -> PartTable:
    rows = [(_span(row, basis, currency), words.money(row.amount, currency)) for row in part.tranches]
    head = words.say(basis.label), _("a year")
    return PartTable(words.say(part.label), head, rows, part.illustrative, _edges(part.tranches))


def _slice_table(part: SlicePart, basis: Basis, currency: str) -> PartTable:
    rows = [(_span(row, basis, currency), _slice_amount(row, basis, currency)) for row in part.slices]
    head = words.say(basis.label), _("added for what lies in it")
    return PartTable(words.say(part.label), head, rows, part.illustrative, _edges(part.slices))


def _slice_amount(row: Slice, basis: Basis, currency: str) -> str:
    if row.each is not None:
        amount = words.money(row.each, currency)
        return _("%(amount)s each") % {"amount": amount} if basis.unit == "count" else amount
    if row.percent is not None:
        return words.percent(row.percent / 100)
    return words.money(row.amount, currency)


def _fixed_table(part: FixedPart, _basis: None, currency: str) -> PartTable:
    rows = [(_("For every member"), words.money(part.amount, currency))]
    return PartTable(words.say(part.label), ("", ""), rows, part.illustrative)


def _chosen_table(part: ChosenPart, basis: Basis, currency: str) -> PartTable:
    rows = [
        (words.say(option.label), words.money(part.amounts[key], currency)) for key, option in basis.options.items()
    ]
    return PartTable(words.say(part.label), (words.say(basis.label), _("a year")), rows, part.illustrative)


def _rate_table(part: RatePart, basis: Basis, _currency: str) -> PartTable:
    rows = [(words.say(basis.label), words.percent(part.percent / 100))]
    return PartTable(words.say(part.label), ("", ""), rows, part.illustrative)


def _edges(rows: Sequence[Tranche] | Sequence[Slice]) -> str:
    """Where two rows share an edge: to which of them it belongs."""
    shared = any(not lower_included(row) for row in rows)
    return _("A figure that is exactly on the edge of two rows counts in the first of them.") if shared else ""


def _bounds(fee: FeeRule, currency: str) -> PartTable | None:
    """Floor and ceiling, as a table of their own: they hold the sum of all parts."""

    def row(said: str, bound: Bound) -> Row:
        return said, words.money(bound.amount, currency)

    rows = [row(_("At least"), fee.floor)] if fee.floor else []
    rows += [row(_("At most"), fee.ceiling)] if fee.ceiling else []
    if not rows:
        return None
    illustrative = any(bound.illustrative for bound in (fee.floor, fee.ceiling) if bound)
    return PartTable(_("Smallest and largest fee"), ("", ""), rows, illustrative)


def _span(row: Tranche | Slice, basis: Basis, currency: str) -> str:
    """The edges of a row, such as "201–500", "up to €10m" or "over €10bn"."""
    lower = lower_edge(row)
    if lower == 0 and row.up_to is not None and basis.unit == "money":
        return _("up to %(edge)s") % {"edge": words.brief_money(row.up_to, currency)}
    edges = {"unit": basis.unit, "lower": lower, "upper": row.up_to, "lower_included": lower_included(row)}
    return fee_words.span(edges, currency)


ROWS: Mapping[type[Part], Callable[..., PartTable]] = {
    TranchePart: _tranche_table,
    SlicePart: _slice_table,
    FixedPart: _fixed_table,
    ChosenPart: _chosen_table,
    RatePart: _rate_table,
}
