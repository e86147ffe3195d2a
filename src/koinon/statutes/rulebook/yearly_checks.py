"""Checks on the yearly cycle: days that exist, ladders that climb, rights that may be withheld."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.positions import KeyPath
from koinon.statutes.rulebook.yearly_rules import (
    DayOfYear,
    DeclarationRules,
    InvoicingRules,
    JumpRule,
    MandateRule,
    Procedure,
    QuoteRules,
    RangeRule,
    StandingRules,
    Step,
    UnitSlipRule,
)

LEVELS = ("good", "overdue", "suspended", "not_member")
COMPARED = ("value", "before", "factor", "change")
RANGED = ("value", "least", "most")
ANY_COMMON_YEAR = 2001
LONGEST_QUOTE = 366


def check_day(findings: Findings, path: KeyPath, day: DayOfYear) -> None:
    """The day exists in every year."""
    if _in_common_year(day) is None:
        findings.report("wrong_value", path, f"month {day.month}, day {day.day}", "a day that every year has")


def _in_common_year(day: DayOfYear) -> date | None:
    try:
        return day.in_year(ANY_COMMON_YEAR)
    except ValueError:
        return None


def check_declarations(findings: Findings, path: KeyPath, rules: DeclarationRules) -> None:
    """The window opens before it closes; every basis of a fee is declared of some year."""
    opens, closes = _in_common_year(rules.opens), _in_common_year(rules.closes)
    if opens is not None and closes is not None and closes < opens:
        findings.report("order", (*path, "closes"), closes.strftime("%d.%m."), "a day after the window opens")
    for basis in rules.figures:
        findings.refer((*path, "figures", basis), basis, findings.rulebook.bases)
    for fee in findings.rulebook.fees.values():
        for basis in fee.bases:
            if basis in findings.rulebook.bases and basis not in rules.figures:
                found = f"nothing about {basis!r}"
                findings.report("coverage", (*path, "figures"), found, "the year of every basis of a fee")


def check_jump(findings: Findings, path: KeyPath, rule: JumpRule) -> None:
    """A rise is above one, a fall below."""
    _check_figure(findings, path, rule.basis)
    findings.places((*path, "words"), rule.words, COMPARED)
    if rule.rise < 1:
        findings.report("order", (*path, "rise"), str(rule.rise), "1 or more")
    if rule.fall > 1:
        findings.report("order", (*path, "fall"), str(rule.fall), "1 or less")


def check_unit_slip(findings: Findings, path: KeyPath, rule: UnitSlipRule) -> None:
    """A slip is looked for around factors above one."""
    _check_figure(findings, path, rule.basis)
    findings.places((*path, "words"), rule.words, COMPARED)
    findings.not_empty((*path, "factors"), rule.factors, "one factor or more")
    if rule.within < 1:
        findings.report("order", (*path, "within"), str(rule.within), "1 or more")


def check_range(findings: Findings, path: KeyPath, rule: RangeRule) -> None:
    """A range is not empty; what it is counted per is a count."""
    _check_figure(findings, path, rule.basis)
    findings.places((*path, "words"), rule.words, RANGED)
    if rule.least > rule.most:
        findings.report("order", (*path, "least"), str(rule.least), f"at most {rule.most}")
    if rule.per is not None:
        counts = [key for key, basis in findings.rulebook.bases.items() if basis.unit == "count"]
        findings.refer((*path, "per"), rule.per, counts)


def _check_figure(findings: Findings, path: KeyPath, basis: str) -> None:
    figures = [key for key, item in findings.rulebook.bases.items() if item.unit != "choice"]
    findings.refer((*path, "basis"), basis, figures)


def check_invoicing(findings: Findings, path: KeyPath, rules: InvoicingRules) -> None:
    """There is a part to ask for, and each reminder comes later than the one before."""
    findings.not_empty((*path, "instalments"), rules.instalments, "one part or more")
    findings.unique((*path, "reminders"), (rule.key for rule in rules.reminders))
    steps = (
        ("instalments", "due_days", [rule.due_days for rule in rules.instalments]),
        ("reminders", "days_after_due", [rule.days_after_due for rule in rules.reminders]),
    )
    for table, key, days in steps:
        for place, (one, other) in enumerate(pairwise(days), start=1):
            if other <= one:
                findings.report("order", (*path, table, place, key), str(other), f"more than {one} days")


def check_quotes(findings: Findings, path: KeyPath, rules: QuoteRules) -> None:
    """A quote holds for a year at most: the scale behind it is the year's."""
    if rules.valid_days > LONGEST_QUOTE:
        findings.report("wrong_value", (*path, "valid_days"), str(rules.valid_days), f"at most {LONGEST_QUOTE} days")


def check_standing(findings: Findings, path: KeyPath, rules: StandingRules) -> None:
    """There are the levels that standing is computed in; what they withhold exists and is not protected."""
    entitlements = findings.rulebook.entitlements
    for key in LEVELS:
        if key not in rules.levels:
            findings.report("coverage", (*path, "levels"), f"no level {key!r}", ", ".join(LEVELS))
    for key, level in rules.levels.items():
        findings.refer((*path, "levels", key), key, LEVELS)
        lost: KeyPath = (*path, "levels", key, "rights_lost")
        findings.refer_all(lost, level.rights_lost, entitlements)
        for place, right in enumerate(level.rights_lost):
            if right in entitlements and entitlements[right].protected:
                findings.report("protected", (*lost, place), repr(right), "an entitlement that is not protected")


def check_procedure(findings: Findings, path: KeyPath, procedure: Procedure) -> None:
    """There is a step, and two where two people are wanted."""
    findings.unique((*path, "steps"), (step.key for step in procedure.steps))
    needed = 2 if procedure.four_eyes else 1
    if len(procedure.steps) < needed:
        findings.report("missing_key", (*path, "steps"), str(len(procedure.steps)), f"{needed} steps or more")


def check_step(findings: Findings, path: KeyPath, step: Step) -> None:
    """A step is taken by roles that there are."""
    findings.not_empty((*path, "roles"), step.roles, "one role or more")
    findings.refer_all((*path, "roles"), step.roles, findings.rulebook.roles)


def check_mandate(findings: Findings, path: KeyPath, rule: MandateRule) -> None:
    """What a mandate names are mandates that there are."""
    findings.refer_all((*path, "names"), rule.names, findings.rulebook.mandates)


def check_whole(findings: Findings) -> None:
    """No two ranges share a key: it names the warning."""
    findings.unique(("plausibility", "ranges"), (rule.key for rule in findings.rulebook.plausibility.ranges))


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    DayOfYear: check_day,
    DeclarationRules: check_declarations,
    JumpRule: check_jump,
    UnitSlipRule: check_unit_slip,
    RangeRule: check_range,
    InvoicingRules: check_invoicing,
    QuoteRules: check_quotes,
    StandingRules: check_standing,
    Procedure: check_procedure,
    Step: check_step,
    MandateRule: check_mandate,
}
