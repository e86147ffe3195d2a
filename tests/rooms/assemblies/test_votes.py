"""Votes are opened on items, closed with their account, stopped and repeated; ties go as the rulebook says."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.assemblies.actions import (
    Question,
    cast_vote,
    close_vote,
    elect,
    file_motion,
    leave,
    open_vote,
    resolve_tie,
    stop_and_repeat,
)
from koinon.rooms.assemblies.models import Ballot, Vote
from koinon.rooms.rulebook.actions import adopt_rulebook
from koinon.statutes.assembly.decision import decision_from_data
from koinon.statutes.assembly.elections import election_from_data
from tests.rooms.assemblies.meeting import SPEAKERS, Gathering, convened, opened
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import BOARD, World, published_texts

CHOICES: Mapping[str, str] = {"delegate": "yes", "their_contact": "yes", "associated_contact": "no"}


def voted(found: Gathering, item: str = "accounts", choices: Mapping[str, str] = CHOICES, **question: Any) -> Vote:
    """A vote is held."""
    vote = found.asks(item, **question)
    for who, choice in choices.items():
        found.casts(who, vote, choice)
    return found.closes(vote)


def test_open_vote(world: World) -> None:
    found = opened(world)
    row = Vote.objects.get(public_id=found.asks())
    assert (row.state, row.decision, row.election, row.method) == ("open", "accounts", "", "open")
    assert row.opened_at > found.row.opened_at
    assert line_of("assemblies.open_vote", row.public_id).outcome["method"] == "open"


def test_open_vote_on_a_motion(world: World) -> None:
    found = opened(world)
    item = found.item("working_plan")
    motion = file_motion(actor=found.desk(), item=item, title="Plan", text="Words").motion
    row = Vote.objects.select_related("motion").get(public_id=found.asks("working_plan", motion=motion))
    assert row.motion is not None
    assert row.motion.public_id == motion


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"method": "telepathy"}, "method_unknown"),
        ({"method": "acclamation"}, "method_unknown"),
        ({"method": "paper"}, "tellers_missing"),
        ({"decision": "board"}, "not_this_body"),
        ({"decision": "nothing"}, "not_this_body"),
        ({"motion": uuid4()}, "not_found"),
        ({"tellers": (uuid4(), uuid4()), "method": "hand"}, "tellers_missing"),
    ],
    ids=["no method", "no ballot", "no tellers", "the Board's", "unknown", "no motion", "tellers not on record"],
)
def test_open_vote_refused(world: World, question: dict[str, Any], code: str) -> None:
    found = opened(world)
    assert refused(found.asks, **question) == code
    assert no_line_of("assemblies.open_vote")


@pytest.mark.parametrize("race", [{"seats": 1}, {"candidates": ("A",)}, {"seats": 1, "candidates": ("A", "A")}])
def test_an_election_needs_seats_and_candidates(world: World, race: dict[str, Any]) -> None:
    assert refused(opened(world).asks, "elections", **race) == "race_incomplete"


def test_open_vote_one_at_a_time_by_the_desk_in_an_open_meeting(world: World) -> None:
    found = convened(world)
    assert refused(found.asks) == "meeting_state"
    found.comes(*SPEAKERS.values())
    found.opens()
    given = {"item": found.item("budget"), "question": Question()}
    assert refused(open_vote, actor=found.actor("delegate"), **given) == "not_allowed"
    assert refused(open_vote, actor=found.desk(), item=uuid4(), question=Question()) == "not_found"
    found.asks()
    assert refused(open_vote, actor=found.desk(), **given) == "vote_open"
    assert refused(found.asks, "elections") == "vote_open"


def test_an_item_without_a_kind_of_decision(world: World) -> None:
    assert refused(opened(world).asks, "elections") == "nothing_to_decide"


def test_close_vote(world: World) -> None:
    found = opened(world)
    row = voted(found)
    assert (row.state, row.outcome) == ("closed", "adopted")
    decision = decision_from_data(row.result)
    assert (decision.outcome, decision.majority.parts[0].counts.yes) == ("adopted", 2)
    assert decision.rulebook.version == found.row.rules.hash
    assert line_of("assemblies.close_vote", row.public_id).outcome["outcome"] == "adopted"


@pytest.mark.parametrize(
    ("item", "choices", "outcome"),
    [
        ("accounts", {"delegate": "yes", "their_contact": "no"}, "rejected"),
        ("accounts", {"delegate": "yes"}, "adopted"),
        ("accounts", {}, "rejected"),
        ("statutes", CHOICES, "adopted"),
        ("statutes", {**CHOICES, "their_contact": "no"}, "rejected"),
        ("exclusion", {"delegate": "yes", "their_contact": "yes"}, "adopted"),
    ],
    ids=["a tie", "abstentions stay out", "nobody", "two thirds", "one third", "without whom it concerns"],
)
def test_what_makes_a_majority(world: World, item: str, choices: Mapping[str, str], outcome: str) -> None:
    assert voted(opened(world), item, choices).outcome == outcome


def test_without_a_quorum_nothing_is_decided(world: World) -> None:
    found = opened(world, "delegate")
    assert voted(found, choices={"delegate": "yes"}).outcome == "no_quorum"


def test_a_quorum_that_is_lost_while_the_vote_is_open(world: World) -> None:
    found = opened(world, "delegate", "their_contact")
    vote = found.asks()
    found.casts("delegate", vote)
    leave(actor=found.desk(), meeting=found.id, person=world.people["their_contact"])
    assert found.closes(vote).outcome == "no_quorum"


def test_close_vote_refused(world: World) -> None:
    found = opened(world)
    vote = found.asks()
    for who in ("delegate", "contact", "treasurer", "nobody"):
        assert refused(close_vote, actor=found.actor(who), vote=vote) == "not_allowed"
    assert refused(close_vote, actor=found.desk(), vote=uuid4()) == "not_found"
    assert no_line_of("assemblies.close_vote")
    found.closes(vote)
    assert refused(close_vote, actor=found.desk(), vote=vote) == "vote_closed"


def test_stop_and_repeat(world: World) -> None:
    found = opened(world)
    vote = found.asks()
    found.casts("delegate", vote, "no")
    done = stop_and_repeat(actor=found.desk(), vote=vote, reason="The question was misread.")
    first, again = (Vote.objects.get(public_id=key) for key in (vote, done.repeated_as))
    assert (first.state, first.result, first.reason) == ("stopped", None, "The question was misread.")
    assert (again.state, again.repeats, again.decision, again.item) == ("open", first, "accounts", first.item)
    assert refused(found.casts, "delegate", vote) == "vote_closed"
    found.casts("delegate", again.public_id, "yes")
    assert found.closes(again.public_id).outcome == "adopted"
    assert Ballot.objects.filter(vote=first).get().choice == "no"
    assert line_of("assemblies.stop_and_repeat", vote)


def test_stop_and_repeat_refused(world: World) -> None:
    found = opened(world)
    vote = found.asks()
    assert refused(stop_and_repeat, actor=found.desk(), vote=vote, reason=" ") == "reason_needed"
    assert refused(stop_and_repeat, actor=found.actor("delegate"), vote=vote, reason="x") == "not_allowed"
    found.closes(vote)
    assert refused(stop_and_repeat, actor=found.desk(), vote=vote, reason="x") == "vote_closed"
    assert no_line_of("assemblies.stop_and_repeat")


# ---- Ties ----


def by_rules(world: World, *changes: tuple[str, str]) -> None:
    """Adopt the rulebook with some words changed."""
    texts = dict(published_texts())
    for old, new in changes:
        assert old in texts["assemblies.toml"]
        texts["assemblies.toml"] = texts["assemblies.toml"].replace(old, new)
    actor = world.actor("secretary_general", date(2026, 2, 10))
    adopt_rulebook(actor=actor, texts=texts, in_force_from=date(2026, 1, 1), decision=BOARD)


TIE = {"delegate": "yes", "their_contact": "no"}


def test_resolve_tie_by_the_chair(world: World) -> None:
    by_rules(world, ('body = "assembly"\nmajority = "simple"', 'body = "assembly"\nmajority = "chair"'))
    found = opened(world)
    row = voted(found, choices=TIE)
    assert row.outcome == "to_resolve"
    resolve_tie(actor=found.desk(), vote=row.public_id, chair="yes")
    row.refresh_from_db()
    assert (row.outcome, row.chair, row.result["majority"]["chair"]) == ("adopted", "yes", "yes")
    assert line_of("assemblies.resolve_tie", row.public_id).outcome["outcome"] == "adopted"


def elected(found: Gathering, choices: Mapping[str, tuple[str, ...]], **race: Any) -> Vote:
    """An election is held."""
    vote = found.asks("elections", **race)
    for who, names in choices.items():
        cast_vote(actor=found.actor(who), vote=vote, names=names)
    return found.closes(vote)


THREE = {"delegate": ("Anna",), "their_contact": ("Bruno",), "associated_contact": ()}


def test_resolve_tie_by_lot(world: World) -> None:
    by_rules(
        world,
        ('tie = "second_ballot"', 'tie = "lot"'),
        ('threshold = { base = "valid", fraction = "1/2", strict = true }', ""),
    )
    found = opened(world)
    row = elected(found, THREE, seats=1, candidates=("Anna", "Bruno"))
    assert row.outcome == "to_resolve"
    assert refused(resolve_tie, actor=found.desk(), vote=row.public_id, chosen=("Carla",)) == "not_by_the_rules"
    resolve_tie(actor=found.desk(), vote=row.public_id, chosen=("Bruno",))
    row.refresh_from_db()
    assert (row.outcome, election_from_data(row.result).elected) == ("elected", ("Bruno",))


def test_resolve_tie_refused(world: World) -> None:
    by_rules(world, ('body = "assembly"\nmajority = "simple"', 'body = "assembly"\nmajority = "chair"'))
    found = opened(world)
    done = voted(found)
    assert refused(resolve_tie, actor=found.desk(), vote=done.public_id, chair="yes") == "no_tie"
    tie = voted(found, choices=TIE).public_id
    assert refused(resolve_tie, actor=found.desk(), vote=tie, chair="maybe") == "tie_rule"
    assert refused(resolve_tie, actor=found.desk(), vote=tie, chosen=("Anna",)) == "tie_rule"
    assert refused(resolve_tie, actor=found.actor("delegate"), vote=tie, chair="yes") == "not_allowed"
    assert no_line_of("assemblies.resolve_tie")


# ---- Elections ----


def test_an_election_and_its_second_round(world: World) -> None:
    found = opened(world)
    first = elected(found, THREE, seats=1, candidates=("Anna", "Bruno"))
    assert first.outcome == "next_round"
    names = tuple(election_from_data(first.result).next_round)
    choices = {**THREE, "associated_contact": ("Anna",)}
    second = elected(found, choices, seats=1, candidates=names, round=2)
    assert (second.outcome, election_from_data(second.result).elected) == ("elected", ("Anna",))


def test_elect(world: World) -> None:
    found = opened(world)
    done = elect(actor=found.desk(), item=found.item("elections"), seats=3, candidates=("Bruno", "Anna"))
    row = Vote.objects.get(public_id=done.vote)
    assert (done.elected, row.method, row.state) == (("Anna", "Bruno"), "acclamation", "closed")
    assert (row.outcome, row.result["vacant"]) == ("not_filled", 1)
    assert line_of("assemblies.elect", row.public_id)


def test_elect_refused(world: World) -> None:
    found = opened(world)
    item = found.item("elections")
    given = {"item": item, "seats": 1, "candidates": ("Anna", "Bruno")}
    assert refused(elect, actor=found.desk(), **given) == "ballot_needed"
    assert refused(elect, actor=found.desk(), **{**given, "item": found.item("budget")}) == "ballot_needed"
    assert refused(elect, actor=found.desk(), item=item, seats=0, candidates=("Anna",)) == "race_incomplete"
    assert refused(elect, actor=found.actor("delegate"), **given) == "not_allowed"
    found.asks()
    assert refused(elect, actor=found.desk(), **given) == "vote_open"
    assert no_line_of("assemblies.elect")
