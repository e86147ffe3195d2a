"""What the schema alone cannot see: references between rules, tables without holes, rules that fit together."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from koinon.statutes.rulebook import (
    admission_checks,
    body_checks,
    contradiction_checks,
    fee_checks,
    life_checks,
    meeting_checks,
    member_checks,
    voting_checks,
    weight_checks,
    yearly_checks,
)
from koinon.statutes.rulebook.findings import Findings, rules_of
from koinon.statutes.rulebook.positions import KeyPath
from koinon.statutes.rulebook.reader import Reader
from koinon.statutes.rulebook.schema import Confederation, Rulebook

Check = Callable[[Findings, KeyPath, Any], None]


def check(rulebook: Rulebook, readers: Mapping[str, Reader]) -> None:
    """Check every rule, and the rulebook as a whole; the readers collect the errors."""
    findings = Findings(rulebook, readers)
    used: set[str] = set()
    for path, rule in rules_of(rulebook):
        if type(rule) in CHECKS:
            CHECKS[type(rule)](findings, path, rule)
        if path != ("choices",) and hasattr(rule, "choices"):
            findings.refer_all((*path, "choices"), rule.choices, rulebook.choices)
            used.update(rule.choices)
    for key in rulebook.choices:
        if key not in used:
            findings.report("unused", ("choices", key), repr(key), "a choice that some rule names")
    member_checks.check_whole(findings)
    fee_checks.check_whole(findings)
    yearly_checks.check_whole(findings)
    meeting_checks.check_whole(findings)


FORMS = {
    "seat_country": (re.compile(r"[A-Z]{2}"), "two capital letters, such as BE"),
    "currency": (re.compile(r"[A-Z]{3}"), "three capital letters, such as EUR"),
    "email": (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "an e-mail address"),
    "phone": (
        re.compile(r"\+[1-9][0-9]*(?: [0-9]+)*"),
        "a number in international form, such as +32 2 742 10 27",
    ),
}


def check_confederation(findings: Findings, path: KeyPath, confederation: Confederation) -> None:
    """Codes, addresses and languages have their usual forms."""
    for name, (pattern, allowed) in FORMS.items():
        found = getattr(confederation, name)
        if not pattern.fullmatch(found):
            findings.report("wrong_value", (*path, name), repr(found), allowed)
    for place, language in enumerate(confederation.languages):
        if not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]+)*", language):
            findings.report("wrong_value", (*path, "languages", place), repr(language), "a code such as en or pt-br")
    if len(set(confederation.languages)) < len(confederation.languages) or not confederation.languages:
        findings.report("duplicate", (*path, "languages"), str(list(confederation.languages)), "one or more, each once")


CHECKS: Mapping[type, Check] = {
    Confederation: check_confederation,
    **member_checks.CHECKS,
    **contradiction_checks.CHECKS,
    **fee_checks.CHECKS,
    **yearly_checks.CHECKS,
    **admission_checks.CHECKS,
    **body_checks.CHECKS,
    **life_checks.CHECKS,
    **weight_checks.CHECKS,
    **voting_checks.CHECKS,
    **meeting_checks.CHECKS,
}
