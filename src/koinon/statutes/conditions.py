"""Conditions over facts, where a fact may be unknown: met, not met, or unknown (Kleene's three values)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook.member_rules import Condition, FactQuestion

Verdict = Literal["met", "not_met", "unknown"]
Facts = Mapping[str, bool | str | None]


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact as a criterion read it: the answer, the answers it takes, and the verdict."""

    fact: str
    answer: bool | str | None
    wanted: tuple[str, ...]
    verdict: Verdict


def checked_facts(questions: Mapping[str, FactQuestion], facts: Facts) -> dict[str, bool | str]:
    """The facts that are known; raises `InputError` for unknown ones and for answers of another kind.

    A text of nothing but spaces is no answer.
    """
    known: dict[str, bool | str] = {}
    for key, answer in facts.items():
        if key not in questions:
            raise InputError(key, answer, ", ".join(questions))
        if answer is None or (isinstance(answer, str) and not answer.strip()):
            continue
        allowed = _refusal(questions[key], answer)
        if allowed is not None:
            raise InputError(key, answer, allowed)
        known[key] = answer
    return known


def _refusal(question: FactQuestion, answer: bool | str) -> str | None:
    if question.kind == "yes_no":
        return None if isinstance(answer, bool) else "true or false"
    if question.kind == "choice":
        return None if isinstance(answer, str) and answer in question.options else ", ".join(question.options)
    return None if isinstance(answer, str) else "words"


def judge(condition: Condition, facts: Mapping[str, bool | str]) -> Verdict:
    """Whether a condition is met. Unknown facts leave it unknown unless the known ones settle it."""
    if condition.all is not None:
        verdicts = {judge(part, facts) for part in condition.all}
        return "not_met" if "not_met" in verdicts else "unknown" if "unknown" in verdicts else "met"
    if condition.any is not None:
        verdicts = {judge(part, facts) for part in condition.any}
        return "met" if "met" in verdicts else "unknown" if "unknown" in verdicts else "not_met"
    answer = facts.get(condition.fact or "")
    if answer is None:
        return "unknown"
    if condition.is_ is not None:
        return "met" if answer is condition.is_ else "not_met"
    if condition.one_of is not None:
        return "met" if answer in condition.one_of else "not_met"
    return "met"


def leaves(condition: Condition) -> Iterator[Condition]:
    """The single facts a condition is made of, in order."""
    for part in (*(condition.all or ()), *(condition.any or ())):
        yield from leaves(part)
    if condition.fact is not None:
        yield condition


def deciding(condition: Condition, known: Mapping[str, bool | str]) -> Iterator[Condition]:
    """The single facts without which the verdict on a condition would be another."""
    if condition.fact is not None:
        yield condition
    for part in (*(condition.all or ()), *(condition.any or ())):
        if judge(part, known) == judge(condition, known):
            yield from deciding(part, known)


def open_facts(condition: Condition, facts: Mapping[str, bool | str]) -> Iterator[str]:
    """The facts to ask for next about an unknown condition; evidence only once what it proves is answered."""
    if judge(condition, facts) != "unknown":
        return
    if condition.fact is not None:
        yield condition.fact
    for part in condition.any or ():
        yield from open_facts(part, facts)
    earlier_open = False
    for part in condition.all or ():
        if not (earlier_open and is_evidence(part)):
            yield from open_facts(part, facts)
        earlier_open = earlier_open or judge(part, facts) == "unknown"


def is_evidence(condition: Condition) -> bool:
    """Whether a condition only wants something to be given: an article, the name of a member."""
    return condition.fact is not None and condition.is_ is None and condition.one_of is None


def reasons(condition: Condition, facts: Mapping[str, bool | str]) -> tuple[Reason, ...]:
    """Every fact of a condition with its answer, what the condition takes, and the verdict on it."""
    return tuple(
        Reason(leaf.fact or "", facts.get(leaf.fact or ""), _wanted(leaf), judge(leaf, facts))
        for leaf in leaves(condition)
    )


def _wanted(leaf: Condition) -> tuple[str, ...]:
    if leaf.is_ is not None:
        return ("true",) if leaf.is_ else ("false",)
    return leaf.one_of or ()
