"""The chair's desk: a meeting from the opening to its close, what is refused, and who may sit there."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.assemblies.actions import (
    ItemDetails,
    name_chair,
)
from koinon.rooms.assemblies.models import AgendaItem, ConflictOfInterest, Meeting, Vote
from tests.doors.live.walking import at_item, desk, only_vote, words
from tests.rooms.assemblies.meeting import ITEMS, MEETING_ON, PLANNED, SPEAKERS, convened, opened, planned
from tests.world import World, reminded

EVERYBODY = tuple(SPEAKERS.values())


@pytest.fixture(autouse=True)
def on_the_day(calendar: Any) -> None:
    calendar(MEETING_ON, 10)


def test_before_the_opening_the_quorum_is_shown(world: World, client_as: Any, max_queries: Any) -> None:
    found = convened(world)
    found.comes("delegate")
    sits = desk(client_as, found)
    with max_queries(20):
        said = sits.look()
    assert "1 of 3 there or represented" in said
    assert "There is no quorum" in said
    assert "second convocation may meet from 3 July 2026 on" in said
    assert "Open the meeting" in said


def test_from_the_opening_to_a_result(world: World, client_as: Any, max_queries: Any) -> None:
    found = convened(world)
    found.comes(*EVERYBODY)
    sits = desk(client_as, found)
    assert "The meeting is open, and its roll is frozen." in sits.press("open")
    assert "Begin with item 1" in sits.look()
    assert "The meeting is at this item." in sits.press("take-up", item=found.item("accounts"))
    assert "The vote is open." in sits.press("put", item=found.item("accounts"))
    vote = only_vote(found)
    with max_queries(20):
        said = sits.look()
    assert "0 of 3 votes are in" in said
    assert "Awaited: 3 members" in said
    found.casts("delegate", vote.public_id)
    now = words(sits.client.get(sits.at("chair-now")))
    assert "1 of 3 votes are in" in now
    assert "Federation ours" not in now or "Awaited" in now
    assert "The vote is closed." in sits.press("close-vote", vote=vote.public_id)
    with max_queries(20):
        said = sits.look()
    assert "1 yes, 0 no, 0 abstained, 0 invalid." in said
    assert "Adopted" in said


def test_what_is_pressed_twice_is_done_once(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as)
    given = {"key": str(uuid4()), "item": str(sits.found.item("accounts"))}
    for _press in range(2):
        answer = sits.client.post(sits.at("chair-put"), given, follow=True)
        assert "The vote is open." in words(answer)
    assert Vote.objects.filter(meeting__public_id=sits.found.id).count() == 1


def test_two_who_preside_at_once(world: World, client_as: Any) -> None:
    first = at_item(world, client_as)
    second = desk(client_as, first.found, "membership")
    first.press("put", item=first.found.item("accounts"))
    assert "A vote is still open." in second.press("put", item=first.found.item("budget"))
    assert "A vote is still open." in second.press("take-up", item=first.found.item("budget"))
    vote = only_vote(first.found).public_id
    first.press("close-vote", vote=vote)
    assert "This vote is not open any more." in second.press("close-vote", vote=vote)


def test_a_vote_is_stopped_with_a_reason_and_open_anew(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as)
    sits.press("put", item=sits.found.item("accounts"))
    vote = only_vote(sits.found)
    assert "This field is required. Nothing was changed." in sits.press("stop", vote=vote.public_id, reason="")
    said = sits.press("stop", vote=vote.public_id, reason="The question was misread.")
    assert "was stopped: The question was misread." in said
    assert only_vote(sits.found).repeats == vote


def test_without_a_quorum_the_page_says_what_follows(world: World, client_as: Any) -> None:
    sits = desk(client_as, opened(world, "delegate"))
    assert "There is no quorum" in sits.look()
    sits.press("put", item=sits.found.item("accounts"))
    said = sits.press("close-vote", vote=only_vote(sits.found).public_id)
    assert "Not decided: there is no quorum" in said
    assert "Put it to the vote again" in said
    assert "The quorum is stated for the record." in sits.press("quorum")
    said = sits.press("end", sure="on")
    assert "The meeting ended without a quorum." in said
    assert "from 3 July 2026 on" in said


def test_a_meeting_is_not_closed_by_accident(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as)
    said = sits.look()
    assert "Not decided yet:" in said
    sits.press("end")
    assert sits.found.row.state == "open"
    sits.press("put", item=sits.found.item("accounts"))
    assert "A vote is still open." in sits.press("end", sure="on")
    sits.press("close-vote", vote=only_vote(sits.found).public_id)
    said = sits.press("end", sure="on")
    assert "This meeting is over" in said
    assert "Left undecided: Minutes of the last Assembly" in said


def test_an_interest_is_recorded(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as)
    given = {"item": sits.found.item("accounts"), "person": world.people["delegate"], "words": "Audits us"}
    said = sits.press("conflict", **given)
    assert "The interest is on record." in said
    assert "Delegate: Audits us" in said
    assert ConflictOfInterest.objects.get().person == world.people["delegate"]
    assert "declared already" in sits.press("conflict", **given)


# ---- Motions ----


def test_a_motion_and_its_amendments(world: World, client_as: Any, max_queries: Any) -> None:
    sits = at_item(world, client_as, "working_plan")
    item = sits.found.item("working_plan")
    page = sits.client.get(sits.at("chair-motion"), {"item": item})
    assert "A motion from the floor" in words(page)
    sits.press("motion", item=item, title="Plan", text="We meet twice a year.")
    motion = AgendaItem.objects.get(public_id=item).motions.get()
    amending = sits.client.get(sits.at("chair-motion"), {"item": item, "parent": motion.public_id})
    assert "We meet twice a year." in words(amending)
    for title, reach in (("Four", "2"), ("Three", "1")):
        text = f"We meet {title} times a year."
        sits.press("motion", item=item, parent=motion.public_id, title=title, text=text, reach=reach)
    with max_queries(20):
        said = sits.look()
    assert said.index("Four Not voted on yet") < said.index("Three Not voted on yet") < said.index("Plan Not voted")
    four, three = (motion.amendments.get(title=title).public_id for title in ("Four", "Three"))
    assert "The order of voting is set." in sits.press("rank", motion=four, reach="2", excludes=[str(three)])
    sits.press("put", item=item, motion=four)
    for name in EVERYBODY:
        sits.found.casts(name, only_vote(sits.found).public_id)
    said = sits.press("close-vote", vote=only_vote(sits.found).public_id)
    assert "Three Fallen" in said
    assert "This amendment has fallen" in sits.press("put", item=item, motion=three)


def test_a_motion_without_words_comes_back_with_what_was_typed(world: World, client_as: Any) -> None:
    sits = at_item(world, client_as, "working_plan")
    given = {"key": str(uuid4()), "item": sits.found.item("working_plan"), "title": "", "text": "Kept words"}
    answer = sits.client.post(sits.at("chair-motion"), given)
    assert answer.status_code == 422
    assert "Kept words" in words(answer)


# ---- Who may sit here ----

PAGES = ("chair", "chair-now", "chair-motion", "chair-rank", "chair-question", "chair-election", "door")
STEPS = ("open", "quorum", "take-up", "put", "close-vote", "stop", "chair-votes", "lot", "conflict", "end")


@pytest.mark.parametrize("who", ["delegate", "contact", "their_contact", "treasurer", "auditor", "stranger"])
def test_nobody_else_sits_at_the_chair(world: World, client_as: Any, who: str) -> None:
    found = opened(world)
    sits = desk(client_as, found, who)
    for place in PAGES:
        assert sits.client.get(sits.at(place), {"item": found.item("accounts")}).status_code == 404, place
    for step in STEPS:
        assert sits.client.post(sits.at(f"chair-{step}"), {"key": "x", "sure": "on"}).status_code == 404, step
    assert sits.client.post(sits.at("door-note"), {"in": str(uuid4())}).status_code == 404
    assert found.row.state == "open"


def test_whoever_is_not_signed_in_is_asked_to(world: World, client_as: Any) -> None:
    sits = desk(client_as, opened(world), "nobody")
    assert sits.client.get(sits.at()).status_code == 302


def test_the_chair_whom_the_secretariat_named(world: World, client_as: Any, max_queries: Any) -> None:
    found = opened(world)
    name_chair(actor=found.desk(), meeting=found.id, person=world.people["delegate"])
    sits = desk(client_as, found, "delegate")
    sits.press("take-up", item=found.item("accounts"))
    sits.press("put", item=found.item("accounts"))
    with max_queries(20):
        said = sits.look()
    assert "0 of 3 votes are in" in said
    assert Meeting.objects.get(public_id=found.id).current is not None


def test_a_meeting_that_is_only_planned(world: World, client_as: Any, calendar: Any) -> None:
    found = planned(world)
    calendar(PLANNED)
    sits = desk(client_as, found)
    assert "Not convened yet" in sits.look()
    assert "not possible now" in sits.press("open")


def test_on_another_day_nothing_opens(world: World, client_as: Any, calendar: Any) -> None:
    found = convened(world)
    calendar(date(2026, 6, 17))
    assert "A meeting is opened on the day it was convened for." in desk(client_as, found).press("open")


# ---- What a decision has carried out in the hall, and what was held without network ----


def test_a_member_that_is_let_vote(published: World, demo: None, client_as: Any) -> None:
    reminded(published, on=date(2026, 5, 17))
    waiver = ItemDetails(title="The vote of a member in arrears", decision="waiver")
    item = replace(waiver, concerns=published.organisations["ours"])
    found = convened(published, items=(*ITEMS, item, ItemDetails("elections")))
    found.comes("their_contact", "associated_contact", "delegate")
    found.opens()
    vote = found.asks("waiver")
    for name in ("their_contact", "associated_contact"):
        found.casts(name, vote)
    sits = desk(client_as, found)
    assert "2 of 2" in sits.look()
    assert "Put it on the roll" in sits.press("close-vote", vote=vote)
    said = sits.press("let-vote", vote=vote)
    assert "The member is on the roll with its votes." in said
    assert "3 of 3" in said


def test_a_meeting_held_on_paper_is_entered_afterwards(world: World, client_as: Any, calendar: Any) -> None:
    found = convened(world)
    calendar(date(2026, 6, 20))
    sits = desk(client_as, found)
    assert "Enter the meeting afterwards" in sits.look()
    assert "A meeting is opened on the day" in sits.press("open", entered_later=" ")
    sits.press("open", entered_later="The hall had no network.")
    said = sits.press("take-up", item=found.item("accounts"))
    assert "Open the vote by names" not in said
    assert "Vote by hand or on paper" in said
