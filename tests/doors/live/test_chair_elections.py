"""Elections from the chair's desk, choices between alternatives, counts by hand, and ties as the rulebook ends them."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.rooms.assemblies.actions import Sheet, cast_vote, confirm_hand_count, record_hand_count
from tests.doors.live.walking import Desk, at_item, only_vote, words
from tests.rooms.assemblies.meeting import MEETING_ON
from tests.rooms.assemblies.test_votes import by_rules
from tests.world import World


@pytest.fixture(autouse=True)
def on_the_day(calendar: Any) -> None:
    calendar(MEETING_ON, 10)


# ---- Elections ----


def test_an_election_is_prepared_press_by_press(world: World, client_as: Any, max_queries: Any) -> None:
    sits = at_item(world, client_as, "elections")
    item, place = sits.found.item("elections"), sits.at("chair-election")
    with max_queries(20):
        page = words(sits.client.get(place, {"item": item}))
    assert "Nobody yet." in page
    given: dict[str, Any] = {"item": item, "election": "persons", "seats": "1", "round": "1", "method": "open"}
    found = sits.client.post(place, {**given, "key": str(uuid4()), "find": "dele", "step": "find"})
    assert "Delegate , Federation" in words(found) or "Delegate" in words(found)
    who = [str(world.people[name]) for name in ("delegate", "their_contact")]
    added = words(sits.client.post(place, {**given, "key": "a", "candidate": who[:1], "step": f"add:{who[1]}"}))
    assert added.count("Take off") == 2
    dropped = words(sits.client.post(place, {**given, "key": "b", "candidate": who, "step": f"drop:{who[1]}"}))
    assert dropped.count("Take off") == 1
    refused = sits.client.post(place, {**given, "key": "c", "candidate": who, "step": "acclaim"})
    assert refused.status_code == 409
    assert "Here nobody is elected without a ballot." in words(refused)
    opened_ = sits.client.post(place, {**given, "key": "d", "candidate": who, "step": "open"}, follow=True)
    assert "The vote is open." in words(opened_)
    assert only_vote(sits.found).candidates == who


def test_the_next_round_begins_with_those_who_stand_in_it(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as, "elections")
    who = tuple(str(world.people[name]) for name in ("delegate", "their_contact"))
    vote = sits.found.asks("elections", seats=1, candidates=who)
    for name, candidate in zip(("delegate", "their_contact"), who, strict=True):
        cast_vote(actor=sits.found.actor(name), vote=vote, names=(candidate,))
    said = sits.press("close-vote", vote=vote)
    assert "Another round is needed" in said
    assert "Prepare round 2" in said
    page = sits.client.get(sits.at("chair-election"), {"after": vote})
    assert words(page).count("Take off") == 2
    assert 'name="round" value="2"' in page.content.decode()


def test_by_acclamation(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as, "elections")
    given = {"item": sits.found.item("elections"), "election": "persons", "seats": "1", "round": "1", "method": "open"}
    more = {"key": "x", "candidate": [str(world.people["delegate"])], "step": "acclaim"}
    answer = sits.client.post(sits.at("chair-election"), {**given, **more}, follow=True)
    assert "They are elected by acclamation." in words(answer)
    assert "Elected: Delegate" in words(answer)


def test_a_choice_between_alternatives_where_the_agenda_names_no_election(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as, "working_plan")
    given = {"item": sits.found.item("working_plan"), "election": "alternatives", "seats": "1", "round": "1"}
    more = {"key": "x", "method": "open", "candidate": ["North", "South"], "step": "open"}
    answer = sits.client.post(sits.at("chair-election"), {**given, **more}, follow=True)
    assert "The vote is open." in words(answer)
    assert (only_vote(sits.found).election, only_vote(sits.found).candidates) == ("alternatives", ["North", "South"])


def test_a_count_by_hand_names_its_tellers(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as)
    given = {"item": sits.found.item("accounts"), "decision": "accounts", "method": "hand"}
    answer = sits.client.post(sits.at("chair-question"), {**given, "key": "x"})
    assert answer.status_code == 409
    assert "two tellers on record" in words(answer)
    tellers = {"first_teller": world.people["delegate"], "second_teller": world.people["their_contact"]}
    said = sits.press("question", **given, **tellers)
    assert "Being counted" in said
    assert "Delegate: counts still" in said
    assert "It can be closed once two tellers agree" in said
    vote = only_vote(sits.found).public_id
    assert "The rules do not allow this: tellers" in sits.press("close-vote", vote=vote)
    sheet = Sheet(columns={"one_each": {"yes": "2", "no": "1"}})
    record_hand_count(actor=sits.found.actor("delegate"), vote=vote, sheet=sheet)
    assert "Delegate: has counted" in sits.look()
    confirm_hand_count(actor=sits.found.actor("their_contact"), vote=vote, teller=world.people["delegate"])
    assert "The tellers agree" in sits.look()
    assert "2 yes, 1 no, 0 abstained, 0 invalid." in sits.press("close-vote", vote=vote)


# ---- Ties ----

AS_CHAIR = ('body = "assembly"\nmajority = "simple"', 'body = "assembly"\nmajority = "chair"')
BY_LOT = (
    ('tie = "second_ballot"', 'tie = "lot"'),
    ('threshold = { base = "valid", fraction = "1/2", strict = true }', ""),
)


def tied(sits: Desk) -> UUID:
    """A vote that ends with as many for as against."""
    vote = sits.found.asks("accounts")
    sits.found.casts("delegate", vote, "yes")
    sits.found.casts("their_contact", vote, "no")
    return vote


def test_the_chair_votes_between_equals(world: World, client_as: Any) -> None:
    by_rules(world, AS_CHAIR)
    sits = at_item(world, client_as)
    vote = tied(sits)
    assert "The chair votes yes" in sits.press("close-vote", vote=vote)
    assert "Adopted" in sits.press("chair-votes", vote=vote, chair="yes")
    assert "There is no tie to resolve" in sits.press("chair-votes", vote=vote, chair="no")


def test_a_tie_is_repeated_where_the_rulebook_says_so(world: World, client_as: Any) -> None:
    by_rules(world, AS_CHAIR, ('tie = "chair"', 'tie = "repeat"'))
    sits = at_item(world, client_as)
    said = sits.press("close-vote", vote=tied(sits))
    assert "By the rulebook the vote is held again." in said
    assert "The vote is open." in sits.press("put", item=sits.found.item("accounts"))


def test_the_lot(world: World, client_as: Any) -> None:
    by_rules(world, *BY_LOT)
    sits = at_item(world, client_as, "elections")
    who = tuple(str(world.people[name]) for name in ("delegate", "their_contact"))
    vote = sits.found.asks("elections", seats=1, candidates=who)
    for name, candidate in zip(("delegate", "their_contact"), who, strict=True):
        cast_vote(actor=sits.found.actor(name), vote=vote, names=(candidate,))
    assert "By the rulebook the lot decides. Seats to be drawn: 1." in sits.press("close-vote", vote=vote)
    assert "Nothing was changed." in sits.press("lot", vote=vote)
    assert "The rules do not allow this" in sits.press("lot", vote=vote, chosen=list(who))
    assert "Elected: Their contact" in sits.press("lot", vote=vote, chosen=[who[1]])


def test_a_second_ballot_is_between_those_with_as_many_votes(world: World, client_as: Any) -> None:
    by_rules(world, (BY_LOT[1]))
    sits = at_item(world, client_as, "elections")
    who = tuple(str(world.people[name]) for name in ("delegate", "their_contact", "associated_contact"))
    vote = sits.found.asks("elections", seats=1, candidates=who)
    for name, candidate in zip(("delegate", "their_contact"), who, strict=False):
        cast_vote(actor=sits.found.actor(name), vote=vote, names=(candidate,))
    assert "Prepare the second ballot" in sits.press("close-vote", vote=vote)
    page = words(sits.client.get(sits.at("chair-election"), {"after": vote}))
    assert page.count("Take off") == 2
    assert "Take off : Associated contact" not in page
