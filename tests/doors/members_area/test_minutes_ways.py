"""The ways to minutes: from the meeting that they are of, and from the agenda of the one that approves them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.doors.members_area.browsing import Calendar, ClientAs
from tests.rooms.assemblies.meeting import LATER
from tests.rooms.assemblies.minuted import NEXT_YEAR, completed, later_meeting, signed
from tests.world import World

Got = Callable[[Client, str], str]


@pytest.fixture(autouse=True)
def in_july(calendar: Calendar) -> None:
    calendar(LATER)


@pytest.fixture
def got(max_queries: Any) -> Got:
    """A page in few questions."""

    def page(client: Client, path: str) -> str:
        client.get(path)
        with max_queries(20):
            return str(client.get(path).content.decode())

    return page


def test_a_member_finds_signed_minutes_on_the_page_of_the_meeting(world: World, client_as: ClientAs, got: Got) -> None:
    found = signed(world)
    page = got(client_as("delegate"), f"/en/members/{world.organisations['ours']}/meetings/{found.id}/")
    assert f"/en/members/minutes/{found.id}/" in page


def test_a_draft_is_not_offered(world: World, client_as: ClientAs, got: Got) -> None:
    found = completed(world)
    page = got(client_as("delegate"), f"/en/members/{world.organisations['ours']}/meetings/{found.id}/")
    assert f"/en/members/minutes/{found.id}/" not in page


def test_the_next_agenda_leads_to_the_minutes(world: World, client_as: ClientAs, calendar: Calendar, got: Got) -> None:
    found, later = signed(world), later_meeting(world)
    calendar(NEXT_YEAR)
    page = got(client_as("delegate"), f"/en/members/{world.organisations['ours']}/meetings/{later.id}/")
    assert "Minutes of 18 June 2026" in page
    assert f"/en/members/minutes/{found.id}/" in page


def test_the_desk_finds_them_too(world: World, client_as: ClientAs, calendar: Calendar, got: Got) -> None:
    found, later = signed(world), later_meeting(world)
    desk = client_as("secretary_general")
    page = got(desk, f"/desk/meetings/{found.id}/")
    assert "The minutes are signed: send them to everybody." in page
    assert f"/desk/meetings/{found.id}/minutes/" in page
    calendar(NEXT_YEAR)
    agenda = got(desk, f"/desk/meetings/{later.id}/")
    assert "Minutes of 18 June 2026" in agenda
    item = got(desk, f"/desk/meetings/items/{later.item('minutes')}/")
    assert f"/desk/meetings/{found.id}/minutes/" in item


def test_nothing_is_said_of_a_paper_that_is_there(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    from tests.rooms.assemblies.meeting import with_agenda
    from tests.world import moment

    signed(world)
    later = with_agenda(world, starts_at=moment(date(2027, 6, 17), 9))
    page = client_as("secretary_general").get(f"/desk/meetings/{later.id}/").content.decode()
    assert "Paper missing: Accounts" in page
    assert "Paper missing: Draft minutes" not in page
