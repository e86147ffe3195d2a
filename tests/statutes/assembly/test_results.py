"""From roll, hands and ballots to a result in one step; a recount of what was stored gives the same again."""

import json
import time
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given

from koinon.statutes.assembly.agenda import standard_items
from koinon.statutes.assembly.carriage import Barred, carriage, carriage_from_data
from koinon.statutes.assembly.enrolment import SeatFacts, seats_roll
from koinon.statutes.assembly.names import name_ballot_of
from koinon.statutes.assembly.notice import supporters_needed
from koinon.statutes.assembly.proxies import Proxy
from koinon.statutes.assembly.roll import roll_from_data
from koinon.statutes.assembly.tally import Ballot, ballot_of, electorate
from koinon.statutes.assembly.voices import Voice, by_themselves, pieces
from koinon.statutes.assembly.vote import Hall, Race, election_result, vote_result
from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import InputError

from ..drawn import FEW
from .cases import RECORD_DAY, roll_of, rulebook
from .drawn import CHOICES, randoms, votes_cast


def hall_of(names: str, present: str, barred: str = "", convocation: int = 1) -> Hall:
    """An Assembly of members with one vote each, of which some are there."""
    roll = roll_of(rulebook("cecop"), "assembly", {name: {"one_each": 1} for name in names})
    cards = pieces(roll, {name: (Voice(name.lower()),) for name in names}, None)
    hands = carriage(cards, (), None, set(present.lower()), "item", Barred(members=frozenset(barred)))
    return Hall(roll, hands, convocation)


def cast(hall: Hall, yes: str, no: str = "") -> list[Ballot]:
    """What these members said."""
    return [
        ballot_of(piece, "yes" if piece.member in yes else "no")
        for piece in hall.carriage.carried
        if piece.member in yes + no
    ]


@FEW
@given(randoms)
def test_a_recount_of_what_was_stored_gives_the_same_result(random: Random) -> None:
    at, ballots = votes_cast(random)
    hall, book = Hall(at.roll, at.carriage), rulebook("league")
    first = vote_result(book, "ordinary", hall, ballots)
    stored = json.loads(json.dumps([as_data(ballot) for ballot in ballots]))
    random.shuffle(stored)
    again = Hall(
        roll_from_data(json.loads(json.dumps(at.roll.as_data()))),
        carriage_from_data(json.loads(json.dumps(at.carriage.as_data()))),
    )
    assert vote_result(book, "ordinary", again, [from_data(Ballot, ballot) for ballot in stored]) == first


def test_a_member_that_may_not_vote_counts_for_the_quorum_and_not_in_the_bases() -> None:
    hall = hall_of("ABCD", "AB", barred="A")
    found = vote_result(rulebook("cecop"), "exclusion", hall, cast(hall, yes="B"))
    assert found.outcome == "adopted"
    assert (found.quorum.parts[0].present, found.quorum.parts[0].entitled) == (2, 4)
    wrong = [replace(cast(hall, yes="B")[0], member="A")]
    with pytest.raises(InputError):
        vote_result(rulebook("cecop"), "exclusion", hall, wrong)


def test_a_member_that_does_not_vote_on_itself_is_in_no_base_there_or_not() -> None:
    for present in ("AB", "B"):
        hall = hall_of("ABCD", present, barred="A")
        bases = electorate(hall.roll.totals(), hall.carriage, ())
        assert (bases.present["one_each"], bases.entitled["one_each"]) == (1, 3)
        assert hall.carriage.present()["one_each"] == len(present)
        kept = electorate(hall.roll.totals(), hall.carriage, (), barred_in_base=True)
        assert (kept.present["one_each"], kept.entitled["one_each"]) == (len(present), 4)


def test_persons_of_a_board_speak_for_themselves() -> None:
    book = rulebook("cecop")
    roll = seats_roll(book, "board", [SeatFacts(name, "member") for name in ("Anna", "Bruno", "Carla")], RECORD_DAY)
    cards = pieces(roll, by_themselves(roll), None)
    hands = carriage(
        cards, [Proxy("1", "Carla", "Anna", "accepted")], book.meetings["board"].proxies, {"Anna", "Bruno"}
    )
    ballots = [ballot_of(piece, "yes" if piece.person == "Anna" else "no") for piece in hands.carried]
    found = vote_result(book, "board", Hall(roll, hands), ballots)
    assert (found.outcome, found.majority.parts[0].counts.yes) == ("adopted", 2)


def test_who_voted_before_they_were_barred_is_in_no_base() -> None:
    hall = hall_of("ABCD", "AB", barred="A")
    bases = electorate(hall.roll.totals(), hall.carriage, [("A", 0), ("B", 0)])
    assert (bases.present["one_each"], bases.entitled["one_each"]) == (1, 3)


def test_who_left_after_voting_still_counts() -> None:
    before, after = hall_of("ABCD", "ABC"), hall_of("ABCD", "A")
    ballots = cast(before, yes="AB", no="C")
    found = vote_result(rulebook("cecop"), "ordinary", after, ballots)
    assert found.outcome == "adopted"
    assert found.quorum.parts[0].present == 3


def test_ballots_that_the_roll_does_not_know_are_refused() -> None:
    hall = hall_of("AB", "AB")
    (ballot,) = cast(hall, yes="A")
    for wrong in (
        replace(ballot, member="Z"),
        replace(ballot, place=1),
        replace(ballot, weights={"one_each": Fraction(2)}),
        replace(ballot, weights={}),
    ):
        with pytest.raises(InputError):
            vote_result(rulebook("cecop"), "ordinary", hall, [wrong])
    with pytest.raises(InputError):
        vote_result(rulebook("cecop"), "ordinary", hall, [ballot, ballot])


def test_an_election_reads_its_votes_from_the_pieces() -> None:
    book, hall = rulebook("cecop"), hall_of("ABC", "ABC")
    rule = book.elections["persons"]
    ballots = [name_ballot_of(rule, piece, ["Anna"]) for piece in hall.carriage.carried[:2]]
    ballots.append(name_ballot_of(rule, hall.carriage.carried[2], [], spoilt=True))
    found = election_result(book, "persons", hall, Race(1, ("Anna", "Bruno")), ballots)
    assert (found.elected, found.tally.invalid) == (("Anna",), 1)
    with pytest.raises(InputError):
        election_result(book, "persons", hall, Race(1, ("Anna",)), [replace(ballots[0], votes=Fraction(2))])
    with pytest.raises(InputError):
        election_result(book, "persons", hall, Race(1, ("Anna",)), [replace(ballots[0], member="Z")])


def test_a_thousand_votes_are_counted_quickly() -> None:
    roll = roll_of(rulebook("league"), "congress", {f"m{n}": {"heads": 1, "votes": n % 20 + 1} for n in range(1000)})
    cards = pieces(roll, {f"m{n}": (Voice(f"p{n}"),) for n in range(1000)}, None)
    hands = carriage(cards, (), None, {f"p{n}" for n in range(1000)})
    ballots = [ballot_of(piece, CHOICES[place % 3]) for place, piece in enumerate(hands.carried)]
    began = time.process_time()
    found = vote_result(rulebook("league"), "ordinary", Hall(roll, hands), ballots)
    assert found.majority.parts[0].counts.cast == 1000
    assert time.process_time() - began < 1, "each of them is looked at once"


def test_standard_items_stand_where_they_belong() -> None:
    book = rulebook("cecop")
    plain = standard_items(book, "assembly", ordinary=False, elections=False)
    full = standard_items(book, "assembly", ordinary=True, elections=True, needed={"fees", "admissions"})
    assert [item.key for item in plain] == ["minutes"]
    assert full == book.meetings["assembly"].agenda
    yearly = standard_items(book, "assembly", ordinary=True, elections=False, needed={"fees"})
    assert [item.key for item in yearly] == [
        *("minutes", "activity_report", "accounts", "discharge", "fees", "budget", "working_plan"),
    ]
    with pytest.raises(InputError):
        standard_items(book, "assembly", ordinary=True, elections=False, needed={"budget"})


def test_how_many_members_it_takes_to_add_to_the_agenda() -> None:
    book = rulebook("cecop")
    assert [supporters_needed(book, "assembly", heads) for heads in (0, 1, 20, 21, 27, 40, 41)] == [1, 1, 1, 2, 2, 2, 3]
    assert supporters_needed(book, "board", 9) is None
