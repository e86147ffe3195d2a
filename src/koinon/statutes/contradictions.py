"""Answers that cannot both be right, by the pairs that the rulebook names. They are told; they decide nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from koinon.statutes.conditions import Reason, deciding, judge, reasons
from koinon.statutes.rulebook.member_rules import Condition
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class Conflict:
    """Answers that contradict each other: the sentence that says so, and the answers that it rests on."""

    key: str
    sentence: LocalText
    reasons: tuple[Reason, ...]
    rule: str
    source: tuple[str, ...]


def conflicts(rulebook: Rulebook, known: Mapping[str, bool | str]) -> tuple[Conflict, ...]:
    """The contradictions whose two conditions are both met by answers that were checked before."""
    return tuple(
        Conflict(
            key=key,
            sentence=rule.sentence,
            reasons=(*_met(rule.one, known), *_met(rule.other, known)),
            rule=f"contradictions.{key}",
            source=rule.source,
        )
        for key, rule in rulebook.contradictions.items()
        if judge(rule.one, known) == judge(rule.other, known) == "met"
    )


def _met(condition: Condition, known: Mapping[str, bool | str]) -> tuple[Reason, ...]:
    return tuple(reason for leaf in deciding(condition, known) for reason in reasons(leaf, known))
