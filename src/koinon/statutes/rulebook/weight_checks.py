"""Checks on weights: they read figures that there are, tables have no holes, and caps can be kept."""

from collections.abc import Callable, Mapping
from typing import Any

from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.positions import KeyPath
from koinon.statutes.rulebook.tranche_checks import check_table, check_votes
from koinon.statutes.rulebook.weight_rules import FEE, ByTranche, ByUnits


def check_units(findings: Findings, path: KeyPath, rule: ByUnits) -> None:
    """A unit of something, larger than nothing."""
    _check_measured(findings, path, rule)
    if rule.unit == 0:
        findings.report("wrong_value", (*path, "unit"), str(rule.unit), "an amount above zero")


def check_tranches(findings: Findings, path: KeyPath, rule: ByTranche) -> None:
    """A table that begins at zero or one, has no hole, and never gives fewer votes for more."""
    if _check_measured(findings, path, rule):
        counted = rule.of != FEE and findings.rulebook.bases[rule.of].unit == "count"
        check_table(findings, (*path, "tranches"), rule.tranches, counted=counted)
        check_votes(findings, (*path, "tranches"), rule.tranches)
        first = rule.tranches[0].from_ if rule.tranches else None
        if first is not None and first > (1 if counted else 0):
            allowed = "0 or 1" if counted else "0"
            findings.report("gap", (*path, "tranches", 0, "from"), str(first), allowed)


def _check_measured(findings: Findings, path: KeyPath, rule: ByUnits | ByTranche) -> bool:
    """What every weight that is measured has; says whether it reads something that there is."""
    figures = [FEE, *(key for key, basis in findings.rulebook.bases.items() if basis.unit != "choice")]
    findings.refer((*path, "of"), rule.of, figures)
    if rule.most is not None and rule.most < rule.least:
        findings.report("limits", (*path, "most"), str(rule.most), f"at least {rule.least}")
    return rule.of in figures


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    ByUnits: check_units,
    ByTranche: check_tranches,
}
