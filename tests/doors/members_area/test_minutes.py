"""Minutes for members once they are signed; their chair reads drafts and signs, without any role at the desk."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.adapters.papers import text_of
from tests.doors.members_area.browsing import Calendar, ClientAs, words
from tests.rooms.assemblies.meeting import LATER
from tests.rooms.assemblies.minuted import CHAIR, approved, completed, drafted, record_of, signed
from tests.world import World


@pytest.fixture(autouse=True)
def in_july(calendar: Calendar) -> None:
    calendar(LATER)


def page_of(meeting: UUID, step: str = "") -> str:
    """An address about the minutes."""
    return f"/en/members/minutes/{meeting}/{step}"


def test_drafts_are_not_for_members(world: World, client_as: ClientAs) -> None:
    found = completed(world)
    for step in ("", "minutes.pdf"):
        assert client_as("delegate").get(page_of(found.id, step)).status_code == 404
        assert client_as(CHAIR).get(page_of(found.id, step)).status_code == 200


def test_signed_minutes_are_read_by_those_who_belong_to_the_body(
    world: World, client_as: ClientAs, max_queries: Any
) -> None:
    found = signed(world)
    for name in ("delegate", "associated_contact", "editor"):
        client = client_as(name)
        with max_queries(20):
            page = client.get(page_of(found.id))
        said = words(page)
        assert "Minutes: General Assembly, 18 June 2026" in said
        assert "DRAFT until approved" in said
        assert "Who voted how" in said
        assert b"Sign the minutes" not in page.content
    for name in ("stranger", "former"):
        assert client_as(name).get(page_of(found.id)).status_code == 404
    assert "/sign-in/" in client_as("nobody").get(page_of(found.id))["Location"]


def test_the_paper(world: World, client_as: ClientAs) -> None:
    found = signed(world)
    answer = client_as("delegate").get(page_of(found.id, "minutes.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert "DRAFT until approved" in text_of(answer.content)


def test_the_chair_signs(world: World, client_as: ClientAs) -> None:
    found, client = completed(world), client_as(CHAIR)
    assert "These minutes wait for your signature" in words(client.get(page_of(found.id)))
    given = {"key": str(uuid4()), "seen_version": 2}
    said = words(client.post(page_of(found.id, "sign/"), given, follow=True))
    assert "You have signed the minutes." in said
    assert (record_of(found).state, record_of(found).signed_by) == ("signed", world.people[CHAIR])
    again = client.post(page_of(found.id, "sign/"), given, follow=True)  # the same press twice
    assert "You have signed the minutes." in words(again)


def test_a_chair_signs_what_they_read(world: World, client_as: ClientAs) -> None:
    found = completed(world)
    answer = client_as(CHAIR).post(page_of(found.id, "sign/"), {"key": str(uuid4()), "seen_version": 1}, follow=True)
    assert "changed" in words(answer)
    assert record_of(found).state == "completed"


def test_a_draft_that_is_not_completed_is_not_signed_yet(world: World, client_as: ClientAs) -> None:
    found = drafted(world)
    page = words(client_as(CHAIR).get(page_of(found.id)))
    assert "You read them as the chair." in page
    assert "Sign the minutes" not in page


def test_nobody_signs_for_the_chair_here(world: World, client_as: ClientAs) -> None:
    found = completed(world)
    given = {"key": str(uuid4()), "seen_version": 2}
    for name in ("delegate", "contact", "secretary_general"):
        assert client_as(name).post(page_of(found.id, "sign/"), given).status_code == 404
    assert client_as(CHAIR).get(page_of(found.id, "sign/")).status_code == 405
    assert record_of(found).state == "completed"


def test_approved_minutes(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    found = approved(world)
    calendar(date(2027, 7, 1))
    page = client_as("delegate").get(page_of(found.id))
    assert "Approved, and kept as they are." in words(page)
    assert "DRAFT" not in words(page)
