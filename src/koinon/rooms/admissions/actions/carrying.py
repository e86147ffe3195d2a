"""Answers that were given before there was a draft: checked, kept with a link, and brought into the draft.

They are what somebody stated who may not have been the applicant. So they fill gaps and never take the place of what
a draft holds, and the draft remembers which they are until its writer has gone through them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.admissions import AnswersBrought
from koinon.core.words import one_line
from koinon.rooms.admissions.access import own_application
from koinon.rooms.admissions.actions.steps import check_draft
from koinon.rooms.admissions.models import Application
from koinon.rooms.admissions.rules import judge_anew, readable_figures, rules_of_admission
from koinon.rooms.memberships.eligibility import readable_facts
from koinon.statutes.inputs import inputs_as_data
from koinon.statutes.rulebook import Rulebook

LONGEST_ANSWER = 500


@dataclass(frozen=True, slots=True)
class Answers:
    """What one page of the form asked. What it did not ask is absent; what was left empty is `None` or empty."""

    details: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, bool | str | None] = field(default_factory=dict)
    figures: Mapping[str, Decimal | str | None] = field(default_factory=dict)


@action("admissions.bring_answers", needs="admissions.apply", rule="eligibility", redacted=("access", "statements"))
def bring_answers(*, actor: Actor, access: str, statements: Answers) -> AnswersBrought:
    """Bring answers from the questionnaire into the draft that is open; what the draft holds already stays."""
    row = own_application(actor, access)
    check_draft(row)
    rulebook, _rules = rules_of_admission(actor.today)
    carry_into(row, statements_kept(rulebook, statements), rulebook, actor)
    return AnswersBrought(row.public_id, row.version, rulebook.version)


def statements_kept(rulebook: Rulebook, statements: Answers) -> dict[str, Any]:
    """Statements as a table keeps them; what the rules do not ask, or do not take as an answer, is dropped."""
    facts = {key: one_answer(value) if isinstance(value, str) else value for key, value in statements.facts.items()}
    known, figures = readable_facts(rulebook, facts), readable_figures(rulebook, statements.figures)
    return {"facts": known, "figures": inputs_as_data(figures)} if known or figures else {}


def carry_into(row: Application, statements: Mapping[str, Any], rulebook: Rulebook, actor: Actor) -> None:
    """Fill what a draft leaves open; remember what was filled, and what the draft says otherwise."""
    facts = _unlike(readable_facts(rulebook, statements.get("facts", {})), row.facts)
    figures = _unlike(statements.get("figures", {}), row.figures)
    if row.state != "draft" or not (facts or figures):
        return
    row.facts, row.figures = {**facts, **row.facts}, {**figures, **row.figures}
    # What came along before and was not gone through is still to be; where both say something, the later word counts.
    before = row.carried
    row.carried = {"facts": {**before.get("facts", {}), **facts}, "figures": {**before.get("figures", {}), **figures}}
    judge_anew(rulebook, row)
    row.changed_at, row.version = actor.at, row.version + 1
    row.save()


def still_carried(row: Application, answers: Answers) -> dict[str, Any]:
    """What came along and its writer has not gone through, now that these questions were answered."""
    left = {
        kind: {key: value for key, value in row.carried.get(kind, {}).items() if key not in answered}
        for kind, answered in (("facts", answers.facts), ("figures", answers.figures))
    }
    return left if any(left.values()) else {}


def one_answer(typed: str) -> str:
    """Words as they are kept: on one line, and not without end."""
    return one_line(typed)[:LONGEST_ANSWER]


def _unlike(stated: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in stated.items() if kept.get(key) != value}
