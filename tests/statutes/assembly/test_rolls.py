"""The roll beyond its worked examples: what is stored and hashed, persons on seats, and input that cannot be."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from koinon.statutes.assembly.caps import capped
from koinon.statutes.assembly.enrolment import SeatFacts, members_roll, seats_roll
from koinon.statutes.assembly.roll import Roll, frozen_form, roll_from_data
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook import Rulebook, parse_rulebook
from koinon.statutes.rulebook.weight_rules import Cap

from ..books import changed
from .cases import RECORD_DAY, body_of, member_facts, rulebook

MEMBERS = [
    {"name": "Beta", "category": "member", "country": "FR", "cooperatives": 30, "fee": Decimal("500.00")},
    {"name": "Alfa", "category": "member", "country": "IT", "cooperatives": 300, "fee": Decimal("2500.00")},
    {"name": "Gamma", "category": "friend", "country": "ES"},
]


def roll(book: Rulebook, members: list[dict[str, Any]], on: date = RECORD_DAY) -> Roll:
    """A roll of an example's members."""
    return members_roll(book, body_of(book), [member_facts(book, given) for given in members], on)


def fingerprint(found: Roll) -> str:
    """As whoever freezes a roll makes one."""
    return hashlib.sha256(json.dumps(frozen_form(found), sort_keys=True).encode()).hexdigest()


def league() -> Rulebook:
    """The league, where a country's cap never keeps a small roll open."""
    book = rulebook("league")
    return replace(book, weights={**book.weights, "votes": replace(book.weights["votes"], country_cap=None)})


def test_a_frozen_roll_is_the_same_however_it_was_read() -> None:
    first = roll(league(), MEMBERS)
    assert fingerprint(roll(league(), MEMBERS[::-1])) == fingerprint(first)
    assert fingerprint(roll_from_data(json.loads(json.dumps(first.as_data())))) == fingerprint(first)
    assert frozen_form(first)["lines"][0] == {
        "member": "Alfa",
        "group": "member",
        "country": "IT",
        "entitled": True,
        "reason": "granted",
        "waived_by": None,
        "votes": {"fee": 3, "heads": 1, "votes": 4},
    }
    assert [line["entitled"] for line in frozen_form(first)["lines"]] == [True, True, False]


@pytest.mark.parametrize("key", ["country", "category", "cooperatives", "fee"])
def test_whatever_changes_on_it_changes_its_form(key: str) -> None:
    other = {"country": "ES", "category": "friend", "cooperatives": 5, "fee": Decimal("2500.00")}[key]
    assert fingerprint(roll(league(), [{**MEMBERS[0], key: other}, *MEMBERS[1:]])) != fingerprint(
        roll(league(), MEMBERS)
    )


def test_another_day_or_other_rules_give_another_form() -> None:
    first = roll(league(), MEMBERS)
    assert fingerprint(roll(league(), MEMBERS, date(2026, 6, 5))) != fingerprint(first)
    assert fingerprint(roll(replace(league(), version="other"), MEMBERS)) != fingerprint(first)


def test_a_roll_with_open_questions_cannot_be_frozen() -> None:
    found = roll(league(), [{**MEMBERS[0], "cooperatives": None, "fee": None}, *MEMBERS[1:]])
    assert [gap.asks for gap in found.missing["Beta"]] == ["member", "secretariat"]
    with pytest.raises(InputError) as refusal:
        frozen_form(found)
    assert refusal.value.found == "Beta"
    capped_roll = roll(rulebook("league"), MEMBERS)
    assert [(note.kind, note.kept, note.blocks) for note in capped_roll.caps] == [
        ("member_cap", True, False),
        ("country_cap", False, True),
    ]
    with pytest.raises(InputError):
        frozen_form(capped_roll)


def test_a_cap_that_cannot_be_kept_stands_in_the_way_only_where_the_rules_say_so() -> None:
    alone = roll(league(), [{**MEMBERS[0], "cooperatives": 5}])
    assert [(note.kind, note.kept, note.blocks) for note in alone.caps] == [("member_cap", False, False)]
    assert alone.totals() == {"heads": 1, "votes": 1, "fee": 1}
    assert frozen_form(alone)["lines"]


def test_a_waiver_cites_its_decision_only_where_it_was_needed() -> None:
    waived = {"waived": "Assembly 2026, item 2"}
    found = roll(league(), [{**MEMBERS[0], **waived}, {**MEMBERS[1], **waived, "unpaid": True}])
    assert [(line.reason, line.waived_by) for line in found.lines] == [
        ("waiver", "Assembly 2026, item 2"),
        ("granted", None),
    ]
    assert found.lines[0].right is not None
    assert found.lines[0].right.standing == "suspended"
    nothing_cited = roll(league(), [{**MEMBERS[1], "waived": "", "unpaid": True}])
    assert (nothing_cited.lines[0].reason, nothing_cited.lines[0].entitled) == ("standing", False)


def test_persons_vote_on_seats_that_have_a_vote() -> None:
    book = rulebook("cecop")
    seats = [SeatFacts("Felix", "secretary_general"), SeatFacts("Anna", "president", "IT")]
    found = seats_roll(book, "board", seats, RECORD_DAY)
    assert [(line.member, line.entitled, line.reason, line.votes) for line in found.lines] == [
        ("Anna", True, "seat", {"one_each": 1}),
        ("Felix", False, "seat_without_vote", {}),
    ]
    assert found.totals() == {"one_each": 1}
    assert roll_from_data(json.loads(json.dumps(found.as_data()))) == found


def test_rolls_that_cannot_be_drawn_up_are_refused() -> None:
    book = rulebook("cecop")
    with pytest.raises(InputError):
        members_roll(book, "board", [], RECORD_DAY)
    with pytest.raises(InputError):
        members_roll(book, "bord", [], RECORD_DAY)
    with pytest.raises(InputError):
        roll(league(), [MEMBERS[0], MEMBERS[0]])
    with pytest.raises(InputError):
        seats_roll(book, "board", [SeatFacts("Anna", "queen")], RECORD_DAY)
    with pytest.raises(InputError):
        seats_roll(book, "board", [SeatFacts("Anna", "president")] * 2, RECORD_DAY)


def test_measured_before_a_cap_goes_down_to_the_least_and_says_that_it_is_not_kept() -> None:
    cap = Cap(Fraction(1, 4), "before", "lapses", "uncapped", {})
    votes = {**{f"it{n}": 2 for n in range(6)}, "fr": 4}
    found = capped(votes, {name: name[:2] for name in votes}, cap, 1)
    assert (found.limit, found.kept, found.total) == (4, False, 16)
    assert {found.votes[name] for name in votes if name.startswith("it")} == {1}
    assert found.votes["fr"] == 4
    assert capped({}, {}, cap, 1).votes == {}


def test_rulebooks_from_before_there_were_bodies_can_still_be_read(cecop_texts: dict[str, str]) -> None:
    older = {name: text for name, text in cecop_texts.items() if name not in ("bodies.toml", "assemblies.toml")}
    older["choices.toml"] = older["choices.toml"].split("# ---- Bodies and assemblies")[0]
    older["procedures.toml"] = older["procedures.toml"].split("# ---- Life of a membership")[0]
    older = changed(older, "entitlements.toml", 'label.en = "Be featured"', 'label.en = "Shown"')
    book = parse_rulebook(older)
    assert (dict(book.bodies), dict(book.meetings), book.year) == ({}, {}, None)
