"""How a member leaves: the day on which its notice takes effect, and the years that it pays for until then."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import InputError
from koinon.statutes.periods import months_from
from koinon.statutes.rulebook.life_rules import PeriodEnd, WithdrawalRule
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.transitions import TransitionTable

NOTICE = TransitionTable(
    name="notice",
    initial="given",
    states=("given", "taken_back", "effective", "overtaken"),
    transitions={
        ("given", "take_back"): "taken_back",
        ("given", "take_effect"): "effective",
        ("given", "overtake"): "overtaken",
    },
)
"""A member's notice: taken back, or in effect once its last day is over; overtaken where the member left before."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a notice received on a day leads to.

    The notice runs for `months`, until `notice_until`; the membership ends on `last_day`, that day or the end of
    the month or year it falls in, as `ends` says. `years_owed` are those with a fee to pay, from the day it came.
    """

    received_on: date
    months: int
    ends: PeriodEnd
    notice_until: date
    last_day: date
    years_owed: tuple[int, ...]
    rule: str
    source: tuple[str, ...]
    choices: tuple[str, ...]
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; what is stored with the notice."""
        data: dict[str, Any] = as_data(self)
        return data


def withdrawal_from_data(data: dict[str, Any]) -> Withdrawal:
    """The inverse of `Withdrawal.as_data`."""
    return from_data(Withdrawal, data)


def withdrawal(rulebook: Rulebook, received_on: date) -> Withdrawal:
    """When a notice that came on a day takes effect.

    Raises `InputError` where the rulebook has no rule about withdrawal.
    """
    rule = withdrawal_rule(rulebook)
    if rule is None:
        raise InputError("life.withdrawal", None, "a rule about withdrawal")
    until = months_from(received_on, rule.months)
    last_day = _end_of(until, rule.ends)
    return Withdrawal(
        received_on=received_on,
        months=rule.months,
        ends=rule.ends,
        notice_until=until,
        last_day=last_day,
        years_owed=tuple(range(received_on.year, last_day.year + 1)),
        rule="life.withdrawal",
        source=rule.source,
        choices=rule.choices,
        rulebook=rulebook.reference,
    )


def withdrawal_rule(rulebook: Rulebook) -> WithdrawalRule | None:
    """The rule, where there is one."""
    return rulebook.life.withdrawal if rulebook.life is not None else None


def latest_notice(rulebook: Rulebook, last_day: date) -> date:
    """The last day on which a notice still takes effect on `last_day` (an end of its month or year, by the rule)."""
    rule = withdrawal_rule(rulebook)
    if rule is None:
        raise InputError("life.withdrawal", None, "a rule about withdrawal")
    # The same day of a shorter month is its last one, so a day or two earlier may count from a longer one as well.
    day = months_from(last_day, -rule.months)
    while withdrawal(rulebook, date.fromordinal(day.toordinal() + 1)).last_day <= last_day:
        day = date.fromordinal(day.toordinal() + 1)
    return day


def _end_of(day: date, ends: PeriodEnd) -> date:
    if ends == "year":
        return date(day.year, 12, 31)
    if ends == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day
