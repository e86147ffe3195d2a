"""Tables of tranches, in both readings: the amount of the one a figure falls in, or the sum slice by slice.

Counts: `from` and `up_to` both belong to the tranche, the next begins one higher. Money: `above` does not
belong to it, `up_to` does, the next begins above it; so no figure is between two tranches or in both.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from koinon.statutes.money import cents
from koinon.statutes.rulebook.fee_rules import Slice, Tranche
from koinon.statutes.rulebook.weight_rules import VoteTranche

Read = TypeVar("Read", Tranche, VoteTranche)
HUNDRED = Decimal(100)


def lower_edge(row: Tranche | Slice | VoteTranche) -> Decimal:
    """Where a row begins; whether the edge belongs to it says `lower_included`."""
    edge = row.from_ if row.from_ is not None else row.above
    assert edge is not None, "the checks refuse a row without a beginning"
    return edge


def lower_included(row: Tranche | Slice | VoteTranche) -> bool:
    """Whether the lower edge belongs to the row."""
    return row.from_ is not None


def is_below(rows: Sequence[Tranche | Slice | VoteTranche], value: Decimal) -> bool:
    """Whether a figure lies under the first row, where the table says nothing."""
    first = rows[0]
    return value < lower_edge(first) or (not lower_included(first) and value == first.above)


def tranche_of(tranches: Sequence[Read], value: Decimal) -> Read:
    """The one tranche that a figure falls in; the figure must not lie below the first."""
    for tranche in tranches:
        if tranche.up_to is None or value <= tranche.up_to:
            return tranche
    raise AssertionError("the checks refuse a table that ends")


def slices_of(slices: Sequence[Slice], value: Decimal, *, counted: bool) -> Iterator[tuple[Slice, Decimal, Decimal]]:
    """Each slice the figure reaches, how much of the figure lies in it, and the amount that adds, in cents.

    For a count, a slice that begins `from` 201 begins after the 200th unit.
    """
    for row in slices:
        lower = lower_edge(row)
        start = lower - 1 if counted and lower_included(row) and lower > 0 else lower
        top = value if row.up_to is None else min(value, row.up_to)
        within = top - start
        if within > 0 or (value == lower and lower_included(row)):
            yield row, within, slice_amount(row, within)


def slice_amount(row: Slice, within: Decimal) -> Decimal:
    """What so much of a figure in a slice adds: per unit, per cent, or the same for whoever reaches it."""
    if row.each is not None:
        return cents(row.each * within)
    if row.percent is not None:
        return cents(row.percent * within / HUNDRED)
    assert row.amount is not None, "the checks refuse a slice without an amount"
    return row.amount


def unit_rate(row: Slice) -> Decimal | None:
    """What one unit, or one euro, in a slice costs, where it costs anything by itself."""
    return row.each if row.percent is None else row.percent / HUNDRED
