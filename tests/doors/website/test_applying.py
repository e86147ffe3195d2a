"""Applying on the website: a link by mail, pages that keep what was answered, papers, the check, the status."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from koinon.core.decisions import DecisionReference
from koinon.core.models import OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.doors.website.applicant import COOKIE
from koinon.doors.website.models import HomePage
from koinon.rooms.admissions.actions import (
    Verdict,
    ask_back,
    mark_item,
    prepare_for_board,
    record_board_decision,
    take_up_review,
)
from koinon.rooms.admissions.models import Application
from tests.doors.website.conftest import TODAY
from tests.doors.website.reading import faults, read
from tests.files import pdf
from tests.rooms.admissions.applying import ITEMS
from tests.world import World

LINK = re.compile(r"(/en/apply/link/[\w-]+/)")
PAGES = ("form/organisation", "form/address", "form/questions-1", "form/questions-4", "papers", "check", "status")
ORGANISATION = {"name": "Federação Nova", "country": "PT", "website": "", "contact_name": "Ana Prado"}
ADDRESS = {"street": "Rua Nova 3", "postal_code": "1100", "city": "Lisbon"}


@pytest.fixture(autouse=True)
def _own_ground(site: HomePage, settings: Settings, tmp_path: Path) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    OutboxMessage.objects.all().delete()


def mailed(client: Client) -> str:
    """Ask for a link; where it leads."""
    answer = client.post("/en/apply/", {"email": "ana@example.org"})
    assert answer.status_code == 302
    deliver_due()
    found = LINK.search(str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.fixture
def applicant(stranger: Client) -> Client:
    """A browser with an empty application open."""
    assert stranger.post(mailed(stranger)).status_code == 302
    return stranger


def row() -> Application:
    """The one application."""
    return Application.objects.get()


def save(client: Client, step: str, **answers: str) -> Any:
    """Send a page of the form."""
    return client.post(f"/en/apply/form/{step}/", {"seen_version": row().version, **answers})


def filled(client: Client) -> None:
    """Everything answered, every paper sent."""
    save(client, "organisation", **ORGANISATION)
    save(client, "address", **ADDRESS)
    save(client, "questions-1", **{"fact-level": "national", "fact-worker_cooperatives": "yes"})
    save(client, "questions-4", **{"fact-cicopa": "joins_too"})
    save(client, "figures", **{"figure-cooperatives": "120", "figure-turnover": "80,000,000"})
    for item in ("letter", "statutes", "members", "accounts"):
        file = SimpleUploadedFile(f"{item}.pdf", pdf(), "application/pdf")
        assert client.post("/en/apply/papers/", {"item": item, "file": file}).status_code == 302


def test_the_first_page_says_what_is_needed_and_mails_a_link(stranger: Client) -> None:
    page = stranger.get("/en/apply/")
    assert faults(read(page)) == []
    assert "The statutes" in read(page).text
    sent = stranger.post("/en/apply/", {"email": "ana@example.org"}, follow=True)
    assert "A link is on its way" in read(sent).text
    wrong = stranger.post("/en/apply/", {"email": "ana"})
    assert "This is not an e-mail address" in read(wrong).text


def test_a_link_acts_only_when_the_button_is_pressed(stranger: Client) -> None:
    path = mailed(stranger)
    for _time in range(2):
        assert faults(read(stranger.get(path))) == []
    assert not Application.objects.exists()
    arrived = stranger.post(path)
    assert (arrived.status_code, arrived.url) == (302, "/en/apply/status/")  # type: ignore[attr-defined]
    cookie = arrived.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    other = Client()
    assert other.post(path).status_code == 409
    assert other.get("/en/apply/status/").status_code == 302


def test_pressing_twice_in_one_browser_arrives_twice(stranger: Client) -> None:
    path = mailed(stranger)
    stranger.get(path)
    assert [stranger.post(path).status_code for _time in range(2)] == [302, 302]
    assert Application.objects.count() == 1


@pytest.mark.parametrize("place", PAGES)
def test_the_pages(applicant: Client, place: str, max_queries: Callable[..., Any]) -> None:
    with max_queries(20):
        page = applicant.get(f"/en/apply/{place}/")
    assert page.status_code == 200
    assert faults(read(page)) == []
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("place", PAGES)
def test_strangers_are_led_to_the_first_page(stranger: Client, place: str) -> None:
    assert stranger.get(f"/en/apply/{place}/").status_code == 302
    stranger.cookies[COOKIE] = "x" * 64
    assert stranger.post(f"/en/apply/{place}/", {"seen_version": 1}).status_code == 302


def test_no_page_asks_more_than_four_questions(applicant: Client) -> None:
    for number in range(1, 5):
        page = applicant.get(f"/en/apply/form/questions-{number}/").content.decode()
        assert 1 <= page.count("<fieldset") + page.count('class="form-label"') <= 4
    assert applicant.get("/en/apply/form/questions-5/").status_code == 404
    assert applicant.get("/en/apply/form/figures/").status_code == 404, "no category, no figures yet"


def test_what_was_answered_is_kept_on_every_step(applicant: Client) -> None:
    assert save(applicant, "organisation", **ORGANISATION).url == "/en/apply/form/address/"
    save(applicant, "questions-1", **{"fact-level": "national", "fact-worker_cooperatives": "no"})
    assert row().facts == {"level": "national", "worker_cooperatives": False}
    assert "Federação Nova" in applicant.get("/en/apply/form/organisation/").content.decode()
    save(applicant, "questions-1", **{"fact-level": "", "fact-worker_cooperatives": "no"})
    assert row().facts == {"worker_cooperatives": False}


def test_the_answer_that_settles_the_category_leads_on_to_the_figures_of_its_fee(applicant: Client) -> None:
    save(applicant, "questions-1", **{"fact-level": "national", "fact-worker_cooperatives": "yes"})
    assert save(applicant, "questions-4", **{"fact-cicopa": "joins_too"}).url == "/en/apply/form/figures/"


def test_nothing_on_a_page_has_to_be_answered_yet(applicant: Client) -> None:
    for step in ("organisation", "address", "questions-1", "questions-3"):
        assert save(applicant, step).status_code == 302


def test_whoever_may_join_is_led_here(stranger: Client) -> None:
    assert 'href="/en/apply/"' in stranger.get("/en/who-may-join/").content.decode()


def test_two_people_at_once_see_both_answers_and_lose_nothing(applicant: Client) -> None:
    seen = row().version
    save(applicant, "organisation", **ORGANISATION)
    late = {**ORGANISATION, "name": "Federation New", "seen_version": str(seen)}
    answer = applicant.post("/en/apply/form/organisation/", late)
    page = read(answer)
    assert answer.status_code == 409
    assert "Federação Nova" in page.text
    assert 'value="Federation New"' in answer.content.decode()
    assert row().name == "Federação Nova"
    again = {**late, "seen_version": str(row().version)}
    assert applicant.post("/en/apply/form/organisation/", again).status_code == 302
    assert row().name == "Federation New"


def test_nonsense_is_said_beside_its_field_and_nothing_is_lost(applicant: Client) -> None:
    answer = save(applicant, "organisation", **{**ORGANISATION, "country": "Atlantis"})
    assert answer.status_code == 200
    assert 'value="Federa' in answer.content.decode()
    wrong = save(applicant, "organisation", **{**ORGANISATION, "website": "javascript:alert(1)"})
    assert wrong.status_code == 409
    assert "That is no web address" in read(wrong).text
    file = SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>", "application/pdf")
    page = applicant.post("/en/apply/papers/", {"item": "letter", "file": file})
    assert "Files of this kind are not taken" in read(page).text
    assert not row().papers.exists()


def test_from_the_first_page_to_submitted(applicant: Client) -> None:
    early = applicant.post("/en/apply/check/", {"seen_version": row().version})
    assert early.status_code == 409
    filled(applicant)
    check = read(applicant.get("/en/apply/check/"))
    assert faults(check) == []
    assert "Full member" in check.text
    assert "Yearly fee" in check.text
    done = applicant.post("/en/apply/check/", {"seen_version": row().version}, follow=True)
    assert row().state == "submitted"
    assert "You submitted it" in read(done).text
    for place in ("form/organisation", "papers", "check"):
        assert applicant.get(f"/en/apply/{place}/").url == "/en/apply/status/"  # type: ignore[attr-defined]


def test_a_question_is_shown_and_answered(applicant: Client, world: World) -> None:
    filled(applicant)
    applicant.post("/en/apply/check/", {"seen_version": row().version})
    officer = world.actor("membership", TODAY)
    take_up_review(actor=officer, application=row().public_id, seen_version=row().version)
    ask_back(actor=officer, application=row().public_id, question="Which <b>article?", seen_version=row().version)
    page = applicant.get("/en/apply/check/")
    assert "Which &lt;b&gt;article?" in page.content.decode()
    assert applicant.post("/en/apply/check/", {"seen_version": row().version, "answer": ""}).status_code == 409
    answered = {"seen_version": row().version, "answer": "Article 4."}
    assert "You answered and submitted it again" in read(applicant.post("/en/apply/check/", answered, follow=True)).text
    assert row().state == "submitted"
    # A way to where one is already would lead nowhere.
    assert "Where it stands" not in read(applicant.get("/en/apply/status/")).text


def test_papers_are_taken_out_again(applicant: Client) -> None:
    file = SimpleUploadedFile("letter.pdf", pdf(), "application/pdf")
    applicant.post("/en/apply/papers/", {"item": "letter", "file": file})
    paper = row().papers.get()
    assert "letter.pdf" in read(applicant.get("/en/apply/papers/")).text
    applicant.post("/en/apply/papers/remove/", {"paper": "nonsense"})
    assert row().papers.exists()
    applicant.post("/en/apply/papers/remove/", {"paper": str(paper.public_id)})
    assert not row().papers.exists()


def test_withdraw_and_leave(applicant: Client) -> None:
    stale = applicant.post("/en/apply/withdraw/", {"seen_version": 99})
    assert stale.status_code == 409
    applicant.post("/en/apply/withdraw/", {"seen_version": row().version})
    assert row().state == "withdrawn"
    applicant.post("/en/apply/leave/")
    assert applicant.get("/en/apply/status/").status_code == 302


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
