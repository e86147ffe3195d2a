"""Meetings at the desk: the list, one meeting in each of its states, and the steps from the plan to the convocation."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from koinon.core.models import OutboxMessage
from koinon.rooms.assemblies.actions import close_meeting, convene
from koinon.rooms.assemblies.models import Meeting
from tests.rooms.assemblies.meeting import CONVENED, MEETING_ON, PLANNED, convened, opened, planned, with_agenda
from tests.rooms.bodies.board import board
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Send = Callable[..., Any]
PLAN = {
    "body": "assembly",
    "day": "2026-06-18",
    "hour": "09:00",
    "time_zone": "Europe/Brussels",
    "kind": "hybrid",
    "place": "Brussels, Rue du Congrès",
    "ordinary": "on",
}


@pytest.fixture(autouse=True)
def today(calendar: Callable[..., None]) -> None:
    """The desk stands on the day on which meetings are planned."""
    calendar(PLANNED)


def words_of(response: Any) -> str:
    """What can be read in the middle of a page."""
    main = BeautifulSoup(response.content, "html.parser").main
    return " ".join(str(main.get_text(" ") if main else "").split())


def page(client: Client, path: str) -> str:
    """A page that is there."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return words_of(answer)


def at(meeting: UUID, place: str = "") -> str:
    """An address about a meeting."""
    return f"/desk/meetings/{meeting}/{place}"


def test_the_list(client_as: ClientAs, world: World, max_queries: Any) -> None:
    client = client_as("membership")
    assert "No meeting here" in page(client, "/desk/meetings/")
    found = with_agenda(world)
    planned(world, body="board", kind="on_site", ordinary=False)
    with max_queries(20):
        shown = page(client, "/desk/meetings/")
    assert "General Assembly, 18 June 2026" in shown
    assert "18 June 2026, 09:00 (Brussels time) on site and online Planned Convene it by 21 May 2026." in shown
    assert "Plan a meeting Ask a body in writing" in shown
    assert "General Assembly, 18" not in page(client, "/desk/meetings/?body=board")
    assert "No meeting here" in page(client, "/desk/meetings/?when=past")
    Meeting.objects.filter(public_id=found.id).update(state="cancelled")
    assert "Cancelled" in page(client, "/desk/meetings/?when=past")
    assert "Cancelled" in page(client, "/desk/meetings/?state=cancelled")
    assert "Plan a meeting" not in page(client_as("auditor"), "/desk/meetings/?when=all")
    assert "General Assembly" in client.get("/desk/meetings/?when=all&export=csv").getvalue().decode()


def test_a_meeting_is_planned(client_as: ClientAs, send: Send, world: World) -> None:
    client = client_as("membership")
    assert "Plan a meeting" in page(client, "/desk/meetings/plan/?body=assembly&day=2026-06-18")
    answer = send(client, "/desk/meetings/plan/", **PLAN)
    row = Meeting.objects.get()
    assert answer.url == at(row.public_id)
    assert (row.body, row.place, row.ordinary, row.meeting_on) == ("assembly", PLAN["place"], True, MEETING_ON)
    shown = page(client, answer.url)
    assert "Set the agenda; then convene it by 21 May 2026." in shown
    assert "Members add to the agenda until 4 June 2026" in shown


def test_what_the_rulebook_makes_of_a_day(client_as: ClientAs, send: Send, calendar: Any) -> None:
    client = client_as("membership")
    answer = send(client, "/desk/meetings/plan/", look="1", **PLAN)
    assert answer.status_code == 200
    shown = words_of(answer)
    assert "Convene it by 21 May 2026" in shown
    assert "Candidates are known by 4 June 2026" in shown
    assert "The roll is that of 11 June 2026" in shown
    assert PLAN["place"] in answer.content.decode()
    assert not Meeting.objects.exists()
    calendar(date(2026, 6, 1))
    late = words_of(send(client, "/desk/meetings/plan/", look="1", **PLAN))
    assert "Convened today it would be too late. It can be sent, and is marked as late on the record." in late


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"day": ""}, 422, "This field is required."),
        ({"time_zone": "Mars/Olympus"}, 422, "Select a valid choice."),
        ({"day": "2027-03-28", "hour": "02:30"}, 422, "The clocks skip this hour on that day."),
        ({"place": ""}, 409, "Where people come together is missing."),
        ({"day": "2026-05-01"}, 409, "A meeting is planned for a moment to come."),
    ],
)
def test_a_plan_that_is_refused_keeps_what_was_typed(
    client_as: ClientAs, send: Send, changes: dict[str, str], status: int, words: str
) -> None:
    answer = send(client_as("membership"), "/desk/meetings/plan/", **{**PLAN, **changes})
    assert answer.status_code == status
    assert words in words_of(answer)
    assert 'value="hybrid"' in answer.content.decode()
    assert not Meeting.objects.exists()


def test_the_steps_are_for_the_offices(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = with_agenda(world), client_as("treasurer")
    for path in ("plan/", "ask/", *(f"{found.id}/{step}/" for step in ("agenda", "chair", "convene", "cancel"))):
        answer = send(client, f"/desk/meetings/{path}", **PLAN)
        assert answer.status_code == 403, path
        assert "This step is for others: plan and convene meetings" in words_of(answer)
    assert client_as("contact").get(at(found.id)).status_code == 404
    assert found.row.state == "planned"


def test_a_second_convocation_begins_as_the_first(client_as: ClientAs, send: Send, world: World, calendar: Any) -> None:
    first = opened(world, "delegate")
    calendar(MEETING_ON, 20)
    client = client_as("secretary_general")
    close_meeting(actor=first.desk(hour=19), meeting=first.id)
    assert "There was no quorum" in page(client, at(first.id))
    address = f"/desk/meetings/plan/?second_of={first.id}"
    answer = client.get(address)
    assert "A second convocation" not in words_of(answer)
    assert 'value="2026-07-03"' in answer.content.decode()
    assert "After General Assembly, 18 June 2026, which had no quorum." in words_of(answer)
    early = send(client, address, **{**PLAN, "day": "2026-06-25"})
    assert "A second convocation may meet from 3 July 2026 on." in words_of(early)
    assert send(client, address, **{**PLAN, "day": "2026-07-09"}).status_code == 302
    second = Meeting.objects.get(second_of__public_id=first.id)
    assert "The meeting of 18 June 2026 had no quorum." in page(client, at(second.public_id))
    assert "See the meeting of 9 July 2026" in page(client, at(first.id))


@pytest.mark.parametrize("wanted", ["36b85601-6b35-4fe4-91e9-dca251acbe8f", "nothing"])
def test_a_second_convocation_of_nothing(client_as: ClientAs, wanted: str) -> None:
    assert client_as("membership").get(f"/desk/meetings/plan/?second_of={wanted}").status_code == 404


def test_a_chair_is_named(client_as: ClientAs, send: Send, world: World) -> None:
    board(world)
    found, client = planned(world), client_as("membership")
    shown = client.get(at(found.id, "chair/")).content.decode()
    assert "Sits in: Board" in shown
    assert "Speaks for a member" in shown
    assert send(client, at(found.id, "chair/"), person=str(world.people["contact"])).status_code == 302
    assert found.row.chair == world.people["contact"]
    assert "Chair Contact" in page(client, at(found.id))
    wrong = send(client, at(found.id, "chair/"), person=str(uuid4()))
    assert wrong.status_code == 422
    overtaken = send(client, at(found.id, "chair/"), person="", seen_version="1")
    assert overtaken.status_code == 409
    assert send(client, at(found.id, "chair/"), person="").status_code == 302
    assert found.row.chair is None


def test_a_meeting_is_convened_after_a_look(
    client_as: ClientAs, send: Send, world: World, calendar: Any, max_queries: Any
) -> None:
    found, client = with_agenda(world), client_as("membership")
    calendar(CONVENED)
    with max_queries(20):
        look = page(client, at(found.id, "convene/"))
    assert "In time Sent 38 days before; at least 28, so by 21 May 2026: in time." in look
    assert "3 members get it" in look
    assert "Accounts of the past year" in look
    assert send(client, at(found.id, "convene/"), seen_version="2").status_code == 302
    assert OutboxMessage.objects.filter(kind="assemblies.convocation").count() == 3
    with max_queries(20):
        shown = page(client, at(found.id))
    assert "3 letters on their way" in shown
    assert "It meets on 18 June 2026, 09:00 (Brussels time)." in shown
    assert "Add an item for a member" in shown
    again = send(client, at(found.id, "convene/"))
    assert "This meeting is convened; that step is not possible now." in words_of(again)


def test_a_late_convocation_is_flagged(client_as: ClientAs, send: Send, world: World, calendar: Any) -> None:
    found, client = with_agenda(world), client_as("membership")
    calendar(date(2026, 6, 1))
    assert "The last day to convene it was 21 May 2026." in page(client, at(found.id))
    assert "The convocation is late" in page(client, at(found.id, "convene/"))
    assert send(client, at(found.id, "convene/"), seen_version="2").status_code == 302
    assert "Convened late" in page(client, at(found.id))


def test_nothing_is_convened_without_an_agenda(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = planned(world), client_as("membership")
    assert "There is no agenda yet" in page(client, at(found.id, "convene/"))
    answer = send(client, at(found.id, "convene/"))
    assert answer.status_code == 409
    assert "A meeting is convened with its agenda." in words_of(answer)


def test_a_board_is_convened_by_its_seats(client_as: ClientAs, send: Send, world: World) -> None:
    board(world)
    found = planned(world, body="board", kind="on_site", ordinary=False)
    client = client_as("membership")
    send(client, at(found.id, "agenda/"), **{"own": "0", "std-minutes-place": "1"}, seen_version="1")
    assert "5 persons get it." in page(client, at(found.id, "convene/"))
    assert "1 of them has no vote as it stands." in page(client, at(found.id, "convene/"))
    assert send(client, at(found.id, "convene/"), seen_version="2").status_code == 302
    assert "Contact" in page(client, at(found.id, "letters/"))
    assert "The seat has a vote." in page(client, at(found.id, "roll/"))


def test_the_letters(client_as: ClientAs, world: World, max_queries: Any) -> None:
    found = convened(world)
    OutboxMessage.objects.filter(kind="assemblies.convocation").first()
    row = OutboxMessage.objects.filter(kind="assemblies.convocation").order_by("id")[0]
    row.state, row.error = "failed", "Permanent failure: nobody"
    row.save()
    client = client_as("auditor")
    with max_queries(20):
        shown = page(client, at(found.id, "letters/"))
    assert "Förbundet Arbetskooperation" in shown
    assert "Failed" in shown
    assert "1 row" in page(client, at(found.id, "letters/?state=failed"))
    assert "1 letter failed" in page(client, at(found.id))


def test_a_meeting_is_cancelled(client_as: ClientAs, send: Send, world: World) -> None:
    found, client = convened(world), client_as("membership")
    assert "Whoever was called is told by mail" in page(client, at(found.id, "cancel/"))
    assert send(client, at(found.id, "cancel/"), reason="").status_code == 422
    assert send(client, at(found.id, "cancel/"), reason="The hall has burnt.").status_code == 302
    shown = page(client, at(found.id))
    assert "The meeting is cancelled The hall has burnt." in shown
    assert "Nothing is left to do." in shown
    assert send(client, at(found.id, "cancel/"), reason="Again").status_code == 409


@pytest.mark.parametrize("place", ["", "agenda/", "roll/", "letters/", "proxies/", "convene/"])
def test_what_is_not_there(client_as: ClientAs, place: str) -> None:
    assert client_as("membership").get(at(uuid4(), place)).status_code == 404


def test_an_open_and_a_closed_meeting(client_as: ClientAs, world: World, calendar: Any, max_queries: Any) -> None:
    found = opened(world)
    calendar(MEETING_ON, 12)
    client = client_as("secretary_general")
    found.closes(_cast(found))
    with max_queries(20):
        shown = page(client, at(found.id))
    assert "The meeting is open." in shown
    assert "The roll is frozen, as of 11 June 2026." in shown
    assert "by show of names" in shown
    assert "Adopted" in shown
    vote = found.row.votes.get().public_id
    with max_queries(20):
        told = page(client, f"/desk/meetings/votes/{vote}/")
    assert "One vote each: 2 yes; more than 1/2 of 3 yes and no is 1 1/2: reached" in told
    assert "Förbundet Arbetskooperation Delegate Yes 1" in told


def _cast(found: Any) -> UUID:
    vote: UUID = found.asks("accounts")
    found.casts("delegate", vote)
    found.casts("their_contact", vote)
    found.casts("associated_contact", vote, "no")
    return vote


def test_today_tells_of_meetings(client_as: ClientAs, world: World, calendar: Any) -> None:
    found, client = with_agenda(world), client_as("membership")
    calendar(CONVENED)
    shown = page(client, "/desk/")
    assert "1 meeting is to be convened" in shown
    assert "by 21 May 2026 · General Assembly" in shown
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    row = OutboxMessage.objects.filter(kind="assemblies.convocation").order_by("id")[0]
    row.state = "failed"
    row.save()
    shown = page(client, "/desk/")
    assert "1 convocation could not be delivered" in shown
    assert "For 2 members nobody would vote" in shown
