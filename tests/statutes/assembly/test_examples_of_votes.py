"""Worked examples hold: votes counted and what they decide, in a meeting, in writing, by names, and in which order."""

from fractions import Fraction
from typing import Any

import pytest

from koinon.statutes.assembly.amendments import Amendment, fallen, voting_order
from koinon.statutes.assembly.decision import Attended, decide, quorum_key
from koinon.statutes.assembly.elections import acclaim, elect
from koinon.statutes.assembly.names import NameBallot, count_names
from koinon.statutes.assembly.tally import Electorate
from koinon.statutes.assembly.vote_words import part_text, quorum_text
from koinon.statutes.assembly.written import decide_in_writing, why_not_in_writing
from koinon.statutes.rulebook import Rulebook

from .cases import counts, examples, rulebook

VOTE_KEYS = "title decision votes convocation chair outcome tie quorum majority"
WRITTEN_KEYS = "title decision asked_on today votes outcome ends_on refused"
ELECTION_KEYS = "title election seats round candidates ballots acclaimed elected votes tie vacant next_round"
AMENDMENT_KEYS = "title body amendments order adopted fallen"


@pytest.mark.parametrize(("book", "case"), examples("votes.toml", VOTE_KEYS))
def test_vote(book: Rulebook, case: dict[str, Any]) -> None:
    tally = {key: counts(given) for key, given in case["votes"].items()}
    entitled, present = (
        {key: Fraction(given[base]) for key, given in case["votes"].items()} for base in ("entitled", "present")
    )
    attended = Attended(present, entitled, case.get("convocation", 1))
    found = decide(book, case["decision"], tally, Electorate(present, entitled), attended, case.get("chair"))
    assert found.outcome == case["outcome"]
    assert found.majority.tie == case.get("tie", False)
    if "quorum" in case:
        assert [quorum_text(part) for part in found.quorum.parts] == case["quorum"]
    if "majority" in case:
        assert [part_text(part) for part in found.majority.parts] == case["majority"]


@pytest.mark.parametrize(("book", "case"), examples("written.toml", WRITTEN_KEYS))
def test_in_writing(book: Rulebook, case: dict[str, Any]) -> None:
    assert why_not_in_writing(book, case["decision"]) == case.get("refused")
    if "refused" in case:
        return
    found = decide_in_writing(
        book,
        case["decision"],
        tally={key: counts(given) for key, given in case["votes"].items()},
        entitled={key: Fraction(given["entitled"]) for key, given in case["votes"].items()},
        asked_on=case["asked_on"],
        today=case["today"],
    )
    assert found.outcome == case["outcome"]
    assert found.ends_on == case.get("ends_on", found.ends_on)


@pytest.mark.parametrize(("book", "case"), examples("elections.toml", ELECTION_KEYS))
def test_election(book: Rulebook, case: dict[str, Any]) -> None:
    key, seats, candidates = case["election"], case["seats"], case["candidates"]
    if "acclaimed" in case:
        found = acclaim(book, key, seats, candidates)
        assert (found is not None) == case["acclaimed"]
    else:
        ballots = [
            NameBallot(f"{place}.{time}", 0, tuple(given["names"]), Fraction(given.get("votes", 1)))
            for place, given in enumerate(case["ballots"])
            for time in range(given.get("times", 1))
        ]
        tally = count_names(book.elections[key], candidates, seats, ballots)
        assert tally.votes == case.get("votes", tally.votes)
        found = elect(book, key, seats, tally, Electorate({}, {}), case.get("round", 1))
    assert list(found.elected if found else ()) == case["elected"]
    if found is not None:
        assert found.vacant == case.get("vacant", 0)
        assert list(found.next_round) == case.get("next_round", [])
        tie = found.tie and {"between": list(found.tie.candidates), "seats": found.tie.seats, "rule": found.tie.rule}
        assert tie == case.get("tie")


@pytest.mark.parametrize(("book", "case"), examples("amendments.toml", AMENDMENT_KEYS))
def test_order_of_amendments(book: Rulebook, case: dict[str, Any]) -> None:
    amendments = [
        Amendment(**{**given, "excludes": frozenset(given.get("excludes", ()))}) for given in case["amendments"]
    ]
    assert list(voting_order(amendments, book.meetings[case["body"]].amendments)) == case["order"]
    assert sorted(fallen(amendments, set(case.get("adopted", ())), set())) == case.get("fallen", [])


@pytest.mark.parametrize("code", ["cecop", "league"])
def test_every_majority_quorum_and_election_has_an_example(code: str) -> None:
    book = rulebook(code)
    voted, written, elected = (
        [case.values[1] for case in examples(name, keys) if case.values[0].code == code]
        for name, keys in (("votes.toml", VOTE_KEYS), ("written.toml", WRITTEN_KEYS), ("elections.toml", ELECTION_KEYS))
    )
    shown = {book.decisions[case["decision"]].majority for case in voted}
    for case in written:
        rule = book.meetings[book.decisions[case["decision"]].body].written
        shown |= {rule.majority} if rule else set()
    assert shown == set(book.majorities)
    assert {quorum_key(book, case["decision"]) for case in voted} == set(book.quorums)
    assert {case["election"] for case in elected} == set(book.elections)
