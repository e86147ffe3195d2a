"""Elections: counted as an independent library counts them, and never decided between equals."""

import json
from fractions import Fraction
from random import Random

import pytest
import votelib.convert
import votelib.evaluate.core
from hypothesis import given

from koinon.statutes.assembly.elections import (
    Election,
    acclaim,
    elect,
    election_from_data,
    resolve_tie,
    run_off,
)
from koinon.statutes.assembly.names import NameBallot, NameTally, count_names
from koinon.statutes.assembly.tally import Electorate
from koinon.statutes.assembly.vote_words import tie_text
from koinon.statutes.inputs import InputError

from ..drawn import FEW
from .cases import rulebook
from .drawn import CANDIDATES, race, randoms

NOBODY = Electorate({}, {})
KEYS = [("cecop", "persons"), ("league", "council"), ("league", "chair")]


def counted(seats: int, ballots: list[NameBallot], code: str = "league", key: str = "council") -> Election:
    """The result of a second round, in which most votes decide."""
    book = rulebook(code)
    tally = count_names(book.elections[key], CANDIDATES, seats, ballots)
    return elect(book, key, seats, tally, NOBODY, 2 if key != "chair" else 1)


@pytest.mark.parametrize("key", KEYS[:2], ids=lambda key: key[1])
@FEW
@given(random=randoms)
def test_the_count_agrees_with_an_independent_library(key: tuple[str, str], random: Random) -> None:
    seats, ballots = race(random)
    found = counted(seats, ballots, *key)
    named: dict[frozenset[str], Fraction] = {}
    for ballot in ballots:
        if ballot.names:
            named[frozenset(ballot.names)] = named.get(frozenset(ballot.names), Fraction(0)) + ballot.votes
    theirs = votelib.convert.ApprovalToSimpleVotes().convert(named)
    assert {score.candidate: score.votes for score in found.scores if score.votes} == theirs
    ranked = votelib.evaluate.core.Plurality().evaluate(theirs, seats) if theirs else []
    tied = [place for place in ranked if isinstance(place, votelib.evaluate.core.Tie)]
    assert sorted(found.elected) == sorted(place for place in ranked if place not in tied)
    if found.tie is None:
        assert not tied
    else:
        assert (set(found.tie.candidates), found.tie.seats) == (set(tied[0]), len(tied))


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key[1])
@FEW
@given(random=randoms)
def test_seats_are_given_left_or_tied_and_no_order_matters(key: tuple[str, str], random: Random) -> None:
    seats, ballots = race(random)
    found = counted(seats, ballots, *key)
    assert len(found.elected) + found.vacant + (found.tie.seats if found.tie else 0) == seats
    votes = {score.candidate: score.votes for score in found.scores}
    tied = found.tie.candidates if found.tie else ()
    for name in found.elected:
        assert all(votes[name] > votes[other] for other in tied)
        assert all(votes[name] >= votes[other] for other in votes if other not in found.elected)
    random.shuffle(ballots)
    assert counted(seats, ballots, *key) == found
    assert election_from_data(json.loads(json.dumps(found.as_data()))) == found


def tied() -> Election:
    """Three equals for the last of two seats."""
    ballots = [NameBallot(str(n), 0, ("Anna", name), Fraction(1)) for n, name in enumerate(CANDIDATES[1:4])]
    return counted(2, ballots)


def test_a_tie_is_resolved_by_its_rule_alone() -> None:
    election = tied()
    assert election.tie is not None
    assert tie_text(election) == "3 have as many votes each, for seats left: 1. What decides: the lot."
    assert resolve_tie(election, ["Carla"]).elected == ("Anna", "Carla")
    assert tie_text(resolve_tie(election, ["Carla"])) == ""
    for wrong in ([], ["Elena"], ["Bruno", "Carla"], ["Bruno", "Bruno"]):
        with pytest.raises(InputError):
            resolve_tie(election, wrong)
    with pytest.raises(InputError):
        resolve_tie(resolve_tie(election, ["Carla"]), ["Carla"])


def test_alternatives_run_off_between_the_two_with_most_and_their_equals() -> None:
    book = rulebook("cecop")

    def first_round(**votes: int) -> Election:
        tally = NameTally({name: Fraction(number) for name, number in votes.items()}, Fraction(sum(votes.values())))
        return elect(book, "alternatives", 1, tally, NOBODY)

    assert run_off(first_round(North=9, South=8, East=4)) == ("North", "South")
    assert run_off(first_round(North=9, South=6, East=6)) == ("North", "East", "South")
    assert run_off(first_round(North=9, South=9)) == ("North", "South")
    assert run_off(first_round(North=12, South=8)) == ()


def test_ballots_that_cannot_be_are_refused() -> None:
    rule = rulebook("league").elections["council"]
    one = NameBallot("A", 0, ("Anna",), Fraction(1))
    unknown = NameBallot("A", 0, ("Zoe",), Fraction(1))
    for ballots in ([one, one], [unknown], [NameBallot("A", 0, ("Anna",) * 2, Fraction(1))]):
        with pytest.raises(InputError):
            count_names(rule, CANDIDATES, 1, ballots)
    with pytest.raises(InputError):
        count_names(rule, ("Anna", "Anna"), 1, [])
    with pytest.raises(InputError):
        count_names(rule, CANDIDATES, 0, [])
    spoilt = count_names(rule, CANDIDATES, 1, [NameBallot("A", 0, ("Zoe",), Fraction(2), spoilt=True)])
    assert (spoilt.invalid, spoilt.cast) == (2, 2)
    for wrong in (("nobody", 1, 1), ("council", 0, 1), ("council", 1, 0)):
        with pytest.raises(InputError):
            elect(rulebook("league"), wrong[0], wrong[1], spoilt, NOBODY, wrong[2])


def test_acclamation_needs_candidates_and_can_be_stored() -> None:
    found = acclaim(rulebook("cecop"), "persons", 2, ["Bruno", "Anna"])
    assert found is not None
    assert (found.elected, found.vacant, found.how) == (("Anna", "Bruno"), 0, "acclamation")
    assert election_from_data(json.loads(json.dumps(found.as_data()))) == found
    assert acclaim(rulebook("cecop"), "persons", 2, []) is None
    assert acclaim(rulebook("cecop"), "persons", 2, ["Anna", "Anna"]) is None
