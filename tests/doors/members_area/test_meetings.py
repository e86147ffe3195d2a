"""Meetings in the members' area: the list, a meeting's page before and after, the roll, and the calendar's entry."""

from datetime import date
from typing import Any

import pytest

from tests.doors.members_area.browsing import Calendar, ClientAs, at, heading, words
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering, convened, opened, with_agenda
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
