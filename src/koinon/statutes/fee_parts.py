"""How each kind of part of a fee turns a figure into lines."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from koinon.statutes.fee_line import FeeLine
from koinon.statutes.missing import Missing
from koinon.statutes.money import cents
from koinon.statutes.rulebook.fee_rules import (
    ChosenPart,
    FixedPart,
    Part,
    RatePart,
    RequestPart,
    SlicePart,
    TranchePart,
)
from koinon.statutes.rulebook.schema import Basis, Rulebook
from koinon.statutes.texts import LocalText
from koinon.statutes.tranches import (
    HUNDRED,
    is_below,
    lower_edge,
    lower_included,
    slices_of,
    tranche_of,
    unit_rate,
)

NO_WORDS: LocalText = {}
Figures = Mapping[str, Decimal | str]
Lines = list[FeeLine] | Missing


def part_lines(rulebook: Rulebook, part: Part, figures: Figures) -> Lines:
    """The lines of one part, or what it lacks."""
    if isinstance(part, RequestPart):
        return Missing(part.key, "not_published", part.question, part.asks)
    if isinstance(part, FixedPart):
        return [_fixed(part, part.amount)]
    basis = rulebook.bases[part.basis]
    value = figures.get(part.basis)
    if value is None:
        return Missing(part.basis, "not_given", basis.question, "member")
    return _BY_KIND[part.kind](part, basis, value)


def _tranche(part: TranchePart, basis: Basis, value: Decimal) -> Lines:
    if is_below(part.tranches, value):
        return _below(part)
    row = tranche_of(part.tranches, value)
    return [
        FeeLine(
            key=part.key,
            label=part.label,
            basis=part.basis,
            value=value,
            unit=basis.unit,
            kind="tranche",
            lower=lower_edge(row),
            upper=row.up_to,
            rate=None,
            amount=row.amount,
            illustrative=part.illustrative,
            phrase=basis.phrase_for(value),
            lower_included=lower_included(row),
            source=part.source,
        )
    ]


def _slices(part: SlicePart, basis: Basis, value: Decimal) -> Lines:
    if is_below(part.slices, value):
        return _below(part)
    return [
        FeeLine(
            key=part.key,
            label=part.label,
            basis=part.basis,
            value=within,
            unit=basis.unit,
            kind="slice",
            lower=lower_edge(row),
            upper=row.up_to,
            rate=unit_rate(row),
            amount=amount,
            illustrative=part.illustrative,
            phrase=basis.phrase_for(within),
            lower_included=lower_included(row),
            source=part.source,
        )
        for row, within, amount in slices_of(part.slices, value, counted=basis.unit == "count")
    ]


def _rate(part: RatePart, basis: Basis, value: Decimal) -> Lines:
    return [
        FeeLine(
            key=part.key,
            label=part.label,
            basis=part.basis,
            value=value,
            unit=basis.unit,
            kind="rate",
            lower=None,
            upper=None,
            rate=part.percent / HUNDRED,
            amount=cents(value * part.percent / HUNDRED),
            illustrative=part.illustrative,
            phrase=basis.phrase_for(value),
            lower_included=False,
            source=part.source,
        )
    ]


def _chosen(part: ChosenPart, basis: Basis, value: str) -> Lines:
    return [_fixed(part, part.amounts[value], value, basis.options[value].label)]


def _fixed(
    part: FixedPart | ChosenPart, amount: Decimal, value: str | None = None, phrase: LocalText = NO_WORDS
) -> FeeLine:
    return FeeLine(
        key=part.key,
        label=part.label,
        basis=part.basis if isinstance(part, ChosenPart) else None,
        value=value,
        unit="none" if value is None else "choice",
        kind="fixed",
        lower=None,
        upper=None,
        rate=None,
        amount=amount,
        illustrative=part.illustrative,
        phrase=phrase,
        lower_included=False,
        source=part.source,
    )


def _below(part: TranchePart | SlicePart) -> Missing:
    assert part.below is not None, "the checks refuse a table that begins above zero and does not say who is asked"
    return Missing(part.basis, "below_first_tranche", part.below.question, part.below.asks)


# The kind of a part decides both its type and that of its figure, which the checks have compared.
_BY_KIND: Mapping[str, Callable[[Any, Basis, Any], Lines]] = {
    "tranche": _tranche,
    "slices": _slices,
    "rate": _rate,
    "fixed_by": _chosen,
}
