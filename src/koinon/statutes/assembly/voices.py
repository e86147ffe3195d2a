"""Who may speak for a member: its delegates with their substitutes, and the votes that each of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from koinon.statutes.assembly.roll import Roll, RollLine
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook.meeting_rules import SplitRule

Weights = Mapping[str, Fraction]
"""Weight key -> votes. Whole on the roll; a fraction where a member's head is split between delegates."""

PieceKey = tuple[str, int]
"""The member, and which of its pieces, counted from 0."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A delegate, the substitutes in their order, and how many of the member's votes it has: `None` for all."""

    person: str
    substitutes: tuple[str, ...] = ()
    votes: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Votes of a member that are always cast together. `speakers`: who may cast them, the delegate first."""

    member: str
    place: int
    weights: Weights
    speakers: tuple[str, ...]

    @property
    def key(self) -> PieceKey:
        """What tells it from all other pieces."""
        return self.member, self.place


def pieces(roll: Roll, voices: Mapping[str, Sequence[Voice]], rule: SplitRule | None) -> tuple[Piece, ...]:
    """Everything that is entitled, as pieces that add up to the roll; a member without delegates has one, unspoken.

    Where votes are split, those of the rule's weight are as the member said, and all others in proportion: with 6 of
    10 votes goes 3/5 of its head. Raises `InputError` for a split that the rule does not allow or that does not add
    up.
    """
    return tuple(piece for line in roll.entitled() for piece in _of_line(line, voices.get(line.member, ()), rule))


def _of_line(line: RollLine, voices: Sequence[Voice], rule: SplitRule | None) -> tuple[Piece, ...]:
    if not voices:
        return (Piece(line.member, 0, _scaled(line, Fraction(1)), ()),)
    if len(voices) == 1 and voices[0].votes is None:
        return (Piece(line.member, 0, _scaled(line, Fraction(1)), _speakers(voices[0])),)
    shares = _shares(line, voices, rule)
    return tuple(
        Piece(line.member, place, _scaled(line, share), _speakers(voice))
        for place, (voice, share) in enumerate(zip(voices, shares, strict=True))
    )


def _shares(line: RollLine, voices: Sequence[Voice], rule: SplitRule | None) -> list[Fraction]:
    if rule is None:
        raise InputError("voices", len(voices), "one delegate with all votes, as they may not be split")
    if len(voices) > rule.most_delegates:
        raise InputError("voices", len(voices), f"at most {rule.most_delegates} delegates")
    if len({voice.person for voice in voices}) < len(voices):
        raise InputError("voices", line.member, "each delegate once")
    whole = line.votes.get(rule.weight)
    given = [voice.votes for voice in voices if voice.votes is not None]
    if whole is None or len(given) < len(voices) or min(given) < 1 or sum(given) != whole:
        raise InputError("votes", given, f"one vote or more each, {whole} together")
    return [Fraction(votes, whole) for votes in given]


def _scaled(line: RollLine, share: Fraction) -> dict[str, Fraction]:
    return {key: votes * share for key, votes in line.votes.items()}


def _speakers(voice: Voice) -> tuple[str, ...]:
    return (voice.person, *voice.substitutes)


def by_themselves(roll: Roll) -> dict[str, tuple[Voice, ...]]:
    """The voices of a body in which persons vote: each speaks for itself."""
    return {line.member: (Voice(line.member),) for line in roll.entitled()}


def summed(items: Sequence[Weights]) -> dict[str, Fraction]:
    """Weights added up, key by key."""
    total: dict[str, Fraction] = {}
    for weights in items:
        for key, votes in weights.items():
            total[key] = total.get(key, Fraction(0)) + votes
    return total
