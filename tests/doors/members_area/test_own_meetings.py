"""Meetings of bodies in which one sits oneself, without an organisation."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from koinon.rooms.assemblies.actions import ItemDetails, MeetingDetails, convene, plan_meeting, set_agenda
from tests.doors.members_area.browsing import Calendar, ClientAs, heading, words
from tests.rooms.assemblies.meeting import convened
from tests.rooms.bodies.board import board
from tests.world import World, moment

TODAY = date(2026, 5, 20)
BOARD_ON = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def in_may(calendar: Calendar) -> None:
    calendar(TODAY)


@pytest.fixture
def meeting(world: World) -> UUID:
    """A Board that is convened."""
    board(world)
    desk = world.actor("secretary_general", TODAY)
    details = MeetingDetails("board", "online", moment(BOARD_ON, 14), online_address="https://meet.example.org/board")
    planned = plan_meeting(actor=desk, details=details).meeting
    items = [ItemDetails("minutes"), ItemDetails(title="A campaign", decision="board")]
    set_agenda(actor=desk, meeting=planned, items=items, seen_version=1)
    convene(actor=desk, meeting=planned, seen_version=2)
    return planned


def address(meeting: UUID, place: str = "own_meeting") -> str:
    """A page of the meeting for oneself."""
    return reverse(f"members:{place}", kwargs={"meeting": meeting})


def test_who_sits_there_finds_it(world: World, meeting: UUID, client_as: ClientAs, max_queries: Any) -> None:
    client = client_as("contact")
    assert "Board, 10 June 2026" in words(client.get(reverse("members:own_meetings")))
    with max_queries(20):
        answer = client.get(address(meeting))
    said = words(answer)
    assert heading(answer) == "Board, 10 June 2026"
    assert "Your votes 1 vote The seat has a vote." in said
    assert "2. A campaign" in said
    assert "Join online" in said
    assert "Proxies" not in said
    with max_queries(20):
        said = words(client.get(address(meeting, "own_meeting_roll")))
    assert "Contact you President 1" in said
    assert b"SUMMARY;LANGUAGE=en:Board" in client.get(address(meeting, "own_meeting_calendar")).content


def test_others_find_nothing(world: World, meeting: UUID, client_as: ClientAs) -> None:
    for name in ("editor", "network_contact"):
        client = client_as(name)
        for place in ("own_meeting", "own_meeting_roll", "own_meeting_calendar"):
            assert client.get(address(meeting, place)).status_code == 404, (name, place)
        assert "Board" not in words(client.get(reverse("members:own_meetings"))), name


def test_a_meeting_of_members_leads_to_the_organisation(world: World, client_as: ClientAs) -> None:
    found = convened(world)
    answer = client_as("contact").get(address(found.id))
    own = {"organisation": world.organisations["ours"], "meeting": found.id}
    assert answer.headers["Location"] == reverse("members:meeting", kwargs=own)


def test_a_meeting_of_persons_is_nothing_of_an_organisation(world: World, meeting: UUID, client_as: ClientAs) -> None:
    own = {"organisation": world.organisations["ours"], "meeting": meeting}
    assert client_as("contact").get(reverse("members:meeting", kwargs=own)).status_code == 404
