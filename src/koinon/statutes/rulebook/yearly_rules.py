"""The rules of the yearly cycle: declaring, checking, invoicing, reminding, standing, who may decide what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from koinon.statutes.rulebook.scalars import Edge, Factor, Key, Positive, TableKey, Whole, Words
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day that comes back every year."""

    month: Positive
    day: Positive

    def in_year(self, year: int) -> date:
        """The day in a given year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class FigureRule:
    """Of which year, counted back from the fee's year, a basis is declared, and how it is measured."""

    key: TableKey
    years_before: Whole
    measured: Literal["on_last_day", "over_the_year", "when_declared"]
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclarationRules:
    """When members declare, and which figures."""

    opens: DayOfYear
    closes: DayOfYear
    figures: Mapping[str, FigureRule]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class JumpRule:
    """A figure that rose or fell beyond these factors since last year needs a second look."""

    basis: Key
    rise: Factor
    fall: Factor
    severity: Literal["look", "serious"]
    words: LocalText


@dataclass(frozen=True, slots=True)
class UnitSlipRule:
    """A figure about `factors` times last year's, or that part of it, was probably given in another unit."""

    basis: Key
    factors: tuple[Positive, ...]
    within: Factor
    severity: Literal["look", "serious"]
    words: LocalText


@dataclass(frozen=True, slots=True)
class RangeRule:
    """A figure, or one figure per unit of another, that lies outside what the field knows."""

    key: Key
    basis: Key
    least: Edge
    most: Edge
    severity: Literal["look", "serious"]
    words: LocalText
    per: Key | None = None


@dataclass(frozen=True, slots=True)
class PlausibilityRules:
    """What makes a declared figure worth a second look; never a reason to refuse it."""

    jumps: tuple[JumpRule, ...]
    unit_slips: tuple[UnitSlipRule, ...]
    ranges: tuple[RangeRule, ...]


@dataclass(frozen=True, slots=True)
class ReminderRule:
    """A step of the reminder ladder, so many days after the invoice fell due."""

    key: Key
    label: LocalText
    days_after_due: Positive


@dataclass(frozen=True, slots=True)
class InstalmentRule:
    """A part in which the yearly fee is asked for, due so many days after the invoice was issued."""

    label: LocalText
    due_days: Positive


@dataclass(frozen=True, slots=True)
class QuoteRules:
    """How long a quote for a fee holds, counted from the day it was made."""

    valid_days: Positive
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class InvoicingRules:
    """How the fee is asked for: equal parts, one or more, and the reminders after each fell due.

    Without `quotes` the confederation gives none: nobody has said how long one would hold.
    """

    instalments: tuple[InstalmentRule, ...]
    reminders: tuple[ReminderRule, ...]
    quotes: QuoteRules | None = None
    choices: tuple[Key, ...] = ()

    @property
    def parts(self) -> int:
        """In how many invoices a year's fee is asked for."""
        return len(self.instalments)

    @property
    def due_days(self) -> int:
        """How many days after it was issued the first of them falls due."""
        return self.instalments[0].due_days


@dataclass(frozen=True, slots=True)
class StandingLevel:
    """How a member stands towards the confederation, and which entitlements are withheld meanwhile."""

    key: TableKey
    label: LocalText
    summary: LocalText
    rights_lost: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingRules:
    """The levels of standing; `suspended` begins so many days after a reminder that followed the due day."""

    levels: Mapping[str, StandingLevel]
    days_after_reminder: Whole
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """An office that a person may hold in the confederation."""

    key: TableKey
    label: LocalText


@dataclass(frozen=True, slots=True)
class MandateRule:
    """A mandate over a member organisation, and which mandates its holder may name and end there."""

    key: TableKey
    label: LocalText
    names: tuple[Key, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure, and the roles that may take it."""

    key: Key
    label: LocalText
    roles: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """Who takes which step; with `four_eyes`, nobody takes two of them on the same subject."""

    key: TableKey
    label: LocalText
    four_eyes: bool
    steps: tuple[Step, ...]
    choices: tuple[Key, ...] = ()
