"""Checks on the life of a membership: bodies and decisions that there are, and a fee that can follow by months."""

from collections.abc import Callable, Mapping
from typing import Any

from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.life_rules import CategoryChangeRule, ExclusionRule, MergerRule
from koinon.statutes.rulebook.positions import KeyPath


def check_change(findings: Findings, path: KeyPath, rule: CategoryChangeRule) -> None:
    """A body that there is decides; a fee goes by months only where the year of admission does."""
    findings.refer((*path, "decided_by"), rule.decided_by, findings.rulebook.bodies)
    if rule.fee == "pro_rata" and findings.rulebook.pro_rata is None:
        findings.report("missing_key", (*path, "fee"), "no table 'pro_rata'", "next_year, or rules for part of a year")


def check_merger(findings: Findings, path: KeyPath, rule: MergerRule) -> None:
    """A body that there is decides."""
    findings.refer((*path, "decided_by"), rule.decided_by, findings.rulebook.bodies)


def check_exclusion(findings: Findings, path: KeyPath, rule: ExclusionRule) -> None:
    """A kind of decision that there is excludes."""
    findings.refer((*path, "decision"), rule.decision, findings.rulebook.decisions)


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    CategoryChangeRule: check_change,
    MergerRule: check_merger,
    ExclusionRule: check_exclusion,
}
