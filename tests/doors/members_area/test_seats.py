"""Seats in bodies: those of a member's people on "How we stand", and one's own with what one agrees to."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.rooms.bodies.queries import genders_of
from tests.doors.members_area.browsing import Calendar, ClientAs, at, words
from tests.rooms.bodies.board import board, row_of
from tests.world import World

PAGE = "/en/members/seats/"


@pytest.fixture(autouse=True)
def in_april(calendar: Calendar) -> None:
    calendar(date(2026, 4, 1))


@pytest.fixture
def held(world: World) -> dict[str, UUID]:
    """A whole Board, by person."""
    return board(world)


def test_a_member_sees_the_seats_of_its_people(world: World, held: dict[str, UUID], client_as: ClientAs) -> None:
    said = words(client_as("editor").get(at(world, "standing")))
    assert "Seats that your people hold" in said
    assert "Contact President Board, elected until 22 May 2029" in said
    assert "Vice-president" not in said  # that is another member's
    assert "Your own seats" not in said
    assert "Your own seats" in words(client_as("contact").get(at(world, "standing")))
    theirs = words(client_as("their_contact").get(at(world, "standing", "theirs")))
    assert "President Board" not in theirs.replace("Vice-president Board", "")


def test_one_agrees_and_takes_it_back(
    world: World, held: dict[str, UUID], client_as: ClientAs, max_queries: Any
) -> None:
    client = client_as("contact")
    with max_queries(20):
        said = words(client.get(PAGE))
    assert "Board: President" in said
    assert "since 23 May 2025, elected until 22 May 2029" in said
    for publish in ("name", "nothing"):
        given = {"key": str(uuid4()), "seat": held["contact"], "publish": publish}
        answer = client.post(f"{PAGE}agree/", given, follow=True)
        assert "Only what you chose is published." in words(answer)
        assert row_of(held["contact"]).publish == publish


def test_one_says_what_is_counted_and_takes_it_back(world: World, held: dict[str, UUID], client_as: ClientAs) -> None:
    client, person = client_as("contact"), world.people["contact"]
    client.post(f"{PAGE}describe/", {"gender": "woman"})
    assert genders_of([person]) == {person: "woman"}
    assert 'value="woman" id="id_gender_1" checked' in " ".join(client.get(PAGE).content.decode().split())
    client.post(f"{PAGE}describe/", {"gender": ""})
    assert genders_of([person]) == {}


def test_nobody_agrees_for_somebody_else(world: World, held: dict[str, UUID], client_as: ClientAs) -> None:
    given = {"key": str(uuid4()), "seat": held["contact"], "publish": "name"}
    for name in ("delegate", "editor", "their_contact", "membership"):
        assert client_as(name).post(f"{PAGE}agree/", {**given, "key": str(uuid4())}).status_code == 404, name
    assert client_as("nobody").post(f"{PAGE}agree/", given).status_code == 302
    assert row_of(held["contact"]).publish == "nothing"


def test_who_holds_no_seat_says_nothing_here(world: World, client_as: ClientAs) -> None:
    client = client_as("editor")
    assert "You hold no seat in a body." in words(client.get(PAGE))
    assert client.post(f"{PAGE}describe/", {"gender": "woman"}).status_code == 404


def test_what_makes_no_sense_changes_nothing(world: World, held: dict[str, UUID], client_as: ClientAs) -> None:
    client = client_as("contact")
    client.post(f"{PAGE}agree/", {"key": str(uuid4()), "seat": held["contact"], "publish": "everything"})
    client.post(f"{PAGE}describe/", {"gender": "everything"})
    assert row_of(held["contact"]).publish == "nothing"
    assert genders_of([world.people["contact"]]) == {}
