"""What holds for every fee and every table, tried on many."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from koinon.statutes.fees import Fee, compute_fee, fee_from_data
from koinon.statutes.inputs import Inputs
from koinon.statutes.money import split
from koinon.statutes.periods import Period, months_of_year, year_period
from koinon.statutes.rulebook.fee_rules import Slice, Tranche
from koinon.statutes.tranches import is_below, lower_edge, slices_of, tranche_of

from .drawn import FEW, book, counts, days_of_2026, sums


def fee(category: str, member_from: date | None = None, **inputs: Decimal) -> Fee:
    """A fee of 2026."""
    return fee_of((category, inputs), member_from)


def fee_of(case: tuple[str, Inputs], member_from: date | None = None) -> Fee:
    """The same, for a category and figures drawn together."""
    return compute_fee(book(), category=case[0], year=2026, inputs=case[1], member_from=member_from)


@st.composite
def figures(draw: st.DrawFn) -> tuple[str, Inputs]:
    """A category with figures for it, some of them unknown."""
    maybe: dict[str, dict[str, st.SearchStrategy[Decimal | str]]] = {
        "full": {"cooperatives": counts, "turnover": sums},
        "associated": {"nature": st.sampled_from(["financial", "non_financial"])},
        "network": {"budget": sums},
    }
    category = draw(st.sampled_from(sorted(maybe)))
    return category, {key: draw(st.none() | values) for key, values in maybe[category].items()}


@FEW
@given(counts, counts, sums, sums)
def test_a_larger_figure_never_costs_less(one: Decimal, other: Decimal, low: Decimal, high: Decimal) -> None:
    one, other = sorted((one + 1, other + 1))
    low, high = sorted((low, high))
    small, large = fee("full", cooperatives=one, turnover=low), fee("full", cooperatives=other, turnover=high)
    assert small.amount is not None
    assert large.amount is not None
    assert small.amount <= large.amount
    assert (fee("network", budget=low).amount or 0) <= (fee("network", budget=high).amount or 0)


@FEW
@given(sums, days_of_2026)
def test_the_network_fee_stays_between_its_bounds(budget: Decimal, member_from: date) -> None:
    whole, part = fee("network", budget=budget), fee("network", member_from, budget=budget)
    assert whole.amount is not None
    assert part.amount is not None
    assert Decimal(300) <= part.amount <= whole.amount <= Decimal(2500)


@FEW
@given(figures(), st.none() | days_of_2026)
def test_lines_add_up_and_unknown_stays_unknown(case: tuple[str, Inputs], member_from: date | None) -> None:
    inputs = case[1]
    found = fee_of(case, member_from)
    gaps = [key for key, value in inputs.items() if value is None]
    assert [gap.key for gap in found.missing if gap.reason == "not_given"] == gaps
    assert (found.amount is None) == bool(found.missing)
    if found.amount is not None:
        assert sum(line.amount for line in found.lines) == found.amount
        assert found.amount == found.amount.quantize(Decimal("0.01"))
    assert fee_from_data(json.loads(json.dumps(found.as_data()))) == found


@FEW
@given(figures(), days_of_2026, days_of_2026)
def test_whoever_joins_later_never_pays_more(case: tuple[str, Inputs], one: date, other: date) -> None:
    early, late = sorted((one, other))
    first, second, whole = fee_of(case, early), fee_of(case, late), fee_of(case)
    assume(first.amount is not None and second.amount is not None and whole.amount is not None)
    assert second.amount <= first.amount <= whole.amount  # type: ignore[operator]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Decimal], bool]:
    """Rising upper edges, and whether the basis counts."""
    edges = draw(st.lists(st.integers(1, 10_000), min_size=1, max_size=6, unique=True).map(sorted))
    return [Decimal(edge) for edge in edges], draw(st.booleans())


def rows_of(edges: list[Decimal], *, counted: bool) -> list[Tranche]:
    """A table with these upper edges, whose amounts are 1, 2, 3 …"""
    rows = [Tranche(from_=Decimal(0), up_to=edges[0], amount=Decimal("1.00"))]
    for place, edge in enumerate(edges):
        upper = edges[place + 1] if place + 1 < len(edges) else None
        begin, above = (edge + 1, None) if counted else (None, edge)
        rows.append(Tranche(from_=begin, above=above, up_to=upper, amount=Decimal(place + 2)))
    return rows


@FEW
@given(tables(), st.data())
def test_every_figure_lies_in_exactly_one_tranche(case: tuple[list[Decimal], bool], data: st.DataObject) -> None:
    edges, counted = case
    near = st.sampled_from(edges).flatmap(
        lambda edge: st.sampled_from([edge - 1, edge, edge + 1] if counted else [edge, edge + Decimal("0.01")])
    )
    value = data.draw(near | (counts if counted else sums))
    rows = rows_of(edges, counted=counted)
    holding = [
        row
        for row in rows
        if (row.from_ is None or value >= row.from_)
        and (row.above is None or value > row.above)
        and (row.up_to is None or value <= row.up_to)
    ]
    assert not is_below(rows, value)
    assert holding == [tranche_of(rows, value)]


@FEW
@given(tables(), st.lists(st.integers(0, 1000), min_size=7, max_size=7), st.data())
def test_slices_cover_the_figure_and_do_not_jump_at_edges(
    case: tuple[list[Decimal], bool], rates: list[int], data: st.DataObject
) -> None:
    edges, counted = case
    slices = [
        Slice(
            from_=row.from_,
            above=row.above,
            up_to=row.up_to,
            each=Decimal(rate) / 100 if counted else None,
            percent=None if counted else Decimal(rate) / 100,
        )
        for row, rate in zip(rows_of(edges, counted=counted), rates, strict=False)
    ]
    value = data.draw(counts if counted else sums)
    assert sum(within for _, within, _ in slices_of(slices, value, counted=counted)) == value
    for row in slices[1:]:
        edge = lower_edge(row) - 1 if counted else lower_edge(row)
        unit = Decimal(1) if counted else Decimal("0.01")
        below, above = total(slices, edge, counted=counted), total(slices, edge + unit, counted=counted)
        one_unit = row.each if row.each is not None else Decimal("0.02")
        assert below <= above <= below + one_unit


def total(slices: list[Slice], value: Decimal, *, counted: bool) -> Decimal:
    """What a figure costs slice by slice."""
    return sum((amount for _, _, amount in slices_of(slices, value, counted=counted)), Decimal(0))


@FEW
@given(st.integers(0, 10**9).map(lambda number: Decimal(number) / 100), st.integers(1, 12))
def test_a_split_loses_no_cent(amount: Decimal, parts: int) -> None:
    shares = split(amount, parts)
    assert sum(shares) == amount
    assert max(shares) - min(shares) <= Decimal("0.01")


@FEW
@given(st.dates(), st.dates(), st.dates())
def test_days_and_periods_are_in_order(one: date, other: date, day: date) -> None:
    starts_on, ends_on = sorted((one, other))
    period = Period(starts_on, ends_on)
    assert (day in period) == (starts_on <= day <= ends_on)
    assert period.overlaps(Period(day)) == (day <= ends_on)
    assert Period(day).overlaps(period) == period.overlaps(Period(day))
    assert 0 <= months_of_year(day, one.year, admission_month_counts=False) <= 12
    assert day in year_period(day.year)


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
