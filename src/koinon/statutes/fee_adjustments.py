"""What brings the sum of a fee's parts to the fee: ceiling, pro rata and floor, each a line of the account."""

from decimal import Decimal

from koinon.statutes.fee_line import FeeLine, LineKind
from koinon.statutes.fee_parts import NO_WORDS
from koinon.statutes.money import ZERO, portion
from koinon.statutes.rulebook.fee_rules import Bound, FeeRule, ProRata

TWELVE = Decimal(12)


def adjustments(rule: FeeRule, pro_rata: ProRata | None, months: int, parts: list[FeeLine]) -> list[FeeLine]:
    """The lines that come after `parts`, for a member that belongs to so many months of the year."""
    lines: list[FeeLine] = []
    total = sum((line.amount for line in parts), ZERO)
    if rule.ceiling is not None and total > rule.ceiling.amount:
        lines.append(_bound_line("ceiling", rule.ceiling, total))
        total = rule.ceiling.amount
    shrinks = pro_rata is not None and pro_rata.floor == "shrinks_too"
    if shrinks and rule.floor is not None and total < rule.floor.amount:
        lines.append(_bound_line("floor", rule.floor, total))
        total = rule.floor.amount
    if pro_rata is not None and months < 12:
        illustrative = any(line.illustrative for line in (*parts, *lines))
        lines.append(_pro_rata_line(pro_rata, total, months, illustrative))
        total += lines[-1].amount
    if not shrinks and rule.floor is not None and total < rule.floor.amount:
        lines.append(_bound_line("floor", rule.floor, total))
    return lines


def _bound_line(kind: LineKind, bound: Bound, total: Decimal) -> FeeLine:
    return FeeLine(
        key=kind,
        label=bound.label,
        basis=None,
        value=None,
        unit="none",
        kind=kind,
        lower=bound.amount if kind == "floor" else None,
        upper=bound.amount if kind == "ceiling" else None,
        rate=None,
        amount=bound.amount - total,
        illustrative=bound.illustrative,
        phrase=NO_WORDS,
        lower_included=kind == "floor",
        source=bound.source,
    )


def _pro_rata_line(pro_rata: ProRata, total: Decimal, months: int, illustrative: bool) -> FeeLine:
    return FeeLine(
        key="pro_rata",
        label=pro_rata.label,
        basis=None,
        value=Decimal(months),
        unit="count",
        kind="pro_rata",
        lower=None,
        upper=TWELVE,
        rate=None,
        amount=portion(total, months, 12) - total,
        illustrative=illustrative,
        phrase=pro_rata.phrase,
        lower_included=False,
        source=pro_rata.source,
    )
