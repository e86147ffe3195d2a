"""Whether enough is present or represented for a body to decide."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from koinon.statutes.assembly.tally import NOTHING
from koinon.statutes.assembly.voices import Weights
from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import InputError, one_of
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.rulebook.voting_rules import QuorumPart
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class QuorumPartResult:
    """One part: of `entitled` votes at least (or, `strict`, more than) `needed` must be there, and `present` are."""

    weight: str
    weight_label: LocalText
    fraction: Fraction
    strict: bool
    entitled: Fraction
    needed: Fraction
    present: Fraction
    passed: bool


@dataclass(frozen=True, slots=True)
class QuorumResult:
    """Whether there is a quorum, part by part; a second convocation may need none, and then has no parts."""

    met: bool
    label: LocalText
    parts: tuple[QuorumPartResult, ...]
    convocation: int
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def quorum_from_data(data: dict[str, Any]) -> QuorumResult:
    """The inverse of `QuorumResult.as_data`."""
    return from_data(QuorumResult, data)


def quorum(rulebook: Rulebook, key: str, *, present: Weights, entitled: Weights, convocation: int = 1) -> QuorumResult:
    """Whether a quorum is there; `convocation` is 2 where the first meeting had none.

    Where nobody is entitled, or nobody is there, there is no quorum, whatever the rule.
    """
    one_of("quorum", key, rulebook.quorums)
    if convocation not in (1, 2):
        raise InputError("convocation", convocation, "1 or 2")
    rule = rulebook.quorums[key]
    asked = convocation == 1 or rule.second == "same"
    parts = tuple(_part(rulebook, part, present, entitled) for part in rule.parts) if asked else ()
    someone = any(votes > 0 for votes in present.values())
    return QuorumResult(
        met=someone and all(part.passed for part in parts),
        label=rule.label,
        parts=parts,
        convocation=convocation,
        rule=f"quorums.{key}",
        source=rule.source,
        rulebook=rulebook.reference,
    )


def _part(rulebook: Rulebook, part: QuorumPart, present: Weights, entitled: Weights) -> QuorumPartResult:
    whole = entitled.get(part.weight, NOTHING)
    there = present.get(part.weight, NOTHING)
    needed = whole * part.fraction
    reached = there > needed if part.strict else there >= needed
    return QuorumPartResult(
        weight=part.weight,
        weight_label=rulebook.weights[part.weight].label,
        fraction=part.fraction,
        strict=part.strict,
        entitled=Fraction(whole),
        needed=Fraction(needed),
        present=Fraction(there),
        passed=whole > 0 and reached,
    )
