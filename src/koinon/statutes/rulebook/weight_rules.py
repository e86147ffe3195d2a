"""The rules of weights: how many votes a member has under each key, and the most that it or its country may have."""

from dataclasses import dataclass
from typing import Literal

from koinon.statutes.rulebook.scalars import Amount, Edge, Key, Positive, Share, TableKey, Words
from koinon.statutes.texts import LocalText

FEE = "fee"
"""What a weight may be counted by beside the bases: the member's yearly fee."""


@dataclass(frozen=True, slots=True)
class Cap:
    """The largest share of all votes that one member, or the members of one country, may have together.

    `measured`: of the votes there were before anything was capped, or of those that are left after it. What a country
    may have is shared out among its members in proportion, in whole votes; votes that do not come out even go to
    the largest remainders, or lapse. Between equal remainders nobody chooses: those votes lapse.

    A quarter cannot be kept by three countries. `if_impossible`: the roll then stays open until somebody decides, or
    the votes stay as they are.
    """

    share: Share
    measured: Literal["before", "after"]
    rest: Literal["largest_remainder", "lapses"]
    if_impossible: Literal["open", "uncapped"]
    label: LocalText
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class OneEach:
    """One vote for each member: counting heads."""

    kind: Literal["one_each"]
    key: TableKey
    label: LocalText
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class ByUnits:
    """One vote for each so many euro of the fee, or units of another basis; begun units count where `begun` says so."""

    kind: Literal["by_units"]
    key: TableKey
    label: LocalText
    of: Key
    unit: Amount
    begun: bool
    least: Positive = 1
    most: Positive | None = None
    member_cap: Cap | None = None
    country_cap: Cap | None = None
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class VoteTranche:
    """A row of a table of votes, with edges as in a scale of fees."""

    votes: Positive
    from_: Edge | None = None
    above: Edge | None = None
    up_to: Edge | None = None


@dataclass(frozen=True, slots=True)
class ByTranche:
    """The votes of the one tranche that a figure, or the fee, falls in."""

    kind: Literal["by_tranche"]
    key: TableKey
    label: LocalText
    of: Key
    tranches: tuple[VoteTranche, ...]
    least: Positive = 1
    most: Positive | None = None
    member_cap: Cap | None = None
    country_cap: Cap | None = None
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


WeightRule = OneEach | ByUnits | ByTranche
