"""In which category an organisation may join, judged from facts, and what must still be asked to know."""

from dataclasses import dataclass
from typing import Any

from koinon.statutes.conditions import Facts, Reason, Verdict, checked_facts, judge, open_facts, reasons
from koinon.statutes.contradictions import Conflict, conflicts
from koinon.statutes.data import as_data, from_data
from koinon.statutes.missing import Missing
from koinon.statutes.rulebook.member_rules import Condition, Criterion
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class CriterionVerdict:
    """Whether one criterion is met, with the facts that say so (its category's own condition included)."""

    key: str
    category: str
    label: LocalText
    verdict: Verdict
    reasons: tuple[Reason, ...]
    fee_basis: tuple[str, ...]
    fee_note: LocalText
    rule: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The category an organisation fits, or the questions whose answers would tell.

    `category` is `None` while a category that ranks higher is still open, and where nothing fits;
    `alternatives` are the other categories whose criteria are met. `possible` are those that no answer has
    ruled out yet. Further answers never change a category once it is given. `conflicts` are answers that cannot
    both be right: a reason to ask again; they change no verdict.
    """

    category: str | None
    criterion: str | None
    criteria: tuple[CriterionVerdict, ...]
    missing: tuple[Missing, ...]
    alternatives: tuple[str, ...]
    possible: tuple[str, ...]
    rulebook: RulebookReference
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether the answers given suffice, be it for a category or for none."""
        return not self.missing

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def eligibility_from_data(data: dict[str, Any]) -> Eligibility:
    """The inverse of `Eligibility.as_data`; what was stored before contradictions were told has none."""
    return from_data(Eligibility, {"conflicts": [], **data})


def assess(rulebook: Rulebook, facts: Facts) -> Eligibility:
    """Judge every criterion on the facts; the category with the smallest rank that fits wins.

    Source items S22 to S29 in CECOP's rulebook. Raises `InputError` for facts and answers it does not know.
    """
    known = checked_facts(rulebook.facts, facts)
    ordered = sorted(rulebook.criteria.values(), key=lambda item: rulebook.categories[item.category].rank)
    verdicts: list[CriterionVerdict] = []
    open_keys: set[str] = set()
    winner: Criterion | None = None
    settled = True
    for criterion in ordered:
        condition = whole_condition(rulebook, criterion)
        verdict = judge(condition, known)
        verdicts.append(_verdict(criterion, verdict, reasons(condition, known)))
        if verdict == "met":
            winner = winner or criterion
    for criterion in ordered:
        if winner is not None and criterion.category == winner.category:
            break
        still_open = tuple(open_facts(whole_condition(rulebook, criterion), known))
        open_keys.update(still_open)
        settled = settled and not still_open
    met = _categories(verdicts, "met")
    category = winner.category if winner is not None and settled else None
    return Eligibility(
        category=category,
        criterion=winner.key if winner is not None and settled else None,
        criteria=tuple(verdicts),
        missing=_questions(rulebook, open_keys),
        alternatives=tuple(key for key in met if key != category),
        possible=_categories(verdicts, "met", "unknown"),
        rulebook=rulebook.reference,
        conflicts=conflicts(rulebook, known),
    )


def whole_condition(rulebook: Rulebook, criterion: Criterion) -> Condition:
    """A criterion's condition together with that of its category."""
    shared = rulebook.categories[criterion.category].condition
    return criterion.when if shared is None else Condition(all=(criterion.when, shared))


def _verdict(criterion: Criterion, verdict: Verdict, why: tuple[Reason, ...]) -> CriterionVerdict:
    return CriterionVerdict(
        key=criterion.key,
        category=criterion.category,
        label=criterion.label,
        verdict=verdict,
        reasons=why,
        fee_basis=criterion.fee_basis,
        fee_note=criterion.fee_note,
        rule=f"criteria.{criterion.key}",
        source=criterion.source,
    )


def _categories(verdicts: list[CriterionVerdict], *wanted: Verdict) -> tuple[str, ...]:
    return tuple(dict.fromkeys(verdict.category for verdict in verdicts if verdict.verdict in wanted))


def _questions(rulebook: Rulebook, keys: set[str]) -> tuple[Missing, ...]:
    """The open questions, in the rulebook's order."""
    return tuple(
        Missing(key, "not_given", question.question, "member")
        for key, question in rulebook.facts.items()
        if key in keys
    )
