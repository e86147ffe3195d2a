"""Whether a member that may be excluded was heard: invited in time, and answered, or silent until its day was over."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook.life_rules import ExclusionRule
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.transitions import TransitionTable

Answer = Literal["hearing", "statement", "silence"]
Gap = Literal["", "not_invited", "not_heard", "before_the_hearing"]

EXCLUSION = TransitionTable(
    name="exclusion",
    initial="opened",
    states=("opened", "invited", "heard", "dropped", "excluded", "overtaken"),
    transitions={
        ("opened", "invite"): "invited",
        ("opened", "exclude"): "excluded",
        ("opened", "drop"): "dropped",
        ("opened", "overtake"): "overtaken",
        ("invited", "invite"): "invited",
        ("invited", "hear"): "heard",
        ("invited", "exclude"): "excluded",
        ("invited", "drop"): "dropped",
        ("invited", "overtake"): "overtaken",
        ("heard", "hear"): "heard",
        ("heard", "exclude"): "excluded",
        ("heard", "drop"): "dropped",
        ("heard", "overtake"): "overtaken",
    },
)
"""A proceeding against a member. It may say more until it is decided; where it leaves before, it is overtaken.

Whether it may be excluded from where it stands, `may_exclude` says by the rulebook.
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is on record: the last day to be heard, how the member answered, and when."""

    answer_by: date | None = None
    answer: Answer | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class ExclusionVerdict:
    """Whether a decision of a day may exclude, and what is missing; `hears` says whether anything is asked at all."""

    allowed: bool
    gap: Gap
    hears: bool
    decided_on: date
    rule: str
    source: tuple[str, ...]
    choices: tuple[str, ...]
    rulebook: RulebookReference


def exclusion_rule(rulebook: Rulebook) -> ExclusionRule | None:
    """The rule about exclusions, where there is one."""
    return rulebook.life.exclusion if rulebook.life is not None else None


def is_heard_before(rulebook: Rulebook) -> bool:
    """Whether the kind of decision that excludes a member hears it before; no where no such kind is known."""
    rule = exclusion_rule(rulebook)
    return rule is not None and rulebook.decisions[rule.decision].hears


def earliest_answer_day(rulebook: Rulebook, sent_on: date) -> date:
    """The first day that may be the last one to be heard, for a letter sent on a day.

    Raises `InputError` where the rulebook has no rule about exclusions.
    """
    rule = exclusion_rule(rulebook)
    if rule is None:
        raise InputError("life.exclusion", None, "a rule about exclusions")
    return sent_on + timedelta(days=rule.hearing_days)


def silence_counts(heard: Heard, on: date) -> bool:
    """Whether it may be recorded on a day that the member did not use its hearing: only once its day is over."""
    return heard.answer_by is not None and on > heard.answer_by


def may_exclude(rulebook: Rulebook, heard: Heard, decided_on: date) -> ExclusionVerdict:
    """Whether a decision of a day may exclude a member (source item S7 in CECOP's rulebook)."""
    rule, hears = exclusion_rule(rulebook), is_heard_before(rulebook)
    gap = _gap(heard, decided_on) if hears else ""
    return ExclusionVerdict(
        allowed=not gap,
        gap=gap,
        hears=hears,
        decided_on=decided_on,
        rule="life.exclusion",
        source=(rulebook.decisions[rule.decision].source if rule else ()),
        choices=rule.choices if rule else (),
        rulebook=rulebook.reference,
    )


def _gap(heard: Heard, decided_on: date) -> Gap:
    if heard.answer_by is None:
        return "not_invited"
    if heard.answer is None or heard.answered_on is None:
        return "not_heard"
    return "before_the_hearing" if decided_on < heard.answered_on else ""
