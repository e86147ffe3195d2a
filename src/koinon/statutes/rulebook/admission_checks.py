"""Checks on the rules of admission: items told apart, categories that there are, days in their order."""

from collections.abc import Callable, Mapping
from typing import Any

from koinon.statutes.rulebook.admission_rules import AdmissionRules, ChecklistItem
from koinon.statutes.rulebook.findings import Findings
from koinon.statutes.rulebook.positions import KeyPath


def check_admission(findings: Findings, path: KeyPath, rules: AdmissionRules) -> None:
    """There is something to look at; the reminder comes before the end; provisional means that somebody ratifies."""
    findings.not_empty((*path, "checklist"), rules.checklist, "one item or more")
    findings.unique((*path, "checklist"), (item.key for item in rules.checklist))
    if rules.reminder_days_before >= rules.drafts_kept_days:
        allowed = f"fewer than the {rules.drafts_kept_days} days for which drafts are kept"
        findings.report("order", (*path, "reminder_days_before"), str(rules.reminder_days_before), allowed)
    if rules.provisional and rules.ratified_by is None:
        findings.report("missing_key", path, "no key 'ratified_by'", "the body that ends what is provisional")


def check_item(findings: Findings, path: KeyPath, item: ChecklistItem) -> None:
    """An item concerns categories that there are."""
    findings.refer_all((*path, "categories"), item.categories, findings.rulebook.categories)


CHECKS: Mapping[type, Callable[[Findings, KeyPath, Any], None]] = {
    AdmissionRules: check_admission,
    ChecklistItem: check_item,
}
