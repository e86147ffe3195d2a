"""The rules of a membership's life after admission: leaving, another category, a merger, an exclusion."""

from dataclasses import dataclass
from typing import Literal

from koinon.statutes.rulebook.scalars import Key, Positive, Whole, Words

PeriodEnd = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class WithdrawalRule:
    """With which notice a member leaves: so many months, to the end of the day, month or year they run out in."""

    months: Whole
    ends: PeriodEnd
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class CategoryChangeRule:
    """Which body moves a member to another category, and how the fee of that year follows.

    `next_year`: a year is paid for in the category in which the member begins it. `pro_rata`: by months, each in
    the category with which it ends.
    """

    decided_by: Key
    fee: Literal["next_year", "pro_rata"]
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class MergerRule:
    """Which body records that members have become one."""

    decided_by: Key
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class ExclusionRule:
    """Which kind of decision excludes a member, and how many days it has at least to be heard.

    Whether it has to be heard at all, the kind of decision says.
    """

    decision: Key
    hearing_days: Positive
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class LifeRules:
    """What may happen to a membership; where a rule is missing, there is none and the house decides each case."""

    withdrawal: WithdrawalRule | None = None
    category_change: CategoryChangeRule | None = None
    merger: MergerRule | None = None
    exclusion: ExclusionRule | None = None
