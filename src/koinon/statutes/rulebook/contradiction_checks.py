"""Checks on contradictions: two answers that differ in what they answer, and that no criterion takes together."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.member_rules import Condition, Contradiction
from koinon.statutes.rulebook.positions import KeyPath

Answers = Mapping[str, bool | str]
GIVEN = "given"


def check_contradiction(findings: Findings, path: KeyPath, rule: Contradiction) -> None:
    """Two answers contradict each other, not one itself; and no criterion takes just such a pair."""
    read = set(_facts(rule.one))
    for fact in _facts(rule.other):
        if fact in read:
            findings.report("duplicate", (*path, "other"), repr(fact), "facts that the first condition does not read")
    for key, criterion in findings.rulebook.criteria.items():
        taken = _taken(criterion.when)
        if _holds(rule.one, taken) and _holds(rule.other, taken):
            found = f"answers that criteria.{key} takes"
            findings.report("wrong_value", path, found, "answers that no criterion takes")


def _facts(condition: Condition) -> Iterator[str]:
    for part in (*(condition.all or ()), *(condition.any or ())):
        yield from _facts(part)
    if condition.fact is not None:
        yield condition.fact


def _taken(condition: Condition) -> Answers:
    """The answers that a criterion cannot do without, where it takes one only."""
    if condition.fact is None:
        return {fact: answer for part in condition.all or () for fact, answer in _taken(part).items()}
    if condition.is_ is not None:
        return {condition.fact: condition.is_}
    options = condition.one_of or (GIVEN,)
    return {condition.fact: options[0]} if len(options) == 1 else {}


def _holds(condition: Condition, answers: Answers) -> bool:
    """Whether these answers meet a condition. (`conditions.judge` reads rulebooks that are checked already.)"""
    if condition.fact is None:
        parts = [_holds(part, answers) for part in condition.all or condition.any or ()]
        return all(parts) if condition.all is not None else any(parts)
    answer = answers.get(condition.fact)
    if condition.is_ is not None:
        return answer is condition.is_
    return answer is not None if condition.one_of is None else answer in condition.one_of


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {Contradiction: check_contradiction}
