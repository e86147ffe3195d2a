"""Majorities: each part a share of a base, by a weight key; all parts must be reached. The arithmetic is kept."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from koinon.statutes.assembly.tally import Counts, Electorate, Tally
from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import one_of
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.rulebook.voting_rules import Base, MajorityPart, TieRule
from koinon.statutes.texts import LocalText

Verdict = Literal["adopted", "rejected", "to_resolve"]
ChairVote = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class PartResult:
    """One part: of `base_votes` at least (or, `strict`, more than) `needed` must be yes, and `counts.yes` are."""

    base: Base
    fraction: Fraction
    strict: bool
    weight: str
    weight_label: LocalText
    counts: Counts
    base_votes: Fraction
    needed: Fraction
    passed: bool

    @property
    def is_tie(self) -> bool:
        """Whether exactly as many were for as against, and one more yes would have been enough."""
        return not self.passed and self.counts.yes == self.counts.no == self.needed > 0


@dataclass(frozen=True, slots=True)
class MajorityResult:
    """What became of a proposal. `tie`: nothing but equality stood in its way; `tie_rule` says what follows.

    `to_resolve` stands until the tie rule has been carried out: the chair's vote, or a repeated vote.
    """

    verdict: Verdict
    label: LocalText
    parts: tuple[PartResult, ...]
    tie: bool
    tie_rule: TieRule
    chair: ChairVote | None
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def majority_from_data(data: dict[str, Any]) -> MajorityResult:
    """The inverse of `MajorityResult.as_data`."""
    return from_data(MajorityResult, data)


def majority(
    rulebook: Rulebook, key: str, tally: Tally, electorate: Electorate, chair: ChairVote | None = None
) -> MajorityResult:
    """Whether a majority is reached. `chair` is the chair's deciding vote; it counts only where a tie asks for it.

    Where a base is empty, nothing is reached: no votes are no majority.
    """
    one_of("majority", key, rulebook.majorities)
    rule = rulebook.majorities[key]
    parts = tuple(_part(rulebook, part, tally, electorate) for part in rule.parts)
    tie = any(part.is_tie for part in parts) and all(part.passed or part.is_tie for part in parts)
    used = chair if tie and rule.tie == "chair" else None
    return MajorityResult(
        verdict=_verdict(all(part.passed for part in parts), tie, rule.tie, used),
        label=rule.label,
        parts=parts,
        tie=tie,
        tie_rule=rule.tie,
        chair=used,
        rule=f"majorities.{key}",
        source=rule.source,
        rulebook=rulebook.reference,
    )


def _part(rulebook: Rulebook, part: MajorityPart, tally: Tally, electorate: Electorate) -> PartResult:
    counts = tally.get(part.weight, Counts())
    base = electorate.base(part.base, part.weight, counts)
    needed = base * part.fraction
    reached = counts.yes > needed if part.strict else counts.yes >= needed
    return PartResult(
        base=part.base,
        fraction=part.fraction,
        strict=part.strict,
        weight=part.weight,
        weight_label=rulebook.weights[part.weight].label,
        counts=counts,
        base_votes=Fraction(base),
        needed=Fraction(needed),
        passed=base > 0 and reached,
    )


def _verdict(passed: bool, tie: bool, rule: TieRule, chair: ChairVote | None) -> Verdict:
    if passed:
        return "adopted"
    if not tie or rule == "rejected":
        return "rejected"
    if chair is None:
        return "to_resolve"
    return "adopted" if chair == "yes" else "rejected"
