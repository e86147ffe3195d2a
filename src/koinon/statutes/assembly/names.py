"""Ballots with names on them, added up: votes for each candidate, blank and invalid ballots."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from koinon.statutes.assembly.carriage import Carried
from koinon.statutes.assembly.tally import NOTHING
from koinon.statutes.assembly.voices import PieceKey
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook.voting_rules import ElectionRule


@dataclass(frozen=True, slots=True)
class NameBallot:
    """The candidates named with one piece of the roll; none is a blank ballot. `spoilt`: handed in, but unreadable."""

    member: str
    place: int
    names: tuple[str, ...]
    votes: Fraction
    spoilt: bool = False

    @property
    def key(self) -> PieceKey:
        """The piece it was cast with."""
        return self.member, self.place


@dataclass(frozen=True, slots=True)
class NameTally:
    """Votes for each candidate, and how many votes lay on valid, blank and invalid ballots."""

    votes: Mapping[str, Fraction]
    valid: Fraction
    blank: Fraction = NOTHING
    invalid: Fraction = NOTHING

    @property
    def cast(self) -> Fraction:
        """Everything that was handed in."""
        return self.valid + self.blank + self.invalid


def name_ballot_of(rule: ElectionRule, piece: Carried, names: Sequence[str], *, spoilt: bool = False) -> NameBallot:
    """A ballot cast with a piece by whoever carries it, with the votes that the election counts."""
    return NameBallot(piece.member, piece.place, tuple(names), piece.weights.get(rule.weight, NOTHING), spoilt)


def count_names(rule: ElectionRule, candidates: Sequence[str], seats: int, ballots: Iterable[NameBallot]) -> NameTally:
    """The tally of ballots by an election rule, whatever their order.

    By block, a ballot with more names than seats is invalid. Raises `InputError` for a name that nobody stands under
    or that stands twice on a ballot, and for a second ballot with the same piece.
    """
    _check_race(candidates, seats)
    votes = dict.fromkeys(candidates, NOTHING)
    kinds = {"valid": NOTHING, "blank": NOTHING, "invalid": NOTHING}
    seen: set[PieceKey] = set()
    for ballot in ballots:
        if ballot.key in seen:
            raise InputError("ballots", ballot.key, "one ballot for each piece of the roll")
        seen.add(ballot.key)
        kind = _kind(rule, candidates, seats, ballot)
        kinds[kind] += ballot.votes
        for name in ballot.names if kind == "valid" else ():
            votes[name] += ballot.votes
    return NameTally(votes, **kinds)


def _check_race(candidates: Sequence[str], seats: int) -> None:
    if seats < 1:
        raise InputError("seats", seats, "one seat or more")
    if len(set(candidates)) < len(candidates):
        raise InputError("candidates", list(candidates), "each candidate once")


def _kind(rule: ElectionRule, candidates: Sequence[str], seats: int, ballot: NameBallot) -> str:
    if ballot.spoilt:
        return "invalid"
    if len(set(ballot.names)) < len(ballot.names) or not set(ballot.names) <= set(candidates):
        raise InputError("names", list(ballot.names), f"each once, of {', '.join(candidates)}")
    if not ballot.names:
        return "blank"
    return "invalid" if rule.method == "block" and len(ballot.names) > seats else "valid"
