"""From the roll, the hands and the ballots to a result, in one step: a first count and a recount are the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from koinon.statutes.assembly.carriage import BARRED, Carriage
from koinon.statutes.assembly.decision import Attended, Decision, decide
from koinon.statutes.assembly.elections import Election, elect
from koinon.statutes.assembly.hand_count import TellerSheet, hand_names, hand_tally
from koinon.statutes.assembly.majority import ChairVote
from koinon.statutes.assembly.names import NameBallot, NameTally, count_names
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.assembly.tally import NOTHING, Ballot, Electorate, count, electorate
from koinon.statutes.assembly.voices import PieceKey, Weights
from koinon.statutes.inputs import InputError, one_of
from koinon.statutes.rulebook.schema import Rulebook


@dataclass(frozen=True, slots=True)
class Hall:
    """What a vote is counted against: the frozen roll, and who carried what when presence was counted."""

    roll: Roll
    carriage: Carriage
    convocation: int = 1


@dataclass(frozen=True, slots=True)
class Race:
    """What an election is about."""

    seats: int
    candidates: tuple[str, ...]
    round: int = 1


def vote_result(
    rulebook: Rulebook, kind: str, hall: Hall, ballots: Sequence[Ballot], chair: ChairVote | None = None
) -> Decision:
    """The outcome of a vote of a kind of decision.

    Raises `InputError` for a ballot whose piece is not on the roll, may not vote on this, was cast twice, or has other
    votes than the roll gives it.
    """
    one_of("decision", kind, rulebook.decisions)
    whole = _pieces(hall)
    for ballot in ballots:
        if dict(ballot.weights) != whole.get(ballot.key):
            raise InputError("ballots", ballot.key, "a piece of the roll that may vote, with the votes it has there")
    voted = [ballot.key for ballot in ballots]
    bases = _bases(rulebook, rulebook.decisions[kind].body, hall, voted)
    return decide(rulebook, kind, count(ballots, hall.roll.totals()), bases, _attended(hall, voted), chair)


def hand_result(
    rulebook: Rulebook, kind: str, hall: Hall, sheets: Sequence[TellerSheet], chair: ChairVote | None = None
) -> Decision:
    """The outcome of a vote that tellers counted by hand, by the same rules as any other.

    Raises `InputError` where two tellers do not agree, or counted more than could be cast.
    """
    one_of("decision", kind, rulebook.decisions)
    tally = hand_tally(sheets, hall.carriage.voting())
    bases = _bases(rulebook, rulebook.decisions[kind].body, hall, ())
    return decide(rulebook, kind, tally, bases, _attended(hall, ()), chair)


def hand_election(rulebook: Rulebook, key: str, hall: Hall, race: Race, tally: NameTally) -> Election:
    """The result of a round of an election that was counted by hand. Raises `InputError` for an impossible count."""
    one_of("election", key, rulebook.elections)
    rule = rulebook.elections[key]
    if set(tally.votes) != set(race.candidates):
        raise InputError("candidates", sorted(tally.votes), ", ".join(race.candidates))
    present = hall.carriage.voting().get(rule.weight, NOTHING)
    checked = hand_names(rule, tally, race.seats, present)
    return elect(rulebook, key, race.seats, checked, _bases(rulebook, rule.body, hall, ()), race.round)


def election_result(rulebook: Rulebook, key: str, hall: Hall, race: Race, ballots: Sequence[NameBallot]) -> Election:
    """The result of a round of an election. Raises `InputError` as `vote_result` does, and for wrong names."""
    one_of("election", key, rulebook.elections)
    rule = rulebook.elections[key]
    whole = _pieces(hall)
    for ballot in ballots:
        if ballot.key not in whole or ballot.votes != whole[ballot.key].get(rule.weight):
            raise InputError("ballots", ballot.key, "a piece of the roll that may vote, with the votes it has there")
    tally = count_names(rule, race.candidates, race.seats, ballots)
    bases = _bases(rulebook, rule.body, hall, [ballot.key for ballot in ballots])
    return elect(rulebook, key, race.seats, tally, bases, race.round)


def _pieces(hall: Hall) -> dict[PieceKey, Weights]:
    """The pieces that may have voted: who has left since is idle now."""
    there: dict[PieceKey, Weights] = {piece.key: dict(piece.weights) for piece in hall.carriage.carried}
    left = [piece for piece in hall.carriage.idle if piece.reason not in BARRED]
    return there | {piece.key: dict(piece.weights) for piece in left}


def _attended(hall: Hall, voted: Iterable[PieceKey]) -> Attended:
    """What a quorum counts: whoever is there, those that may not vote on this item included."""
    there = electorate(hall.roll.totals(), hall.carriage, voted, barred_in_base=True)
    return Attended(there.present, there.entitled, hall.convocation)


def _bases(rulebook: Rulebook, body: str, hall: Hall, voted: Iterable[PieceKey]) -> Electorate:
    in_base = rulebook.meetings[body].conflict.in_base
    return electorate(hall.roll.totals(), hall.carriage, voted, barred_in_base=in_base)
