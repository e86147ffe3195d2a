"""A refusal as its applicant reads it, and the one answer to it."""

import pytest
from django.test import Client

from koinon.core.decisions import DecisionReference
from koinon.rooms.admissions.actions import (
    Verdict,
    mark_item,
    prepare_for_board,
    record_board_decision,
    take_up_review,
)
from tests.doors.website.applying import filled, row
from tests.doors.website.conftest import TODAY
from tests.doors.website.reading import faults, read
from tests.rooms.admissions.applying import ITEMS
from tests.world import World

pytestmark = pytest.mark.usefixtures("applying_ground")


def refused_by_the_board(world: World, reasons: str) -> None:
    """The officer finds everything in order; the Board refuses."""
    officer, application = world.actor("membership", TODAY), row().public_id
    if row().state == "submitted":
        take_up_review(actor=officer, application=application, seen_version=row().version)
    for item in ITEMS:
        mark_item(actor=officer, application=application, item=item, in_order=True, seen_version=row().version)
    prepare_for_board(actor=officer, application=application, seen_version=row().version)
    verdict = Verdict(False, DecisionReference("Board", TODAY, "B2026/5"), reasons)
    record_board_decision(actor=officer, application=application, verdict=verdict, seen_version=row().version)


def test_a_refusal_says_who_refused_and_why_and_is_answered_once(applicant: Client, world: World) -> None:
    filled(applicant)
    applicant.post("/en/apply/check/", {"seen_version": row().version})
    refused_by_the_board(world, "The list names <b>no members.")
    page = applicant.get("/en/apply/status/")
    for words in ("Why it was refused", "The list names <b>no members.", "Board, B2026/5", "Answer the refusal"):
        assert words in read(page).text
    assert "&lt;b&gt;no members" in page.content.decode()
    assert "optional" not in read(page).text
    assert faults(read(page)) == []
    assert applicant.post("/en/apply/answer/", {"seen_version": row().version, "answer": " "}).status_code == 409
    said = applicant.post("/en/apply/answer/", {"seen_version": row().version, "answer": "Page 3 does."}, follow=True)
    assert row().state == "under_review"
    assert "Your answer is sent." in read(said).text
    assert "Why it was refused" not in read(said).text
    refused_by_the_board(world, "Page 3 is empty.")
    last = read(applicant.get("/en/apply/status/")).text
    assert "Page 3 is empty." in last
    assert "This is the last word" in last
    assert "Answer the refusal" not in last
    again = {"seen_version": row().version, "answer": "It is not."}
    assert "A refusal can be answered once" in read(applicant.post("/en/apply/answer/", again)).text
