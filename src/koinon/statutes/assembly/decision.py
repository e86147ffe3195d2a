"""A vote on a proposal: with a quorum, the majority that its kind of decision takes."""

from dataclasses import dataclass
from typing import Any, Literal

from koinon.statutes.assembly.majority import ChairVote, MajorityResult, majority
from koinon.statutes.assembly.quorum import QuorumResult, quorum
from koinon.statutes.assembly.tally import Electorate, Tally
from koinon.statutes.assembly.voices import Weights
from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import one_of
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.texts import LocalText

Outcome = Literal["adopted", "rejected", "to_resolve", "no_quorum"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of a vote, with the quorum and the majority behind it; without a quorum nothing is decided."""

    outcome: Outcome
    kind: str
    label: LocalText
    quorum: QuorumResult
    majority: MajorityResult
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def decision_from_data(data: dict[str, Any]) -> Decision:
    """The inverse of `Decision.as_data`."""
    return from_data(Decision, data)


@dataclass(frozen=True, slots=True)
class Attended:
    """What a quorum is counted of: present or represented (what is barred included) and the whole roll."""

    present: Weights
    entitled: Weights
    convocation: int = 1


def quorum_key(rulebook: Rulebook, kind: str) -> str:
    """The quorum that a kind of decision takes: its own, or that of its body's meetings."""
    rule = rulebook.decisions[kind]
    return rule.quorum or rulebook.meetings[rule.body].quorum


def decide(
    rulebook: Rulebook,
    kind: str,
    tally: Tally,
    electorate: Electorate,
    attended: Attended,
    chair: ChairVote | None = None,
) -> Decision:
    """The outcome of a vote of a kind of decision. Raises `InputError` for a kind that the rulebook does not have."""
    one_of("decision", kind, rulebook.decisions)
    rule = rulebook.decisions[kind]
    there = quorum(
        rulebook,
        quorum_key(rulebook, kind),
        present=attended.present,
        entitled=attended.entitled,
        convocation=attended.convocation,
    )
    reached = majority(rulebook, rule.majority, tally, electorate, chair)
    return Decision(
        outcome=reached.verdict if there.met else "no_quorum",
        kind=kind,
        label=rule.label,
        quorum=there,
        majority=reached,
        rule=f"decisions.{kind}",
        source=rule.source,
        rulebook=rulebook.reference,
    )
