"""Ballots added up: yes, no, abstentions and invalid votes, by each weight key at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from koinon.statutes.assembly.carriage import BARRED, Carriage, Carried
from koinon.statutes.assembly.voices import PieceKey, Weights, summed
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook.voting_rules import Base

Choice = Literal["yes", "no", "abstain", "invalid"]
NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What was cast with one piece of the roll."""

    member: str
    place: int
    choice: Choice
    weights: Weights

    @property
    def key(self) -> PieceKey:
        """The piece it was cast with."""
        return self.member, self.place


@dataclass(frozen=True, slots=True)
class Counts:
    """Votes of one weight key."""

    yes: Fraction = NOTHING
    no: Fraction = NOTHING
    abstain: Fraction = NOTHING
    invalid: Fraction = NOTHING

    @property
    def valid(self) -> Fraction:
        """Yes and no."""
        return self.yes + self.no

    @property
    def cast(self) -> Fraction:
        """Everything that was handed in."""
        return self.yes + self.no + self.abstain + self.invalid


Tally = Mapping[str, Counts]
"""Weight key -> votes."""


@dataclass(frozen=True, slots=True)
class Electorate:
    """What shares are taken of, by weight key: all that was present or represented, and the whole roll."""

    present: Weights
    entitled: Weights

    def base(self, base: Base, weight: str, counts: Counts) -> Fraction:
        """The size of a base for one weight key."""
        if base == "valid":
            return counts.valid
        if base == "cast":
            return counts.cast
        return (self.present if base == "present" else self.entitled).get(weight, NOTHING)


def ballot_of(piece: Carried, choice: Choice) -> Ballot:
    """A ballot cast with a piece by whoever carries it."""
    return Ballot(piece.member, piece.place, choice, piece.weights)


def count(ballots: Iterable[Ballot], weights: Iterable[str]) -> dict[str, Counts]:
    """The tally of ballots by these weight keys, whatever their order.

    Raises `InputError` for a second ballot with the same piece: it is refused when it is cast, and never counted.
    """
    sums: dict[str, dict[Choice, Fraction]] = {key: {} for key in weights}
    seen: set[PieceKey] = set()
    for ballot in ballots:
        if ballot.key in seen:
            raise InputError("ballots", ballot.key, "one ballot for each piece of the roll")
        seen.add(ballot.key)
        for key, found in sums.items():
            found[ballot.choice] = found.get(ballot.choice, NOTHING) + ballot.weights.get(key, NOTHING)
    return {key: Counts(**found) for key, found in sums.items()}


def electorate(
    entitled: Weights, carriage: Carriage, cast: Iterable[PieceKey], *, barred_in_base: bool = False
) -> Electorate:
    """The bases of a vote: the roll's totals, and what is present or has cast a ballot before it left.

    `entitled` are the roll's totals, `cast` the pieces that ballots were cast with. What is barred from the vote is
    in both bases (present where somebody is there) or in neither.
    """
    voted = set(cast)
    gone = [piece.weights for piece in carriage.idle if piece.reason not in BARRED and piece.key in voted]
    there = summed([carriage.voting(), *gone])
    if barred_in_base:
        return Electorate(summed([there, carriage.barred()]), entitled)
    excluded = carriage.excluded()
    return Electorate(there, {key: votes - excluded.get(key, NOTHING) for key, votes in entitled.items()})
