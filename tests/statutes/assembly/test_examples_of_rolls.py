"""Worked examples hold: who is on the roll with how many votes, and who carries them."""

from fractions import Fraction
from typing import Any

import pytest

from koinon.statutes.assembly.carriage import Barred, carriage
from koinon.statutes.assembly.enrolment import members_roll
from koinon.statutes.assembly.proxies import Proxy
from koinon.statutes.assembly.tally import electorate
from koinon.statutes.assembly.voices import Piece, Voice, pieces
from koinon.statutes.assembly.vote_words import number_text
from koinon.statutes.assembly.words import step_text
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook import Rulebook

from .cases import RECORD_DAY, body_of, examples, is_named, member_facts, roll_of

ROLL_KEYS = "title weight members roll steps lapsed open source"
CARRIAGE_KEYS = (
    "title votes delegates split proxies present item barred_persons barred_members carried idle bases heads refused"
)


@pytest.mark.parametrize(("book", "case"), examples("roll.toml", ROLL_KEYS))
def test_roll(book: Rulebook, case: dict[str, Any]) -> None:
    roll = members_roll(book, body_of(book), [member_facts(book, given) for given in case["members"]], RECORD_DAY)
    weight = case["weight"]
    found = {line.member: line.votes.get(weight, "unknown") if line.entitled else line.reason for line in roll.lines}
    assert found == case["roll"]
    assert is_named(book, case)
    for member, steps in case.get("steps", {}).items():
        (account,) = [a for line in roll.lines if line.member == member for a in line.weights if a.key == weight]
        assert [step_text(step) for step in account.steps] == steps
    assert sum(note.lapsed for note in roll.caps if note.weight == weight) == case.get("lapsed", 0)
    accounts = [account for line in roll.lines for account in line.weights if account.key == weight]
    is_open = any(account.missing for account in accounts) or any(
        note.blocks for note in roll.caps if note.weight == weight
    )
    assert is_open == case.get("open", False)
    assert not (is_open and roll.can_be_frozen)


def cut(book: Rulebook, case: dict[str, Any]) -> tuple[Piece, ...]:
    """The pieces of an example's roll; heads stand beside the votes where the rulebook counts both."""
    body = body_of(book)
    main = "votes" if "votes" in book.weights else "one_each"
    votes = {name: {key: 1 for key in book.weights if key != "fee"} | {main: n} for name, n in case["votes"].items()}
    voices = {name: (Voice(people[0], tuple(people[1:])),) for name, people in case.get("delegates", {}).items()}
    for name, shares in case.get("split", {}).items():
        voices[name] = tuple(Voice(share["person"], votes=share["votes"]) for share in shares)
    return pieces(roll_of(book, body, votes), voices, book.meetings[body].split)


@pytest.mark.parametrize(("book", "case"), examples("carriage.toml", CARRIAGE_KEYS))
def test_carriage(book: Rulebook, case: dict[str, Any]) -> None:
    main = "votes" if "votes" in book.weights else "one_each"
    meeting = book.meetings[body_of(book)]
    proxies = [
        Proxy(str(n), given["from"], given["to"], given.get("state", "accepted"), tuple(given.get("items", ())))
        for n, given in enumerate(case.get("proxies", ()))
    ]
    barred = Barred(frozenset(case.get("barred_persons", ())), frozenset(case.get("barred_members", ())))
    if "refused" in case:
        with pytest.raises(InputError) as refusal:
            carriage(cut(book, case), proxies, meeting.proxies, set(case["present"]))
        assert refusal.value.key == case["refused"]
        return
    cards = cut(book, case)
    found = carriage(cards, proxies, meeting.proxies, set(case["present"]), case.get("item"), barred)
    told = [f"{c.person} carries {c.member} as {c.via}: {number_text(c.weights[main])}" for c in found.carried]
    assert sorted(told) == sorted(case["carried"])
    assert [f"{idle.member}: {idle.reason}" for idle in found.idle] == case.get("idle", [])
    for person, share in case.get("heads", {}).items():
        assert sum(c.weights["heads"] for c in found.in_the_hand_of(person)) == Fraction(share)
    if "bases" in case:
        whole = {main: sum(card.weights[main] for card in cards)}
        bases = electorate(whole, found, (), barred_in_base=meeting.conflict.in_base)
        assert (bases.present[main], bases.entitled[main]) == (case["bases"]["present"], case["bases"]["entitled"])
