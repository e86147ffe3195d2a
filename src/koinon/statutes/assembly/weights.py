"""The votes of members by one weight key: read from the rulebook, held between least and most, and capped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from koinon.statutes.assembly.caps import Capped, Groups, capped
from koinon.statutes.missing import Missing
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.rulebook.weight_rules import FEE, ByTranche, ByUnits, Cap, OneEach, WeightRule
from koinon.statutes.texts import LocalText
from koinon.statutes.texts import gettext_noop as _
from koinon.statutes.tranches import is_below, tranche_of

StepKind = Literal["one_each", "units", "tranche", "least", "most", "member_cap", "country_cap"]
FEE_QUESTION: LocalText = {"en": _("What is the member's fee of the year?")}


@dataclass(frozen=True, slots=True)
class WeightStep:
    """One step of an account: what a member has after it.

    `figure` is what was read; `limit` the most that a cap leaves to a member or country, `total` all votes before it.
    """

    kind: StepKind
    votes: int
    figure: Decimal | None = None
    limit: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class WeightAccount:
    """The votes of a member under one key, and how they came about; `votes` is `None` where something is missing."""

    key: str
    label: LocalText
    votes: int | None
    steps: tuple[WeightStep, ...]
    missing: Missing | None
    rule: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CapNote:
    """What a cap did to the roll: the most a member or country has, how many votes lapsed, whether it can be kept.

    One that cannot be kept and `blocks` keeps the roll open until somebody has decided.
    """

    weight: str
    kind: Literal["member_cap", "country_cap"]
    label: LocalText
    limit: int | None
    total: int
    lapsed: int
    kept: bool
    blocks: bool


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody whose votes are reckoned: country and figures, the fee among them under the key `fee`."""

    key: str
    country: str
    figures: Mapping[str, Decimal | None]


def accounts(
    rulebook: Rulebook, weight: str, voters: Sequence[Voter]
) -> tuple[dict[str, WeightAccount], tuple[CapNote, ...]]:
    """The votes of everybody who may vote, by one weight key, and what the caps did.

    Caps are reckoned over all of them: the one on members first, then the one on countries. While somebody's votes are
    unknown no cap is applied, as every one of them could change.
    """
    rule = rulebook.weights[weight]
    raw = {voter.key: _raw(rule, voter) for voter in voters}
    steps = {key: list(found) for key, found in raw.items() if found is not None}
    notes = _apply_caps(rule, voters, steps) if len(steps) == len(raw) else []
    return (
        {voter.key: _account(rulebook, rule, voter.key, steps.get(voter.key)) for voter in voters},
        tuple(notes),
    )


def _account(rulebook: Rulebook, rule: WeightRule, key: str, steps: list[WeightStep] | None) -> WeightAccount:
    return WeightAccount(
        key=rule.key,
        label=rule.label,
        votes=steps[-1].votes if steps else None,
        steps=tuple(steps or ()),
        missing=None if steps or isinstance(rule, OneEach) else _gap(rulebook, rule),
        rule=f"weights.{rule.key}",
        source=rule.source,
    )


def _gap(rulebook: Rulebook, rule: ByUnits | ByTranche) -> Missing:
    if rule.of == FEE:
        return Missing(FEE, "not_given", FEE_QUESTION, "secretariat")
    return Missing(rule.of, "not_given", rulebook.bases[rule.of].question, "member")


def _raw(rule: WeightRule, voter: Voter) -> list[WeightStep] | None:
    """The steps before any cap, or `None` where the figure is unknown."""
    if isinstance(rule, OneEach):
        return [WeightStep("one_each", 1)]
    figure = voter.figures.get(rule.of)
    if figure is None:
        return None
    steps = [_read(rule, figure)]
    if steps[-1].votes < rule.least:
        steps.append(WeightStep("least", rule.least))
    if rule.most is not None and steps[-1].votes > rule.most:
        steps.append(WeightStep("most", rule.most, limit=rule.most))
    return steps


def _read(rule: ByUnits | ByTranche, figure: Decimal) -> WeightStep:
    if isinstance(rule, ByTranche):
        below = is_below(rule.tranches, figure)
        return WeightStep("tranche", 0 if below else tranche_of(rule.tranches, figure).votes, figure=figure)
    whole, left = divmod(figure, rule.unit)
    return WeightStep("units", int(whole) + (1 if rule.begun and left else 0), figure=figure)


def _apply_caps(rule: WeightRule, voters: Sequence[Voter], steps: Mapping[str, list[WeightStep]]) -> list[CapNote]:
    if isinstance(rule, OneEach):
        return []
    own = {voter.key: ("member", voter.key) for voter in voters}
    # Whoever belongs to no country, such as a European organisation, is nobody's compatriot.
    countries = {voter.key: ("country", voter.country) if voter.country else ("none", voter.key) for voter in voters}
    notes = []
    if rule.member_cap is not None:
        notes.append(_apply(rule, "member_cap", rule.member_cap, own, steps))
    if rule.country_cap is not None:
        notes.append(_apply(rule, "country_cap", rule.country_cap, countries, steps))
    return notes


def _apply(
    rule: ByUnits | ByTranche,
    kind: Literal["member_cap", "country_cap"],
    cap: Cap,
    groups: Groups,
    steps: Mapping[str, list[WeightStep]],
) -> CapNote:
    before = {key: found[-1].votes for key, found in steps.items()}
    after: Capped = capped(before, groups, cap, rule.least)
    for key, votes in after.votes.items():
        if votes != before[key]:
            steps[key].append(WeightStep(kind, votes, limit=after.limit, total=after.total))
    blocks = not after.kept and cap.if_impossible == "open"
    return CapNote(rule.key, kind, cap.label, after.limit, after.total, after.lapsed, after.kept, blocks)
