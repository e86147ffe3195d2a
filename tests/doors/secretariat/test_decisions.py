"""The register at the desk, what follows from items, and what was refused."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koinon.core.models import Decision
from koinon.rooms.assemblies.actions import ItemDetails
from koinon.rooms.decisions.actions import PaperDecision, enter_from_paper
from koinon.rooms.decisions.models import Consequence, ProposedRules, RegisteredDecision
from koinon.rooms.decisions.wanted import AdoptedDocument
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering
from tests.rooms.decisions.deciding import as_it_stands, decides, gathering, moves, opens, wants
from tests.rooms.documents import library
from tests.world import ASSEMBLY, BOARD, World, cecop_texts

DESK = "/desk/decisions/"


@pytest.fixture
def planned_meeting(world: World, calendar: Callable[..., None]) -> Gathering:
    """An Assembly on its day, not open yet."""
    calendar(MEETING_ON, 18)
    return gathering(world, ItemDetails("fees"), ItemDetails("elections"), elections=True)


@pytest.fixture
def meeting(planned_meeting: Gathering) -> Gathering:
    """The same, open."""
    return opens(planned_meeting)


def test_register(meeting: Gathering, client_as: Callable[[str], Client], max_queries: Callable[..., Any]) -> None:
    motion = moves(meeting, "accounts", "The accounts of the past year are approved.", "Accounts approved")
    entry = decides(meeting, "accounts", motion=motion)
    decides(meeting, "budget", "no")
    desk = client_as("secretary_general")
    with max_queries():
        page = desk.get(DESK)
    assert "GA2026/1" in page.text
    assert "Rejected" in page.text
    found = desk.get(f"{DESK}?q=approv+accounts").text
    assert "GA2026/1" in found
    assert "GA2026/2" not in found
    assert "GA2026/1" not in desk.get(f"{DESK}?adopted=False").text
    assert "GA2026/1" in desk.get(f"{DESK}?export=csv").getvalue().decode()
    with max_queries():
        page = desk.get(f"{DESK}{entry.public_id}/")
    assert "3 yes, 0 no, 0 abstained" in page.text
    assert f"/desk/meetings/{meeting.id}/" in page.text


def test_enter_from_paper(world: World, client_as: Callable[[str], Client]) -> None:
    desk = client_as("membership")
    given = {
        "key": uuid4(),
        "body": "assembly",
        "taken_on": "2025-05-22",
        "reference": "GA2025/7",
        "title": "Scale",
        "text": "It goes on.",
        "adopted": "no",
    }
    answer = desk.post(f"{DESK}enter/", given)
    entry = RegisteredDecision.objects.get()
    assert answer.headers["Location"] == f"{DESK}{entry.public_id}/"
    assert not entry.adopted
    again = desk.post(f"{DESK}enter/", {**given, "key": uuid4()})
    assert again.status_code == 409
    assert "already" in again.text


def test_publish_one_and_name_what_it_carries_out(world: World, client_as: Callable[[str], Client]) -> None:
    keeper = world.actor("membership")
    paper = {
        "board": PaperDecision("board", BOARD, "Office for research", "The Board rents an office."),
        "assembly": PaperDecision("assembly", ASSEMBLY, "Policy of research", "Research is done."),
    }
    ids = {body: enter_from_paper(actor=keeper, given=given).decision for body, given in paper.items()}
    origin = RegisteredDecision.objects.get(public_id=ids["assembly"]).cited.public_id
    desk = client_as("membership")
    step = f"{DESK}{ids['board']}/origin/"
    assert "Policy of research" in desk.get(step).text
    desk.post(step, {"key": uuid4(), "seen_version": 1, "carries_out": origin})
    assert "Policy of research" in desk.get(f"{DESK}{ids['board']}/").text
    assert "Office for research" in desk.get(f"{DESK}{ids['assembly']}/").text
    street = client_as("nobody")
    for decision in ids.values():
        version = RegisteredDecision.objects.get(public_id=decision).version
        desk.post(f"{DESK}{decision}/level/", {"key": uuid4(), "seen_version": version, "level": "public"})
    assert "Office for research" in street.get("/en/decisions/?q=rent").text
    assert "Policy of research" not in street.get("/en/decisions/?q=rent").text
    assert "Policy of research" in street.get(f"/en/decisions/{ids['board']}/").text
    assert "Office for research" in client_as("contact").get(f"/en/members/decisions/{ids['assembly']}/").text


def test_members_and_street(meeting: Gathering, client_as: Callable[[str], Client]) -> None:
    entry = decides(meeting, "accounts")
    assert entry.reference in client_as("contact").get("/en/members/decisions/").text
    assert client_as("contact").get(f"/en/members/decisions/{entry.public_id}/").status_code == 200
    assert entry.reference not in client_as("stranger").get("/en/members/decisions/").text
    assert client_as("stranger").get(f"/en/members/decisions/{entry.public_id}/").status_code == 404
    assert entry.reference not in client_as("nobody").get("/en/decisions/").text
    assert client_as("nobody").get(f"/en/decisions/{entry.public_id}/").status_code == 404


def test_say_what_follows(
    planned_meeting: Gathering, client_as: Callable[[str], Client], max_queries: Callable[..., Any]
) -> None:
    found, desk = planned_meeting, client_as("secretary_general")
    document, _edition = library.published(found.world, title="Declaration")
    page = f"/desk/meetings/{found.id}/consequences/"
    with max_queries():
        assert "Add: adopt a document" in desk.get(page).text
    step = f"/desk/meetings/items/{found.item('accounts')}/consequences/document/"
    answer = desk.post(step, {"key": uuid4(), "document": document})
    assert answer.headers["Location"] == page
    with max_queries():
        assert "Declaration" in desk.get(page).text
    row = Consequence.objects.get()
    desk.post(f"/desk/consequences/{row.public_id}/drop/", {"key": uuid4(), "seen_version": row.version})
    assert not Consequence.objects.exists()


def test_a_kind_that_the_decision_does_not_bring_about_has_no_page(
    planned_meeting: Gathering, client_as: Callable[[str], Client]
) -> None:
    item = planned_meeting.item("accounts")
    for kind in ("exclusion", "seats", "nonsense"):
        step = f"/desk/meetings/items/{item}/consequences/{kind}/"
        assert client_as("secretary_general").get(step).status_code == 404


def test_new_rules_follow_with_only_the_files_that_change(
    planned_meeting: Gathering, client_as: Callable[[str], Client]
) -> None:
    desk, text = client_as("secretary_general"), cecop_texts()["fees.toml"].replace("1450.00", "1460.00")
    step = f"/desk/meetings/items/{planned_meeting.item('fees')}/consequences/rulebook/"
    given = {"key": uuid4(), "in_force_from": "2027-01-01"}
    assert desk.get(step).status_code == 200
    wrong = SimpleUploadedFile("fees.toml", b"nonsense")
    assert desk.post(step, {**given, "texts": wrong}).status_code == 409
    binary = SimpleUploadedFile("fees.toml", b"\xff\xfe")
    assert desk.post(step, {**given, "texts": binary}).status_code == 422
    assert not ProposedRules.objects.exists()
    desk.post(step, {**given, "texts": SimpleUploadedFile("fees.toml", text.encode())})
    proposed = ProposedRules.objects.get()
    assert proposed.texts == {**cecop_texts(), "fees.toml": text}
    assert Consequence.objects.get().given == {"rules": str(proposed.public_id), "in_force_from": "2027-01-01"}
    desk.post(step, {**given, "texts": SimpleUploadedFile("fees.toml", text.encode())})
    assert Consequence.objects.count() == 1


def test_seats_follow_from_an_election(planned_meeting: Gathering, client_as: Callable[[str], Client]) -> None:
    desk = client_as("secretary_general")
    step = f"/desk/meetings/items/{planned_meeting.item('elections')}/consequences/seats/"
    assert "Board: Member" in desk.get(step).text
    desk.post(step, {"key": uuid4(), "seat": "seat:board:member", "starts_on": "2026-07-01"})
    given = Consequence.objects.get().given
    assert given == {"body": "board", "seat": "member", "starts_on": "2026-07-01", "in_place_of": None}


def test_what_was_refused_comes_on_today_and_is_tried_again(
    planned_meeting: Gathering, client_as: Callable[[str], Client], max_queries: Callable[..., Any]
) -> None:
    found, desk = planned_meeting, client_as("secretary_general")
    document = library.added(found.world, title="Declaration")
    wanted = wants(found, "accounts", AdoptedDocument(document))
    entry = decides(opens(found))
    assert "1 decision could not be carried out" in desk.get("/desk/").text
    with max_queries():
        page = desk.get("/desk/consequences/")
    assert "Nothing of this document is published" in page.text
    assert "the decision stands" in desk.get(f"{DESK}{entry.public_id}/").text
    library.edition(found.world, document)
    step = f"/desk/consequences/{wanted}/carry-out/"
    answer = desk.post(step, {"key": uuid4(), "seen_version": as_it_stands(wanted).version}, follow=True)
    assert "It is carried out." in answer.text
    assert "could not be carried out" not in desk.get("/desk/").text


def test_what_is_left_of_a_meeting_is_settled_at_the_desk(
    planned_meeting: Gathering, client_as: Callable[[str], Client]
) -> None:
    found, desk = planned_meeting, client_as("secretary_general")
    document, _edition = library.published(found.world, title="Declaration")
    wanted = wants(found, "accounts", AdoptedDocument(document))
    meeting = opens(found)
    entry = decides(meeting, "accounts", motion=moves(meeting, "accounts", "We adopt it."))
    step = f"/desk/consequences/{wanted}/by/"
    assert entry.reference in desk.get(step).text
    desk.post(step, {"key": uuid4(), "seen_version": 1, "decision": entry.public_id})
    assert as_it_stands(wanted).state == "carried_out"


def test_what_is_cited_and_not_entered_is_named_and_filled_in(world: World, client_as: Callable[[str], Client]) -> None:
    desk = client_as("membership")
    assert "1 decision is cited by records" in desk.get(DESK).text
    cited = Decision.objects.get(reference="GA2025/7")
    page = desk.get(f"{DESK}enter/?decision={cited.public_id}").text
    assert 'value="GA2025/7"' in page
    enter_from_paper(
        actor=world.actor("membership"), given=PaperDecision("assembly", ASSEMBLY, "Rulebook", "It is adopted.")
    )
    assert "cited by records" not in desk.get(DESK).text
