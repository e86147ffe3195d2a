"""The yearly fee of a member, explained line by line, or what is missing to know it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from koinon.statutes.fee_adjustments import adjustments
from koinon.statutes.fee_line import FeeLine, line_from_data
from koinon.statutes.fee_parts import Figures, part_lines
from koinon.statutes.inputs import InputError, Inputs, checked_inputs, inputs_as_data, inputs_from_data, one_of
from koinon.statutes.missing import Missing, missing_from_data
from koinon.statutes.money import ZERO
from koinon.statutes.periods import months_of_year
from koinon.statutes.rulebook.fee_rules import FeeRule
from koinon.statutes.rulebook.history import NoRuleInForce
from koinon.statutes.rulebook.reference import RulebookReference, reference_as_data, reference_from_data
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee with its account. `amount` is `None` exactly when something is `missing`.

    `lines` add up to `amount`; while something is missing they hold the parts already known.
    `illustrative` says that an amount the confederation has not published plays a part in it.
    """

    amount: Decimal | None
    currency: str
    illustrative: bool
    lines: tuple[FeeLine, ...]
    missing: tuple[Missing, ...]
    category: str
    label: LocalText
    year: int
    inputs: Figures
    member_from: date | None
    rule: str
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; what an invoice stores beside its amount."""
        return {
            "amount": None if self.amount is None else str(self.amount),
            "currency": self.currency,
            "illustrative": self.illustrative,
            "lines": [line.as_data() for line in self.lines],
            "missing": [gap.as_data() for gap in self.missing],
            "category": self.category,
            "label": dict(self.label),
            "year": self.year,
            "inputs": inputs_as_data(self.inputs),
            "member_from": None if self.member_from is None else self.member_from.isoformat(),
            "rule": self.rule,
            "rulebook": reference_as_data(self.rulebook),
        }


def fee_from_data(data: dict[str, Any]) -> Fee:
    """The inverse of `Fee.as_data`."""
    return Fee(
        **{
            **data,
            "amount": None if data["amount"] is None else Decimal(data["amount"]),
            "lines": tuple(line_from_data(line) for line in data["lines"]),
            "missing": tuple(missing_from_data(gap) for gap in data["missing"]),
            "inputs": inputs_from_data(data["inputs"]),
            "member_from": None if data["member_from"] is None else date.fromisoformat(data["member_from"]),
            "rulebook": reference_from_data(data["rulebook"]),
        }
    )


def compute_fee(
    rulebook: Rulebook,
    *,
    category: str,
    year: int,
    inputs: Inputs,
    member_from: date | None = None,
    months: int | None = None,
) -> Fee:
    """The fee of a category for a year (source items S42 to S46 in CECOP's rulebook).

    `inputs` are counts, money in the rulebook's currency, and keys of options; one that is absent or `None`
    is unknown and makes the fee unknown. `member_from` is the day of admission; in that year the fee is pro
    rata where the rulebook says so. Order of the account: parts, ceiling, pro rata, floor; where the floor
    shrinks with the year too, it comes before pro rata. `months` counts so many instead, for a part of the year.

    Raises `InputError` for wrong input, `NoRuleInForce` for a year that ends before the rulebook begins.
    """
    one_of("category", category, rulebook.fees)
    _check_dates(rulebook, year, member_from)
    rule = rulebook.fees[category]
    known = checked_inputs(rulebook, inputs)
    figures = {key: known[key] for key in rule.bases if key in known}
    counted = months_that_count(rulebook, year, member_from) if months is None else months
    lines, missing = _account(rulebook, rule, figures, counted)
    return Fee(
        amount=None if missing else sum((line.amount for line in lines), ZERO),
        currency=rulebook.confederation.currency,
        illustrative=any(line.illustrative for line in lines),
        lines=tuple(lines),
        missing=tuple(missing),
        category=category,
        label=rule.label,
        year=year,
        inputs=figures,
        member_from=member_from,
        rule=f"fees.{category}",
        rulebook=rulebook.reference,
    )


def _account(rulebook: Rulebook, rule: FeeRule, figures: Figures, months: int) -> tuple[list[FeeLine], list[Missing]]:
    """The lines of a fee and what it lacks; the sum is only brought to the fee where nothing lacks."""
    lines: list[FeeLine] = []
    missing: list[Missing] = []
    for part in rule.parts:
        found = part_lines(rulebook, part, figures)
        if isinstance(found, Missing):
            missing.append(found)
        else:
            lines += found
    if not missing:
        lines += adjustments(rule, rulebook.pro_rata, months, lines)
    return lines, missing


def months_that_count(rulebook: Rulebook, year: int, member_from: date | None) -> int:
    """How many months of the year are paid for: 12 where the rulebook has no pro rata."""
    if rulebook.pro_rata is None:
        return 12
    return months_of_year(member_from, year, admission_month_counts=rulebook.pro_rata.admission_month_counts)


def _check_dates(rulebook: Rulebook, year: int, member_from: date | None) -> None:
    if isinstance(year, bool) or not isinstance(year, int) or not 1 <= year <= 9999:
        raise InputError("year", year, "a year such as 2026")
    if rulebook.in_force_from is not None and rulebook.in_force_from.year > year:
        raise NoRuleInForce(date(year, 12, 31), rulebook.in_force_from)
    if member_from is not None and member_from.year > year:
        raise InputError("member_from", member_from, f"a day in or before {year}")
