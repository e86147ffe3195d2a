"""Checks on quorums, majorities, decisions and elections: they name what there is and can tell yes from no."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.positions import KeyPath
from koinon.statutes.rulebook.voting_rules import (
    DecisionRule,
    ElectionRule,
    MajorityPart,
    MajorityRule,
    QuorumPart,
    QuorumRule,
)

HALF = Fraction(1, 2)


def check_quorum(findings: Findings, path: KeyPath, rule: QuorumRule) -> None:
    """A quorum asks for something."""
    findings.not_empty((*path, "parts"), rule.parts, "one part or more")


def check_majority(findings: Findings, path: KeyPath, rule: MajorityRule) -> None:
    """A majority asks for something."""
    findings.not_empty((*path, "parts"), rule.parts, "one part or more")


def check_part(findings: Findings, path: KeyPath, part: MajorityPart | QuorumPart) -> None:
    """A part counts by a weight that there is; nothing is more than all."""
    findings.refer((*path, "weight"), part.weight, findings.rulebook.weights)
    if part.strict and part.fraction == 1:
        findings.report("limits", (*path, "strict"), "more than all", "strict = false where the fraction is 1/1")


def check_majority_part(findings: Findings, path: KeyPath, part: MajorityPart) -> None:
    """Of yes and no, half alone is no majority: both would have it."""
    check_part(findings, path, part)
    if part.base == "valid" and (part.fraction < HALF or (part.fraction == HALF and not part.strict)):
        found = f"{part.fraction} of yes and no"
        findings.report("limits", (*path, "fraction"), found, "more than half, as no could reach it too")


def check_decision(findings: Findings, path: KeyPath, rule: DecisionRule) -> None:
    """A decision is some body's that meets, by a majority and a quorum that there are."""
    book = findings.rulebook
    findings.refer((*path, "body"), rule.body, book.meetings)
    findings.refer((*path, "majority"), rule.majority, book.majorities)
    if rule.quorum is not None:
        findings.refer((*path, "quorum"), rule.quorum, book.quorums)


def check_election(findings: Findings, path: KeyPath, rule: ElectionRule) -> None:
    """An election is some body's, counted by a weight that there is, with a threshold below or at all."""
    findings.refer((*path, "body"), rule.body, findings.rulebook.meetings)
    findings.refer((*path, "weight"), rule.weight, findings.rulebook.weights)
    if rule.threshold is not None and rule.threshold.strict and rule.threshold.fraction == 1:
        found = "more than all"
        findings.report("limits", (*path, "threshold", "strict"), found, "strict = false where the fraction is 1/1")


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    QuorumRule: check_quorum,
    QuorumPart: check_part,
    MajorityRule: check_majority,
    MajorityPart: check_majority_part,
    DecisionRule: check_decision,
    ElectionRule: check_election,
}
