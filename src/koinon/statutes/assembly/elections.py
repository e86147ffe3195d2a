"""Elections of persons to seats, and choices between alternatives. Between equals nobody chooses but the rule.

Source item S11 in CECOP's rulebook.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

from koinon.statutes.assembly.names import NameTally
from koinon.statutes.assembly.tally import NOTHING, Counts, Electorate
from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import InputError, one_of
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.rulebook.voting_rules import ElectionRule, ElectionTieRule
from koinon.statutes.texts import LocalText

How = Literal["ballot", "acclamation"]


@dataclass(frozen=True, slots=True)
class Score:
    """A candidate's votes, and whether they reach the threshold."""

    candidate: str
    votes: Fraction
    reaches: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Equals of whom only some can have the seats that are left; the rule, not the count, says who."""

    candidates: tuple[str, ...]
    seats: int
    rule: ElectionTieRule


@dataclass(frozen=True, slots=True)
class Election:
    """The result of a round. `scores` with most votes first, equals by key.

    `elected` have their seats whatever the tie brings. `vacant` seats are left when nobody else reaches the
    threshold; `next_round` are those who then stand again, none after a last round. `needed` is what the threshold
    asks for, `None` where there is none.
    """

    how: How
    seats: int
    round: int
    scores: tuple[Score, ...]
    elected: tuple[str, ...]
    tie: Tie | None
    vacant: int
    next_round: tuple[str, ...]
    tally: NameTally
    base_votes: Fraction | None
    needed: Fraction | None
    label: LocalText
    rule: str
    source: tuple[str, ...]
    rulebook: RulebookReference

    def as_data(self) -> dict[str, Any]:
        """JSON-safe; the whole explanation."""
        data: dict[str, Any] = as_data(self)
        return data


def election_from_data(data: dict[str, Any]) -> Election:
    """The inverse of `Election.as_data`."""
    return from_data(Election, data)


def elect(
    rulebook: Rulebook, key: str, seats: int, tally: NameTally, electorate: Electorate, round_: int = 1
) -> Election:
    """The result of a round of an election with so many seats.

    Whoever has most votes is elected, above the threshold where the round has one; nobody is elected without a vote.
    Raises `InputError` for an election that the rulebook does not have, and for a round or seats below one.
    """
    one_of("election", key, rulebook.elections)
    if seats < 1 or round_ < 1:
        raise InputError("seats and round", (seats, round_), "one or more")
    rule = rulebook.elections[key]
    base, needed = _needed(rule, tally, electorate, round_)
    scores = _scores(rule, tally, needed)
    elected, tie = _seated(rule, scores, seats)
    vacant = 0 if tie is not None else seats - len(elected)
    again = vacant > 0 and needed is not None
    return Election(
        how="ballot",
        seats=seats,
        round=round_,
        scores=scores,
        elected=elected,
        tie=tie,
        vacant=vacant,
        next_round=tuple(score.candidate for score in scores if score.candidate not in elected) if again else (),
        tally=tally,
        base_votes=base,
        needed=needed,
        label=rule.label,
        rule=f"elections.{key}",
        source=rule.source,
        rulebook=rulebook.reference,
    )


def _needed(
    rule: ElectionRule, tally: NameTally, electorate: Electorate, round_: int
) -> tuple[Fraction | None, Fraction | None]:
    if rule.threshold is None or (round_ > 1 and rule.second_round == "relative"):
        return None, None
    counts = Counts(yes=tally.valid, abstain=tally.blank, invalid=tally.invalid)
    base = electorate.base(rule.threshold.base, rule.weight, counts)
    return Fraction(base), Fraction(base * rule.threshold.fraction)


def _scores(rule: ElectionRule, tally: NameTally, needed: Fraction | None) -> tuple[Score, ...]:
    ordered = sorted(tally.votes.items(), key=lambda item: (-item[1], item[0]))
    strict = rule.threshold is not None and rule.threshold.strict
    return tuple(
        Score(name, votes, votes > 0 and (needed is None or (votes > needed if strict else votes >= needed)))
        for name, votes in ordered
    )


def _seated(rule: ElectionRule, scores: Sequence[Score], seats: int) -> tuple[tuple[str, ...], Tie | None]:
    elected: list[str] = []
    for _votes, group in groupby((score for score in scores if score.reaches), key=lambda score: score.votes):
        equals = [score.candidate for score in group]
        left = seats - len(elected)
        if len(equals) > left:
            return tuple(elected), Tie(tuple(equals), left, rule.tie) if left else None
        elected += equals
    return tuple(elected), None


def resolve_tie(election: Election, chosen: Sequence[str]) -> Election:
    """The result after the tie rule was carried out, and gave the seats that were left to these.

    Raises `InputError` where there is no tie, or those chosen are not of its candidates or not as many as its seats.
    """
    tie = election.tie
    if tie is None:
        raise InputError("chosen", list(chosen), "nobody: there is no tie")
    if len(set(chosen)) != tie.seats or len(chosen) != tie.seats or not set(chosen) <= set(tie.candidates):
        raise InputError("chosen", list(chosen), f"{tie.seats} of {', '.join(tie.candidates)}")
    return replace(election, elected=(*election.elected, *chosen), tie=None)


def acclaim(rulebook: Rulebook, key: str, seats: int, candidates: Sequence[str]) -> Election | None:
    """The result without a ballot, where the rulebook allows it and there are no more candidates than seats."""
    one_of("election", key, rulebook.elections)
    rule = rulebook.elections[key]
    if not rule.acclamation or not 0 < len(set(candidates)) == len(candidates) <= seats:
        return None
    return Election(
        how="acclamation",
        seats=seats,
        round=1,
        scores=(),
        elected=tuple(sorted(candidates)),
        tie=None,
        vacant=seats - len(candidates),
        next_round=(),
        tally=NameTally({}, NOTHING),
        base_votes=None,
        needed=None,
        label=rule.label,
        rule=f"elections.{key}",
        source=rule.source,
        rulebook=rulebook.reference,
    )


def run_off(election: Election) -> tuple[str, ...]:
    """Between which alternatives the next round of a choice is: the two with most votes, and their equals."""
    standing = [score for score in election.scores if score.candidate in election.next_round]
    if len(standing) <= 2:
        return tuple(score.candidate for score in standing)
    return tuple(score.candidate for score in standing if score.votes >= standing[1].votes)
