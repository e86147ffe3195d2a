"""How an application goes on: what it still needs, and which step the first body's yes is."""

from collections.abc import Collection

from koinon.statutes.rulebook.admission_rules import AdmissionRules, ChecklistItem


def admission_event(rules: AdmissionRules) -> str:
    """The event of the table APPLICATION that the first body's yes is: admitted, or passed on to be ratified."""
    return "admit" if rules.ratified_by is None else "pass_on"


def begins_with(rules: AdmissionRules, event: str) -> bool:
    """Whether a membership that has not begun begins with an event: the last word, or the first where provisional."""
    return event in ("admit", "ratify") or (event == "pass_on" and rules.provisional)


def papers_missing(rules: AdmissionRules, category: str, given: Collection[str]) -> tuple[ChecklistItem, ...]:
    """The papers an applicant for a category has not sent along, by the keys of those it has."""
    return tuple(item for item in rules.papers_for(category) if item.key not in given)


def items_open(rules: AdmissionRules, category: str, fulfilled: Collection[str]) -> tuple[ChecklistItem, ...]:
    """What has not been found in order yet, by the keys of what has."""
    return tuple(item for item in rules.items_for(category) if item.key not in fulfilled)
