"""The register at the desk, what follows from items, and what was refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from koinon.rooms.documents.actions import publish_edition  # noqa: F401
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering
from tests.rooms.decisions.deciding import decides, gathering, moves, opens
from tests.world import World


@pytest.fixture
def meeting(world: World, calendar: Callable[..., None]) -> Gathering:
    """An open Assembly on its day."""
    calendar(MEETING_ON, 18)
    return opens(gathering(world))


def test_register(meeting: Gathering, client_as: Callable[[str], Client], max_queries: Callable) -> None:
    motion = moves(meeting, "accounts", "The accounts of the past year are approved.", "Accounts approved")
    entry = decides(meeting, "accounts", motion=motion)
    decides(meeting, "budget", "no")
    desk = client_as("secretary_general")
    with max_queries():
        page = desk.get("/desk/decisions/")
    assert "GA2026/1" in page.text
    assert "Rejected" in page.text
    found = desk.get("/desk/decisions/?q=approved+accounts").text
    assert "GA2026/1" in found
    assert "GA2026/2" not in found
    with max_queries():
        page = desk.get(f"/desk/decisions/{entry.public_id}/")
    assert "Adopted with 3 yes and 0 no." in page.text


def test_members_and_street(meeting: Gathering, client_as: Callable[[str], Client]) -> None:
    entry = decides(meeting, "accounts")
    assert entry.reference in client_as("contact").get("/en/members/decisions/").text
    assert client_as("contact").get(f"/en/members/decisions/{entry.public_id}/").status_code == 200
    assert entry.reference not in client_as("stranger").get("/en/members/decisions/").text
    assert client_as("stranger").get(f"/en/members/decisions/{entry.public_id}/").status_code == 404
    assert entry.reference not in client_as("nobody").get("/en/decisions/").text
    assert client_as("nobody").get(f"/en/decisions/{entry.public_id}/").status_code == 404


def test_consequences(meeting: Gathering, client_as: Callable[[str], Client], max_queries: Callable) -> None:
    desk = client_as("secretary_general")
    with max_queries():
        page = desk.get(f"/desk/meetings/{meeting.id}/consequences/")
    assert page.status_code == 200
    form = desk.get(f"/desk/meetings/items/{meeting.item('accounts')}/consequences/document/")
    assert form.status_code == 200
    assert desk.get(f"/desk/meetings/items/{meeting.item('accounts')}/consequences/exclusion/").status_code == 404
