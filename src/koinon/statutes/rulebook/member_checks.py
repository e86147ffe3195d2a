"""Checks on who may be a member and what membership brings."""

from collections.abc import Callable, Mapping
from typing import Any

from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.member_rules import Condition, Criterion, Entitlement, FactQuestion, MailTopic
from koinon.statutes.rulebook.positions import KeyPath


def check_question(findings: Findings, path: KeyPath, question: FactQuestion) -> None:
    """A choice has options to choose from, and nothing else has; only members are members of a category."""
    if question.kind == "choice" and len(question.options) < 2:
        findings.report("missing_key", path, f"{len(question.options)} options", "two options or more")
    if question.kind != "choice" and question.options:
        findings.report("unknown_key", (*path, "options"), "options", "options only where kind is choice")
    if question.member_of is not None:
        findings.refer((*path, "member_of"), question.member_of, findings.rulebook.categories)
        if question.kind != "member":
            findings.report("unknown_key", (*path, "member_of"), "member_of", "member_of only where kind is member")
    bodies = {body: body for rule in findings.rulebook.categories.values() for body in rule.also_member_of}
    for key, option in question.options.items():
        if option.asks_to_join is not None:
            findings.refer((*path, "options", key, "asks_to_join"), option.asks_to_join, bodies)


def check_condition(findings: Findings, path: KeyPath, condition: Condition) -> None:
    """A condition is either one fact with a fitting answer, or a list of conditions."""
    forms = [name for name in ("fact", "all", "any") if getattr(condition, name) is not None]
    if len(forms) != 1:
        findings.report("wrong_value", path, " and ".join(forms) or "none of them", "exactly one of fact, all, any")
    elif condition.fact is None:
        findings.not_empty((*path, forms[0]), condition.all or condition.any or (), "one condition or more")
        _refuse_answers(findings, path, condition, ())
    else:
        _check_fact(findings, path, condition, condition.fact)


def _check_fact(findings: Findings, path: KeyPath, condition: Condition, fact: str) -> None:
    facts = findings.rulebook.facts
    findings.refer((*path, "fact"), fact, facts)
    if fact not in facts:
        return
    question = facts[fact]
    needed = {"yes_no": ("is",), "choice": ("one_of",)}.get(question.kind, ())
    _refuse_answers(findings, path, condition, needed)
    if question.kind == "yes_no" and condition.is_ is None:
        findings.report("missing_key", path, "no key 'is'", f"is = true or is = false for {fact}")
    if question.kind == "choice" and not condition.one_of:
        findings.report("missing_key", path, "no key 'one_of'", f"one_of = some of {', '.join(question.options)}")
    if question.kind == "choice":
        findings.refer_all((*path, "one_of"), condition.one_of or (), question.options)


def _refuse_answers(findings: Findings, path: KeyPath, condition: Condition, allowed: tuple[str, ...]) -> None:
    for key, answer in (("is", condition.is_), ("one_of", condition.one_of)):
        if answer is not None and key not in allowed:
            findings.report("unknown_key", (*path, key), repr(key), ", ".join(("fact", *allowed)))


def check_criterion(findings: Findings, path: KeyPath, criterion: Criterion) -> None:
    """A criterion leads into a category and names the figures that its fee stands on."""
    findings.refer((*path, "category"), criterion.category, findings.rulebook.categories)
    fee = findings.rulebook.fees.get(criterion.category)
    if fee is not None and set(criterion.fee_basis) != set(fee.bases):
        allowed = ", ".join(fee.bases) or "an empty list"
        found = ", ".join(criterion.fee_basis) or "an empty list"
        findings.report("reference", (*path, "fee_basis"), found, f"the bases of fees.{criterion.category}: {allowed}")


def check_entitlement(findings: Findings, path: KeyPath, entitlement: Entitlement) -> None:
    """An entitlement goes to categories that there are."""
    findings.refer_all((*path, "categories"), entitlement.categories, findings.rulebook.categories)


def check_topic(findings: Findings, path: KeyPath, topic: MailTopic) -> None:
    """Mail goes with an entitlement and to mandates that there are."""
    if topic.entitlement is not None:
        findings.refer((*path, "entitlement"), topic.entitlement, findings.rulebook.entitlements)
    findings.refer_all((*path, "mandates"), topic.mandates, findings.rulebook.mandates)


def check_whole(findings: Findings) -> None:
    """There is a category, and no two have the same rank."""
    categories = findings.rulebook.categories
    findings.not_empty(("categories",), categories, "one category or more")
    ranks: dict[int, str] = {}
    for key, category in categories.items():
        if category.rank in ranks:
            taken = f"a rank that {ranks[category.rank]} does not have"
            findings.report("duplicate", ("categories", key, "rank"), str(category.rank), taken)
        ranks.setdefault(category.rank, key)


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    FactQuestion: check_question,
    Condition: check_condition,
    Criterion: check_criterion,
    Entitlement: check_entitlement,
    MailTopic: check_topic,
}
