"""A member's category in the course of time: which one holds on a day, and which ones a fee year is paid for in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from koinon.statutes.fees import Fee, compute_fee
from koinon.statutes.inputs import InputError, Inputs
from koinon.statutes.money import ZERO
from koinon.statutes.periods import months_of_year
from koinon.statutes.rulebook.schema import Rulebook


@dataclass(frozen=True, slots=True)
class Held:
    """A category and the criterion under which it is held, from a day on."""

    starts_on: date
    category: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Share:
    """So many months of a fee year in one category."""

    category: str
    criterion: str
    months: int


def held_on(course: Sequence[Held], day: date) -> Held:
    """What is held on a day, of a course in the order of days; before its first day, the first.

    Raises `InputError` for an empty course.
    """
    if not course:
        raise InputError("course", course, "one category or more")
    reached = [held for held in course if held.starts_on <= day]
    return reached[-1] if reached else course[0]


def shares_of_year(rulebook: Rulebook, course: Sequence[Held], year: int, member_from: date) -> tuple[Share, ...]:
    """What a fee year is paid for, in the order of time: one category, or several by their months.

    By the rule on changes of category a year is that of the category in which it is begun, or each month is that of
    the category with which it ends. Rulebooks without such a rule do the former. Months before the one of admission
    are not counted.
    """
    rule = rulebook.life.category_change if rulebook.life is not None else None
    if rule is None or rule.fee == "next_year" or rulebook.pro_rata is None:
        begun = held_on(course, max(date(year, 1, 1), member_from))
        return (Share(begun.category, begun.criterion, 12),)
    counted = months_of_year(member_from, year, admission_month_counts=rulebook.pro_rata.admission_month_counts)
    shares: list[Share] = []
    for month in range(13 - counted, 13):
        held = held_on(course, _last_day(year, month))
        if shares and (shares[-1].category, shares[-1].criterion) == (held.category, held.criterion):
            shares[-1] = Share(held.category, held.criterion, shares[-1].months + 1)
        else:
            shares.append(Share(held.category, held.criterion, 1))
    last = held_on(course, date(year, 12, 31))
    return tuple(shares) or (Share(last.category, last.criterion, 0),)


def fee_in_shares(
    rulebook: Rulebook, shares: Sequence[Share], *, year: int, inputs: Inputs, member_from: date | None
) -> Fee:
    """The fee of a year that is paid for in one category or several; of several, each for its months.

    The account has the lines of all; its category is the last one. What one category needs and is not known makes
    the whole unknown. Raises as `compute_fee` does.
    """
    if len(shares) == 1:
        return compute_fee(rulebook, category=shares[0].category, year=year, inputs=inputs, member_from=member_from)
    parts = [
        compute_fee(rulebook, category=share.category, year=year, inputs=inputs, months=share.months)
        for share in shares
    ]
    amounts = [part.amount for part in parts]
    last = parts[-1]
    return Fee(
        amount=None if None in amounts else sum((amount for amount in amounts if amount is not None), ZERO),
        currency=last.currency,
        illustrative=any(part.illustrative for part in parts),
        lines=tuple(line for part in parts for line in part.lines),
        missing=tuple({(gap.key, gap.reason): gap for part in parts for gap in part.missing}.values()),
        category=last.category,
        label=last.label,
        year=year,
        inputs={key: value for part in parts for key, value in part.inputs.items()},
        member_from=member_from,
        rule=last.rule,
        rulebook=last.rulebook,
    )


def _last_day(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
