"""Applications at the desk: the list, one with everything about it, its steps, its papers, and Today."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from koinon.core.decisions import DecisionReference
from koinon.rooms.admissions.actions import Verdict, answer_refusal, record_ratification
from koinon.rooms.admissions.models import ChecklistMark, MemberOpinion
from tests.files import pdf
from tests.rooms.admissions.applying import (
    DECIDED,
    DETAILS,
    RATIFIED,
    Applicant,
    before_board,
    begun,
    check_all,
    decided,
    submitted,
    under_review,
)
from tests.world import World

LIST = "/desk/applications/"
Max = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _own_ground(settings: Settings, tmp_path: Path, calendar: Callable[..., None]) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    calendar(DECIDED)


@pytest.fixture
def officer(client_as: Callable[[str], Client]) -> Client:
    """The membership officer's browser."""
    return client_as("membership")


def page(applicant: Applicant, step: str = "") -> str:
    """The address of an application, or of a step about it."""
    return f"{LIST}{applicant.id}/{step}"


def take(officer: Client, applicant: Applicant, step: str, **given: str) -> Any:
    """Send a step's form."""
    form = {"key": str(uuid4()), "seen_version": str(applicant.version), **given}
    return officer.post(page(applicant, step), form)


VERDICT = {"approved": "yes", "body": "Board", "taken_on": DECIDED.isoformat(), "reference": "B2026/5"}


def test_the_list_and_the_page(world: World, officer: Client, max_queries: Max) -> None:
    applicant = under_review(world)
    with max_queries(20):
        listed = officer.get(LIST).content.decode()
    assert f">{DETAILS['name']}</a>" in listed
    with max_queries(20):
        shown = officer.get(page(applicant)).content.decode()
    for words in ("A letter in which", "statutes.pdf", "Ana Prado", "At which level", "A whole country"):
        assert words in shown
    assert DETAILS["name"] in officer.get(f"{LIST}?state=under_review&q=COOPERATIVAS").content.decode()
    assert DETAILS["name"] not in officer.get(f"{LIST}?state=board").content.decode()
    exported = b"".join(officer.get(f"{LIST}?export=csv").streaming_content)  # type: ignore[attr-defined]
    assert "Under review" in exported.decode()


def test_drafts_are_not_there(world: World, officer: Client) -> None:
    applicant = begun(world)
    assert officer.get(page(applicant)).status_code == 404
    assert officer.get(f"{LIST}{uuid4()}/").status_code == 404


@pytest.mark.parametrize("who", ["contact", "communications", "technician", "nobody"])
def test_others_do_not_see_them(world: World, client_as: Callable[[str], Client], who: str) -> None:
    applicant = submitted(world)
    paper = applicant.row.papers.first()
    assert paper is not None
    for address in (LIST, page(applicant), page(applicant, f"papers/{paper.public_id}/")):
        answer = client_as(who).get(address)
        assert answer.status_code in {302, 403, 404}
        assert DETAILS["name"] not in answer.content.decode()


def test_a_paper_is_kept_not_shown(world: World, officer: Client) -> None:
    applicant = submitted(world)
    paper = applicant.row.papers.get(item="statutes")
    answer = officer.get(page(applicant, f"papers/{paper.public_id}/"))
    assert answer.content == pdf()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="statutes.pdf"'
    assert officer.get(page(applicant, f"papers/{uuid4()}/")).status_code == 404


def test_from_taking_up_to_the_last_word(world: World, officer: Client, calendar: Callable[..., None]) -> None:
    applicant = submitted(world)
    assert take(officer, applicant, "take-up/").status_code == 302
    assert take(officer, applicant, "check/letter/", in_order="no", note="Not signed.").status_code == 302
    assert "Not signed." in officer.get(page(applicant)).content.decode()
    assert take(officer, applicant, "prepare/").status_code == 409
    check_all(world, applicant, DECIDED)
    assert take(officer, applicant, "prepare/").status_code == 302
    assert "Record the Board&#x27;s decision" in officer.get(page(applicant)).content.decode()
    assert take(officer, applicant, "decide/", **VERDICT).status_code == 302
    assert "Admitted provisionally" in officer.get(page(applicant)).content.decode()
    calendar(RATIFIED)
    ratified = {**VERDICT, "body": "General Assembly", "taken_on": RATIFIED.isoformat(), "reference": "GA2026/9"}
    assert take(officer, applicant, "ratify/", **ratified).status_code == 302
    assert applicant.row.state == "admitted"


def test_pressing_twice_does_it_once(world: World, officer: Client) -> None:
    applicant = before_board(world)
    form = {"key": str(uuid4()), "seen_version": str(applicant.version), **VERDICT}
    assert [officer.post(page(applicant, "decide/"), form).status_code for _time in range(2)] == [302, 302]
    assert applicant.row.history.filter(event="pass_on").count() == 1


def test_what_is_missing_is_said_and_what_was_typed_is_kept(world: World, officer: Client) -> None:
    applicant = before_board(world)
    answer = take(officer, applicant, "decide/", **{**VERDICT, "approved": "no", "reference": "B2026/77"})
    assert answer.status_code == 409
    assert "A refusal needs its reasons" in answer.content.decode()
    assert "B2026/77" in answer.content.decode()
    stale = take(officer, applicant, "decide/", **{**VERDICT, "seen_version": "1"})
    assert stale.status_code == 409
    assert applicant.row.state == "board"


def test_a_question_and_an_opinion(world: World, officer: Client) -> None:
    applicant = under_review(world, details={**DETAILS, "country": "SE"})
    given = {
        "member": str(world.organisations["ours"]),
        "view": "favours",
        "words": "Good people.",
        "received_on": date(2026, 3, 20).isoformat(),
    }
    assert take(officer, applicant, "opinion/", **given).status_code == 302
    assert MemberOpinion.objects.get().view == "favours"
    assert "Good people." in officer.get(page(applicant)).content.decode()
    assert take(officer, applicant, "opinion/", **{**given, "member": str(uuid4())}).status_code == 422
    assert take(officer, applicant, "ask/", question="Which article?").status_code == 302
    assert applicant.row.state == "asked_back"


def test_an_item_that_is_not_on_the_list(world: World, officer: Client) -> None:
    applicant = under_review(world)
    assert officer.get(page(applicant, "check/shoes/")).status_code == 404
    assert not ChecklistMark.objects.exists()


def test_today_says_what_waits(world: World, officer: Client, client_as: Callable[[str], Client]) -> None:
    submitted(world)
    today = officer.get("/desk/").content.decode()
    assert "1 application was submitted" in today
    assert DETAILS["name"] in today
    assert "application was submitted" not in client_as("communications").get("/desk/").content.decode()


def test_a_refusal_that_was_answered_stands_with_its_answer(world: World, officer: Client, max_queries: Max) -> None:
    applicant = decided(world, approved=False)
    applicant.come_in(DECIDED)
    given = {"actor": applicant.actor(DECIDED), "access": applicant.access, "seen_version": applicant.version}
    answer_refusal(**given, answer="They do: article 4 <b>names them.")
    today = officer.get("/desk/").content.decode()
    assert "1 refusal was answered" in today
    assert "application is under review" not in today
    with max_queries(20):
        shown = officer.get(page(applicant)).content.decode()
    for words in (
        "The refusal was answered",
        "They do: article 4 &lt;b&gt;names them.",
        "The statutes name no members.",
        "Board, B2026/5",
        "Lay it before the Board",
        "Ask the applicant",
    ):
        assert words in shown
    assert take(officer, applicant, "prepare/").status_code == 302
    assert take(officer, applicant, "decide/", **VERDICT).status_code == 302
    after = officer.get(page(applicant)).content.decode()
    assert 'k-notice-title">The refusal was answered' not in after


def test_what_the_assembly_refused_is_told_as_the_assemblys_word(world: World, officer: Client) -> None:
    applicant = decided(world)
    assembly = DecisionReference("General Assembly", DECIDED, "GA2026/9")
    verdict = Verdict(False, assembly, "The Assembly saw too little.")
    told = {"application": applicant.id, "verdict": verdict, "seen_version": applicant.version}
    record_ratification(actor=world.actor("membership", DECIDED), **told)
    applicant.come_in(DECIDED)
    given = {"actor": applicant.actor(DECIDED), "access": applicant.access, "seen_version": applicant.version}
    answer_refusal(**given, answer="See the report.")
    shown = officer.get(page(applicant)).content.decode()
    assert "Refused by General Assembly, GA2026/9, on 12 May 2026: The Assembly saw too little." in shown


def test_today_says_what_waits_for_the_assembly(world: World, officer: Client) -> None:
    decided(world)
    assert "1 admission waits to be ratified" in officer.get("/desk/").content.decode()
