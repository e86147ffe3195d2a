"""Minutes at the desk: drafted, completed beside what happened, signed, sent, approved; and their PDF."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from koinon.rooms.assemblies.actions import correct_minutes
from tests.adapters.papers import text_of
from tests.rooms.assemblies.meeting import LATER, convened, planned
from tests.rooms.assemblies.minuted import (
    NEXT_YEAR,
    approved,
    completed,
    drafted,
    held,
    later_vote,
    latest,
    record_of,
    sent,
    signed,
    written,
)
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]


@pytest.fixture(autouse=True)
def today(calendar: Callable[..., None]) -> None:
    """Some weeks after the meeting."""
    calendar(LATER)


def page_of(meeting: UUID, step: str = "") -> str:
    """An address about the minutes."""
    return f"/desk/meetings/{meeting}/minutes/{step}"


def words_of(response: Any) -> str:
    """What can be read in the middle of a page."""
    main = BeautifulSoup(response.content, "html.parser").main
    return " ".join(str(main.get_text(" ") if main else "").split())


def sends(client: Client, path: str, **values: Any) -> Any:
    """What a form answers."""
    return client.post(path, {"key": str(uuid4()), **values}, follow=True)


def test_before_the_meeting_is_closed_there_is_nothing_to_draft(world: World, client_as: ClientAs) -> None:
    found = convened(world)
    said = words_of(client_as("secretary_general").get(page_of(found.id)))
    assert "Once the meeting is closed" in said
    assert "Draft the minutes" not in said


def test_draft(world: World, client_as: ClientAs) -> None:
    found, client = held(world), client_as("secretary_general")
    assert "Draft the minutes" in words_of(client.get(page_of(found.id)))
    said = words_of(sends(client, page_of(found.id, "draft/")))
    assert "Drafted. Write beside it what was said" in said
    assert record_of(found).state == "drafted"


def test_what_happened_stands_beside_the_fields(world: World, client_as: ClientAs, max_queries: Any) -> None:
    found, client = drafted(world), client_as("secretary_general")
    with max_queries(20):
        page = client.get(page_of(found.id))
    said = words_of(page)
    for words in (
        "Minutes: General Assembly, 18 June 2026",
        "Rejected.",
        "The wrong words were on the screen",
        "One vote each: 1 yes; more than 1/2 of 3 yes and no is 1 1/2: not reached",
        "proxy to",
        "What was said on “Budget”",
    ):
        assert words in said
    names = {str(tag.get("name")) for tag in BeautifulSoup(page.content, "html.parser").find_all("textarea")}
    assert {"opening", "incidents", "closing", f"item-{found.item('budget')}"} <= names


def test_save_and_complete(world: World, client_as: ClientAs) -> None:
    found, client = drafted(world), client_as("secretary_general")
    given = {"keeper": "Ilse Schreiber", f"item-{found.item('budget')}": "Several asked for time."}
    said = words_of(sends(client, page_of(found.id), save="1", seen_version=1, **given))
    assert "Saved as a new version." in said
    assert "Version 2" in said
    assert (record_of(found).state, latest(found).words["keeper"]) == ("drafted", "Ilse Schreiber")
    said = words_of(sends(client, page_of(found.id), complete="1", seen_version=2, **given))
    assert "Completed. The chair of the meeting signs them next." in said
    assert record_of(found).state == "completed"


def test_a_refusal_keeps_what_was_typed(world: World, client_as: ClientAs) -> None:
    found, client = drafted(world), client_as("secretary_general")
    given = {"complete": "1", "seen_version": 1, "keeper": "", "opening": "Typed for an hour."}
    answer = sends(client, page_of(found.id), **given)
    assert answer.status_code == 422
    assert "Typed for an hour." in answer.content.decode()
    stale = sends(client, page_of(found.id), **{**given, "keeper": "Ilse", "seen_version": 7})
    assert stale.status_code == 409
    assert "Typed for an hour." in stale.content.decode()


def test_sign_on_paper_send_and_approve(world: World, client_as: ClientAs, calendar: Callable[..., None]) -> None:
    found, client = completed(world), client_as("secretary_general")
    assert "signature on paper" in words_of(client.get(page_of(found.id, "sign/")))
    assert "The minutes are signed." in words_of(sends(client, page_of(found.id, "sign/"), seen_version=2))
    assert "The letters are on their way." in words_of(sends(client, page_of(found.id, "send/"), seen_version=3))
    assert "No later meeting has adopted minutes" in words_of(client.get(page_of(found.id, "approve/")))
    vote = later_vote(world)
    calendar(NEXT_YEAR)
    assert "17 June 2027: Minutes of the last Assembly" in words_of(client.get(page_of(found.id, "approve/")))
    assert "The minutes are approved." in words_of(sends(client, page_of(found.id, "approve/"), vote=str(vote)))
    assert record_of(found).state == "approved"


def test_correct(world: World, client_as: ClientAs) -> None:
    found, client = sent(world), client_as("secretary_general")
    assert "The chair welcomed everybody." in client.get(page_of(found.id, "correct/")).content.decode()
    given = {"keeper": "Ilse", "closing": "In May.", "reason": "Asked by a delegate", "seen_version": 4}
    assert "Corrected." in words_of(sends(client, page_of(found.id, "correct/"), **given))
    assert (record_of(found).state, latest(found).reason) == ("completed", "Asked by a delegate")


def test_the_pdf_of_a_draft_and_of_an_earlier_version(world: World, client_as: ClientAs) -> None:
    found, client = signed(world), client_as("auditor")
    answer = client.get(page_of(found.id, "minutes.pdf"))
    assert answer["Content-Type"] == "application/pdf"
    assert "minutes-assembly-2026-06-18-draft-2.pdf" in answer["Content-Disposition"]
    assert "DRAFT until approved" in text_of(answer.content)
    first = client.get(page_of(found.id, "minutes.pdf"), {"version": "1"})
    assert "DRAFT · version 1, not signed by the chair" in text_of(first.content)
    assert client.get(page_of(found.id, "minutes.pdf"), {"version": "9"}).status_code == 404


def test_an_earlier_version_can_be_read(world: World, client_as: ClientAs) -> None:
    found, client = completed(world), client_as("secretary_general")
    page = client.get(page_of(found.id), {"version": "1"})
    assert "DRAFT · version 1" in words_of(page)
    assert b"<textarea" not in page.content


def test_approved_minutes_have_no_steps(world: World, client_as: ClientAs, max_queries: Any) -> None:
    found, client = approved(world), client_as("secretary_general")
    with max_queries(20):
        said = words_of(client.get(page_of(found.id)))
    assert "DRAFT" not in said
    for step in ("Send to everybody", "Record the approval", "Sign"):
        assert f"{step} " not in said.replace("Sign-off", "").replace("Signed", "")


def test_who_only_reads_is_offered_nothing(world: World, client_as: ClientAs) -> None:
    found = drafted(world)
    client = client_as("auditor")
    page = client.get(page_of(found.id))
    assert page.status_code == 200
    assert b"<textarea" not in page.content
    assert sends(client, page_of(found.id), save="1", seen_version=1, keeper="Me").status_code == 403
    assert sends(client, page_of(found.id, "draft/")).status_code == 403
    assert record_of(found).version == 1


def test_nobody_else_finds_them(world: World, client_as: ClientAs) -> None:
    found = drafted(world)
    for name in ("contact", "their_contact", "stranger"):
        assert client_as(name).get(page_of(found.id)).status_code == 404
    desk = client_as("secretary_general")
    assert desk.get(page_of(uuid4())).status_code == 404
    assert desk.get(page_of(planned(world).id, "sign/")).status_code == 404


def test_a_correction_is_shown_with_its_reason(world: World, client_as: ClientAs) -> None:
    found = signed(world)
    given = {"meeting": found.id, "words": written(found), "reason": "A name was wrong", "seen_version": 3}
    correct_minutes(actor=found.desk(LATER), **given)
    assert "A name was wrong" in words_of(client_as("auditor").get(page_of(found.id)))


def test_the_list_of_meetings_says_how_far_the_minutes_are(world: World, client_as: ClientAs) -> None:
    client, past = client_as("membership"), "/desk/meetings/?when=past"
    drafted(world)
    assert "The minutes are to be drafted" not in words_of(client.get(past))
