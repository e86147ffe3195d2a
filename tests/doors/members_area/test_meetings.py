"""Meetings in the members' area: the list, a meeting's page before and after, the roll, and the calendar's entry."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from koinon.rooms.assemblies.actions import (
    ItemDetails,
    WrittenQuestion,
    ask_in_writing,
    cancel_meeting,
    cast_vote,
    convene,
    give_proxy,
)
from tests.doors.members_area.browsing import Calendar, ClientAs, at, heading, words
from tests.rooms.assemblies.meeting import (
    CONVENED,
    ITEMS,
    MEETING_ON,
    Gathering,
    convened,
    name_delegates,
    opened,
    with_agenda,
)
from tests.rooms.documents import library
from tests.world import World

TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def in_may(calendar: Calendar) -> None:
    calendar(TODAY)


def page(found: Gathering, place: str = "meeting", member: str = "ours") -> str:
    """The address of a page of a meeting."""
    return at(found.world, place, member, meeting=found.id)


def test_the_list(world: World, client_as: ClientAs, max_queries: Any) -> None:
    client = client_as("contact")
    assert "No meeting is convened" in words(client.get(at(world, "meetings")))
    with_agenda(world)
    assert "No meeting is convened" in words(client.get(at(world, "meetings")))


def test_a_convened_meeting_stands_in_the_list(world: World, client_as: ClientAs, max_queries: Any) -> None:
    convened(world)
    client = client_as("editor")
    with max_queries(20):
        said = words(client.get(at(world, "meetings")))
    assert "General Assembly, 18 June 2026 18 June 2026, 09:00 (Brussels time) · Brussels (on site and online)" in said


def test_the_page_before_the_meeting(world: World, client_as: ClientAs, max_queries: Any) -> None:
    found = convened(world)
    client = client_as("contact")
    with max_queries(20):
        answer = client.get(page(found))
    said = words(answer)
    assert heading(answer) == "General Assembly, 18 June 2026"
    assert "Your votes 1 vote" in said
    assert "Who votes for you" in said
    assert "3. Accounts of the past year" in said


def test_the_roll_and_the_calendar(world: World, client_as: ClientAs, max_queries: Any) -> None:
    found = convened(world)
    client = client_as("contact")
    with max_queries(20):
        said = words(client.get(page(found, "meeting_roll")))
    assert "Not frozen yet" in said
    assert "3 may vote" in said
    answer = client.get(page(found, "meeting_calendar"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART;TZID=Europe/Brussels:20260618T090000" in answer.content


def test_the_page_after_the_meeting(world: World, client_as: ClientAs, calendar: Calendar, max_queries: Any) -> None:
    calendar(MEETING_ON)
    found = opened(world)
    vote = found.asks()
    for name in ("delegate", "their_contact"):
        found.casts(name, vote)
    found.closes(vote)
    client = client_as("contact")
    with max_queries(20):
        said = words(client.get(page(found)))
    assert "frozen roll" in said
    assert "Adopted" in said
    assert "Your votes: Yes 1, cast by Delegate as delegate" in said
    assert "Take part" in said
    assert "Your votes were not cast." in words(client_as("associated_contact").get(page(found, member="associated")))
    assert "Frozen when the meeting opened" in words(client.get(page(found, "meeting_roll")))


def test_who_voted_how(world: World, client_as: ClientAs, calendar: Calendar, max_queries: Any) -> None:
    calendar(MEETING_ON)
    found = opened(world)
    vote = found.asks()
    found.casts("delegate", vote)
    found.casts("their_contact", vote, "no")
    client = client_as("associated_contact")
    address = at(world, "meeting_vote", "associated", meeting=found.id, vote=vote)
    assert client.get(address).status_code == 404, "before the close nobody learns it"
    found.closes(vote)
    with max_queries(20):
        said = words(client.get(address))
    assert "Förbundet Arbetskooperation Yes Delegate as delegate 1" in said
    assert "2 ballots" in said


def test_what_is_asked_in_writing(world: World, client_as: ClientAs) -> None:
    name_delegates(world)
    question = WrittenQuestion("assembly", "ordinary", "A new name", "Shall we take it?")
    asked = ask_in_writing(actor=world.actor("secretary_general", TODAY), question=question)
    client = client_as("contact")
    said = words(client.get(at(world, "meeting", meeting=asked.meeting)))
    assert "asked on 20 May 2026, answers until 4 June 2026" in said
    assert "Waiting for answers" in said
    assert client.get(at(world, "meeting_calendar", meeting=asked.meeting)).status_code == 404
    said = words(client.get(at(world, "standing")))
    assert "Answer what the General Assembly is asked in writing by 4 June 2026" in said
    cast_vote(actor=world.actor("delegate", TODAY), vote=asked.vote, choice="yes")
    assert "Answer what the General Assembly" not in words(client.get(at(world, "standing")))


def test_how_we_stand_says_what_comes(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    found = convened(world)
    client = client_as("contact")
    answer = client.get(at(world, "standing"))
    assert heading(answer) == "Förbundet Arbetskooperation is in good standing and has one vote."
    said = words(answer)
    assert "What is going on General Assembly, 18 June 2026" in said
    assert "Name who votes for you: General Assembly, 18 June 2026 by 18 June 2026" in said
    found.proxy("ours", "theirs")
    assert "Name who votes for you" not in words(client.get(at(world, "standing")))
    calendar(MEETING_ON)
    assert "The General Assembly meets today" in words(client.get(at(world, "standing")))


def test_a_proxy_that_waits_is_a_task(world: World, client_as: ClientAs) -> None:
    found = convened(world)
    ids = world.organisations
    give_proxy(actor=found.desk(CONVENED), meeting=found.id, giver=ids["theirs"], holder=ids["ours"])
    said = words(client_as("contact").get(at(world, "standing")))
    assert f"Answer the proxy of {world.organisation('theirs').name}" in said


def test_who_does_not_vote_is_not_asked_to_name_anybody(world: World, client_as: ClientAs) -> None:
    convened(world)
    said = words(client_as("network_contact").get(at(world, "standing", "network")))
    assert "General Assembly, 18 June 2026" in said
    assert "Name who votes for you" not in said


def test_a_cancelled_meeting_says_why(world: World, client_as: ClientAs) -> None:
    found = convened(world)
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="The hall burnt down")
    client = client_as("contact")
    said = words(client.get(page(found)))
    assert "This meeting is cancelled The hall burnt down" in said
    assert "Past General Assembly" in words(client.get(at(world, "meetings")))
    assert "What is going on" not in words(client.get(at(world, "standing")))


def test_papers_open_for_whoever_is_called(world: World, client_as: ClientAs) -> None:
    """Also for a body's document: what one decides on, one may read; but for nobody else."""
    document, edition = library.published(world, level="body", body=uuid4(), title="The plan in numbers")
    plan = ItemDetails("working_plan", papers={"plan": document})
    items = [plan if item.key == "working_plan" else item for item in ITEMS]
    found = with_agenda(world, items)
    client, address = client_as("contact"), reverse("edition", args=[edition])
    assert client.get(address).status_code == 404, "before it is convened"
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    assert "The plan in numbers" in words(client.get(page(found)))
    assert client.get(address).status_code == 200
    assert client_as("nobody").get(address).status_code == 404
