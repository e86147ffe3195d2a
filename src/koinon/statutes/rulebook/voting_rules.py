"""The rules of voting: quorums, majorities, which decision takes which, and how persons are elected."""

from dataclasses import dataclass
from typing import Literal

from koinon.statutes.rulebook.scalars import Key, Share, TableKey, Words
from koinon.statutes.texts import LocalText

Base = Literal["valid", "cast", "present", "entitled"]
TieRule = Literal["rejected", "chair", "repeat"]
ElectionTieRule = Literal["second_ballot", "lot"]
Consequence = Literal[
    "rulebook", "ratification", "admission", "seats", "document", "exclusion", "working_plan", "waiver"
]
"""What a decision can bring about by itself once it is taken."""
Level = Literal["public", "members", "body"]


@dataclass(frozen=True, slots=True)
class QuorumPart:
    """A share of all that is entitled, by one weight key, that must be present or represented."""

    weight: Key
    fraction: Share
    strict: bool


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """What must be present so that the body can decide; all parts. `second`: whether it is asked of a second
    convocation too."""

    key: TableKey
    label: LocalText
    parts: tuple[QuorumPart, ...]
    second: Literal["same", "none"]
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class MajorityPart:
    """A share of a base, by one weight key, that the yes must reach, or exceed where `strict`.

    `valid` is yes and no; `cast` also abstentions and invalid votes; `present` all that was present or represented;
    `entitled` the whole roll.
    """

    base: Base
    fraction: Share
    strict: bool
    weight: Key


@dataclass(frozen=True, slots=True)
class MajorityRule:
    """A majority: every part must be reached. `tie` says what becomes of exactly as many yes as no."""

    key: TableKey
    label: LocalText
    parts: tuple[MajorityPart, ...]
    tie: TieRule
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A kind of decision: which body takes it, by which majority, with which quorum where not the meeting's own.

    `hears`: the member concerned is heard before. Without `concerned_votes`, that member does not vote on it.
    `restores_vote`: adopted, it gives the member concerned the vote that its standing withholds, in the same meeting.
    `brings` narrows what it may bring about; without it, whatever its body may. `open_to` says who reads it in the
    register of decisions; without it, all members where they make up the body, else the body.
    """

    key: TableKey
    label: LocalText
    body: Key
    majority: Key
    quorum: Key | None = None
    hears: bool = False
    concerned_votes: bool = True
    restores_vote: bool = False
    brings: tuple[Consequence, ...] | None = None
    open_to: Level | None = None
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Threshold:
    """The share of a base that a candidate must reach, or exceed where `strict`, to be elected.

    `valid` counts ballots with a name on them; `cast` blank and invalid ones too.
    """

    base: Base
    fraction: Share
    strict: bool


@dataclass(frozen=True, slots=True)
class ElectionRule:
    """How persons are elected to seats, or one of several alternatives is chosen (as if for one seat).

    `approval`: as many names as one likes; `block`: at most as many as there are seats. Whoever has most is elected,
    above the `threshold` where there is one; it is not asked of a second round where `second_round` is relative.
    `tie` says what decides between equals for the last seat. With `acclamation`, no ballot is needed where there are
    no more candidates than seats.
    """

    key: TableKey
    label: LocalText
    body: Key
    method: Literal["approval", "block"]
    weight: Key
    tie: ElectionTieRule
    acclamation: bool
    second_round: Literal["relative", "same"]
    threshold: Threshold | None = None
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()
