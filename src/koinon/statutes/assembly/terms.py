"""Terms of office: how long a seat is held, when its end is warned of, how long whoever follows stays."""

from datetime import date, timedelta

from koinon.statutes.inputs import InputError
from koinon.statutes.periods import Period, months_from
from koinon.statutes.rulebook.body_rules import TermRule

DAY = timedelta(days=1)


def term(rule: TermRule, starts_on: date) -> Period:
    """The whole term of somebody elected from a day on (source item S11 in CECOP's rulebook: four years)."""
    return Period(starts_on, months_from(starts_on, rule.months) - DAY)


def replacement_term(rule: TermRule, predecessor: Period, starts_on: date) -> Period:
    """The term of whoever follows in the middle: the rest of the predecessor's, or a whole one.

    Raises `InputError` for a day that is not within the predecessor's term.
    """
    if starts_on not in predecessor:
        raise InputError("starts_on", starts_on, f"a day from {predecessor.starts_on} to {predecessor.ends_on}")
    if rule.replacement == "full_term" or predecessor.ends_on is None:
        return term(rule, starts_on)
    return Period(starts_on, predecessor.ends_on)


def co_option_term(rule: TermRule, predecessor: Period, starts_on: date, next_assembly: date) -> Period:
    """How long somebody stays whom the body itself took in: until the electing body meets next, or the term ends.

    Raises `InputError` where the rulebook knows no co-option, or the meeting lies before the first day.
    """
    if not rule.co_option:
        raise InputError("co_option", True, "an election: this body fills no seat itself")
    if next_assembly < starts_on:
        raise InputError("next_assembly", next_assembly, f"a day from {starts_on} on")
    rest = replacement_term(rule, predecessor, starts_on)
    ends_on = next_assembly if rest.ends_on is None else min(rest.ends_on, next_assembly)
    return Period(starts_on, ends_on)


def warning_days(rule: TermRule, ends_on: date) -> tuple[tuple[int, date], ...]:
    """When the end of a term is warned of: months before, and the day; the earliest first."""
    return tuple((months, months_from(ends_on, -months)) for months in rule.warn_months)


def warning_reached(rule: TermRule, ends_on: date, today: date) -> int | None:
    """The last warning that is due by a day, in months before the end; `None` before the first and after the end."""
    reached = [months for months, day in warning_days(rule, ends_on) if day <= today <= ends_on]
    return min(reached, default=None)


def holds_office(rule: TermRule, held: Period, today: date, successor_from: date | None) -> bool:
    """Whether somebody is in office on a day: in their term, or where the rules say so until a successor is."""
    if successor_from is not None and successor_from <= today:
        return False
    return today in held or (rule.holds_over and held.ends_on is not None and today > held.ends_on)
