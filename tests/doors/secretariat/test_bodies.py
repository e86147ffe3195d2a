"""Bodies at the desk: who sits where, and the steps that change it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from koinon.rooms.bodies.actions import describe_oneself, record_resignation
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import genders_of, seats_on
from tests.rooms.bodies.board import board, row_of, seated
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
TODAY = date(2026, 4, 1)
DECIDED = {"body": "General Assembly", "taken_on": "2025-05-22", "reference": "GA2025/7"}


@pytest.fixture(autouse=True)
def today(calendar: Callable[..., None]) -> None:
    """The desk stands on a day of the world's year."""
    calendar(TODAY)


def words_of(response: Any) -> str:
    """What can be read in the middle of a page."""
    main = BeautifulSoup(response.content, "html.parser").main
    return " ".join(str(main.get_text(" ") if main else "").split())


def sent(client: Client, path: str, **values: Any) -> Any:
    """What a form answers."""
    return client.post(path, {"key": str(uuid4()), **values})


@pytest.fixture
def held(world: World) -> dict[str, UUID]:
    """A Board, its president in the Executive Committee too."""
    return {**board(world), "inner": seated(world, "contact", "president", body="executive")}


def test_the_list_says_what_waits(client_as: ClientAs, held: dict[str, UUID], max_queries: Any) -> None:
    client = client_as("auditor")
    with max_queries(20):
        page = words_of(client.get("/desk/bodies/"))
    assert "General Assembly" in page
    assert "5 persons sit in it today. 1 seat vacant" in page


def test_a_body_with_its_seats(client_as: ClientAs, world: World, held: dict[str, UUID], max_queries: Any) -> None:
    describe_oneself(actor=world.actor("contact"), person=world.people["contact"], gender="woman")
    client = client_as("auditor")
    with max_queries(20):
        page = words_of(client.get("/desk/bodies/board/"))
    assert "Contact President" in page
    assert "Förbundet Arbetskooperation , since 23 May 2025, elected until 22 May 2029" in page
    assert "Secretary general Secretary general since 1 January 2020, by office" in page
    assert "Term of office 4 years" in page
    assert "woman 1 · did not say 3" in page
    assert "Sweden 2 · France 1 · Italy 1" in page
    assert "Resignation" not in page  # the auditor reads
    inner = words_of(client.get("/desk/bodies/executive/"))
    assert "Follow the secretariat's daily work between two meetings of the Board" in inner
    assert "Drawn from Board" in inner


def test_what_was_left_is_vacant_and_history(client_as: ClientAs, world: World, held: dict[str, UUID]) -> None:
    record_resignation(actor=world.actor("membership", TODAY), seat=held["contact"], ends_on=date(2026, 3, 1))
    page = words_of(client_as("membership").get("/desk/bodies/board/"))
    assert "left on 1 March 2026 (resigned), elected until 22 May 2029 Record who follows" in page
    assert "23 May 2025 to 1 March 2026, resigned" in page
    assert "President: 1 seat is vacant." in page


@pytest.mark.parametrize("path", ["choir/", "choir/elect/", f"seats/{uuid4()}/resign/"], ids=["body", "step", "seat"])
def test_what_is_not_there(client_as: ClientAs, path: str) -> None:
    assert client_as("membership").get(f"/desk/bodies/{path}").status_code == 404


def test_an_election_is_recorded_for_the_member_that_one_speaks_for(client_as: ClientAs, world: World) -> None:
    given = {"seat": "president", "email": "contact@example.org", "starts_on": "2026-04-01", **DECIDED}
    client = client_as("membership")
    assert "The term lasts 4 years" in words_of(client.get("/desk/bodies/board/elect/"))
    assert sent(client, "/desk/bodies/board/elect/", **given).status_code == 302
    (row,) = [row for row in seats_on("board", TODAY) if row.held]
    assert (row.name, row.organisation) == ("Contact", world.organisations["ours"])


def test_a_refused_election_keeps_what_was_typed(client_as: ClientAs) -> None:
    client = client_as("membership")
    given = {"seat": "president", "email": "stranger@example.org", "starts_on": "2026-04-01", **DECIDED}
    answer = sent(client, "/desk/bodies/board/elect/", **given)
    assert answer.status_code == 409
    assert "only somebody who speaks for a member is elected" in words_of(answer)
    assert "stranger@example.org" in answer.content.decode()
    unknown = sent(client, "/desk/bodies/board/elect/", **{**given, "email": "nobody@example.org"})
    assert "Nobody is on record with the address nobody@example.org." in words_of(unknown)
    assert not HeldSeat.objects.exists()


def test_the_steps_about_a_seat(client_as: ClientAs, world: World, held: dict[str, UUID]) -> None:
    client, seat = client_as("membership"), f"/desk/bodies/seats/{held['contact']}"
    assert sent(client, f"{seat}/publish/", publish="name").status_code == 302
    assert row_of(held["contact"]).publish == "name"
    assert sent(client, f"{seat}/describe/", gender="woman").status_code == 302
    assert genders_of([world.people["contact"]]) == {world.people["contact"]: "woman"}
    assert sent(client, f"{seat}/describe/", gender="").status_code == 302
    assert genders_of([world.people["contact"]]) == {}
    follower = {"email": "editor@example.org", "starts_on": "2026-04-01", **DECIDED}
    assert sent(client, f"{seat}/replace/", **follower).status_code == 302
    assert seats_on("board", TODAY)[0].name == "Editor"
    assert row_of(held["inner"]).ending == "left_larger"
    other = f"/desk/bodies/seats/{held['their_contact']}"
    assert sent(client, f"{other}/resign/", ends_on="2026-03-31").status_code == 302
    taken = sent(
        client, f"{other}/co-opt/", **{**follower, "email": "contact@example.org", "next_assembly": "2026-05-21"}
    )
    assert taken.status_code == 302
    assert (
        sent(client, f"/desk/bodies/seats/{held['delegate']}/end/", ends_on="2026-04-01", **DECIDED).status_code == 302
    )
    assert row_of(held["delegate"]).ending == "ended"


def test_today_tells_of_seats_and_terms(client_as: ClientAs, held: dict[str, UUID], calendar: Any) -> None:
    assert "2 seats are vacant" in words_of(client_as("membership").get("/desk/"))
    calendar(date(2029, 3, 1))
    assert "5 terms of office end within 3 months" in words_of(client_as("membership").get("/desk/"))
    calendar(date(2029, 6, 1))
    assert "5 terms of office are over, and nobody follows" in words_of(client_as("membership").get("/desk/"))
