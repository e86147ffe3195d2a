"""The result of a vote from its records. Closing a vote and recounting it years later are the same function."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from koinon.rooms.assemblies.halls import frozen_roll, hall_of, weights_from
from koinon.rooms.assemblies.models import Ballot, HandCount, Vote
from koinon.rooms.assemblies.rules import day_in, rulebook_of
from koinon.statutes.assembly import tally
from koinon.statutes.assembly.decision import Decision
from koinon.statutes.assembly.elections import Election, acclaim, resolve_tie
from koinon.statutes.assembly.hand_count import TELLERS, TellerSheet
from koinon.statutes.assembly.names import NameBallot, NameTally
from koinon.statutes.assembly.tally import Counts
from koinon.statutes.assembly.vote import Hall, Race, election_result, hand_election, hand_result, vote_result
from koinon.statutes.assembly.written import WrittenDecision, decide_in_writing
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook import Rulebook

# The outcome of a written procedure that answers still out can decide.
AWAITED = "open"
COLUMNS = ("yes", "no", "abstain", "invalid")


@dataclass(frozen=True, slots=True)
class Counted:
    """What a vote comes to: one word, and the whole account."""

    outcome: str
    result: dict[str, Any]


def counted(vote: Vote, moment: datetime) -> Counted:
    """The result of a vote that was open until a moment. Raises `InputError` where its records cannot be counted."""
    rulebook = rulebook_of(vote.meeting)
    if vote.election:
        election = _election(rulebook, vote, moment)
        return Counted(_outcome(election), election.as_data())
    if vote.method == Vote.Method.WRITTEN:
        written = _written(rulebook, vote, moment)
        return Counted(written.outcome, written.as_data())
    decision = _decision(rulebook, vote, hall_of(vote, moment))
    return Counted(decision.outcome, decision.as_data())


def _decision(rulebook: Rulebook, vote: Vote, hall: Hall) -> Decision:
    chair: Any = vote.chair or None
    if vote.method != Vote.Method.OPEN:
        sheets = [TellerSheet(str(row.teller), counts_from(row.counts)) for row in _agreed(vote)]
        return hand_result(rulebook, vote.decision, hall, sheets, chair)
    return vote_result(rulebook, vote.decision, hall, _ballots(vote), chair)


def _ballots(vote: Vote) -> list[tally.Ballot]:
    rows: Any = Ballot.objects.filter(vote=vote).values_list("member", "place", "choice", "weights")
    return [tally.Ballot(str(member), place, choice, weights_from(held)) for member, place, choice, held in rows]


def _written(rulebook: Rulebook, vote: Vote, moment: datetime) -> WrittenDecision:
    entitled = frozen_roll(vote.meeting, moment).totals()
    return decide_in_writing(
        rulebook,
        vote.decision,
        tally=tally.count(_ballots(vote), entitled),
        entitled=entitled,
        asked_on=day_in(vote.meeting, vote.opened_at),
        today=day_in(vote.meeting, moment),
    )


def _election(rulebook: Rulebook, vote: Vote, moment: datetime) -> Election:
    race = Race(vote.seats, tuple(vote.candidates), vote.round)
    if vote.method == Vote.Method.ACCLAMATION:
        acclaimed = acclaim(rulebook, vote.election, race.seats, race.candidates)
        if acclaimed is None:
            raise InputError("candidates", list(race.candidates), "no more than there are seats")
        return acclaimed
    hall = hall_of(vote, moment)
    if vote.method == Vote.Method.OPEN:
        weight = rulebook.elections[vote.election].weight
        ballots = [_names(row, weight) for row in Ballot.objects.filter(vote=vote)]
        found = election_result(rulebook, vote.election, hall, race, ballots)
    else:
        found = hand_election(rulebook, vote.election, hall, race, names_from(_agreed(vote)[0].counts))
    return resolve_tie(found, vote.chosen) if vote.chosen else found


def _outcome(election: Election) -> str:
    if election.tie is not None:
        return "to_resolve"
    if election.next_round:
        return "next_round"
    return "not_filled" if election.vacant else "elected"


def _names(row: Ballot, weight: str) -> NameBallot:
    votes = Fraction(row.weights.get(weight, 0))
    return NameBallot(str(row.member), row.place, tuple(row.names), votes, row.choice == "invalid")


def _agreed(vote: Vote) -> list[HandCount]:
    """The sheets that two tellers or more agree on. Raises `InputError` while there are none."""
    by_counts: dict[str, list[HandCount]] = {}
    for row in HandCount.objects.filter(vote=vote).order_by("id"):
        by_counts.setdefault(repr(sorted(row.counts.items())), []).append(row)
    for rows in by_counts.values():
        if len(rows) >= TELLERS:
            return rows
    raise InputError("tellers", sum(len(rows) for rows in by_counts.values()), f"{TELLERS} who agree")


def counts_from(stored: dict[str, Any]) -> dict[str, Counts]:
    """What a teller counted, by weight key."""
    return {key: Counts(*(Fraction(column[name]) for name in COLUMNS)) for key, column in stored.items()}


def names_from(stored: dict[str, Any]) -> NameTally:
    """What a teller counted in an election."""
    votes = {name: Fraction(number) for name, number in stored["votes"].items()}
    return NameTally(votes, *(Fraction(stored[name]) for name in ("valid", "blank", "invalid")))
