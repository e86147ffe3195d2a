"""Applying on the website: a link by mail, pages that keep what was answered, papers, the check, the status."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koinon.doors.website.applicant import COOKIE
from koinon.rooms.admissions.actions import ask_back, take_up_review
from koinon.rooms.admissions.models import Application
from tests.doors.website.applying import ORGANISATION, filled, mailed, row, save
from tests.doors.website.conftest import TODAY
from tests.doors.website.reading import faults, read
from tests.files import pdf
from tests.world import World

pytestmark = pytest.mark.usefixtures("applying_ground")
PAGES = ("form/organisation", "form/address", "form/questions", "papers", "check", "status")


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
    came = stranger.post(path)
    assert (came.status_code, came.url) == (302, "/en/apply/status/")  # type: ignore[attr-defined]
    cookie = came.cookies[COOKIE]
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
    page = applicant.get("/en/apply/form/questions/").content.decode()
    assert page.count("<fieldset") == 4
    assert applicant.get("/en/apply/form/questions-1/").status_code == 404
    assert applicant.get("/en/apply/form/figures/").status_code == 404, "no category, no figures yet"
    assert applicant.get("/en/apply/form/evidence/").status_code == 404, "no criterion that wants something named"


def test_what_was_answered_is_kept_on_every_step(applicant: Client) -> None:
    assert save(applicant, "organisation", **ORGANISATION).url == "/en/apply/form/address/"
    save(applicant, "questions", **{"fact-level": "national", "fact-worker_cooperatives": "no"})
    assert row().facts == {"level": "national", "worker_cooperatives": False}
    assert "Federação Nova" in applicant.get("/en/apply/form/organisation/").content.decode()
    save(applicant, "questions", **{"fact-level": "", "fact-worker_cooperatives": "no"})
    assert row().facts == {"worker_cooperatives": False}


def test_nothing_on_a_page_has_to_be_answered_yet(applicant: Client) -> None:
    for step in ("organisation", "address", "questions"):
        assert save(applicant, step).status_code == 302


def test_whoever_may_join_is_led_here(stranger: Client) -> None:
    assert 'href="/en/apply/"' in stranger.get("/en/who-may-join/").content.decode()


def test_only_what_is_still_open_is_asked(applicant: Client) -> None:
    """Full member first: what only associates or affiliates are asked comes once that is ruled out."""
    answers = {"level": "national", "legal_form": "other", "worker_cooperatives": "yes", "social_cooperatives": "no"}
    onwards = save(applicant, "questions", **{f"fact-{key}": value for key, value in answers.items()})
    assert onwards.url == "/en/apply/form/questions/"
    page = applicant.get("/en/apply/form/questions/")
    content, text = page.content.decode(), read(page).text
    assert asked(content) == ["cicopa"]
    assert faults(read(page)) == []
    assert "At which level does your organisation work? A whole country" in text
    assert 'href="/en/apply/form/questions/?change=level"' in content
    assert "6 questions that are not needed by now" in text
    done = save(applicant, "questions", **{"fact-cicopa": "member"})
    assert done.url == "/en/apply/form/figures/"
    assert asked(applicant.get("/en/apply/form/questions/").content.decode()) == []


def test_a_settled_answer_is_changed_on_its_own(applicant: Client) -> None:
    answers = {"level": "national", "worker_cooperatives": "yes", "cicopa": "member"}
    save(applicant, "questions", **{f"fact-{key}": value for key, value in answers.items()})
    page = applicant.get("/en/apply/form/questions/?change=level").content.decode()
    assert asked(page) == ["level"]
    assert "checked" in page
    save(applicant, "questions", **{"fact-level": "european"})
    assert (row().criterion, row().facts["level"]) == ("european_organisation", "european")
    assert asked(applicant.get("/en/apply/form/questions/?change=nonsense").content.decode()) == []


def test_questions_left_open_are_not_asked_again_at_once(applicant: Client) -> None:
    address = "/en/apply/form/questions/"
    for following in (["professional_federations", "cicopa"], None):
        shown = asked(applicant.get(address).content.decode())
        sent = {"seen_version": row().version, "asked": [f"fact-{key}" for key in shown]}
        address = applicant.post(address, sent).url  # type: ignore[attr-defined]
        assert following is None or asked(applicant.get(address).content.decode()) == following
    assert address == "/en/apply/papers/"
    assert len(asked(applicant.get("/en/apply/form/questions/").content.decode())) == 4


def test_the_full_member_is_named_only_by_a_branch(applicant: Client) -> None:
    no = {f"fact-{key}": "no" for key in ("worker_cooperatives", "social_cooperatives", "supports_creation")}
    save(applicant, "questions", **{**no, "fact-level": "local", "fact-legal_form": "other", "fact-cicopa": "member"})
    assert "/en/apply/form/evidence/" not in applicant.get("/en/apply/form/questions/").content.decode()
    assert applicant.get("/en/apply/form/evidence/").status_code == 404
    onwards = save(applicant, "questions", **{"fact-sectoral": "yes", "fact-other_cooperatives": "no"})
    assert onwards.url == "/en/apply/form/evidence/"
    page = read(applicant.get("/en/apply/form/evidence/"))
    assert faults(page) == []
    assert "Of which full member is it the branch?" in page.text
    assert "In which article" not in page.text
    assert save(applicant, "evidence", **{"fact-full_member": "Federation X"}).url == "/en/apply/form/figures/"
    assert row().criterion == "sectoral_organisation"
    assert "Federation X" in applicant.get("/en/apply/form/evidence/").content.decode()


def test_the_article_is_named_only_where_the_statutes_refer(applicant: Client) -> None:
    save(applicant, "questions", **{"fact-cicopa": "stays_out"})
    assert asked(applicant.get("/en/apply/form/questions/").content.decode()) == [
        "affiliates_or_promotes",
        "statutes_refer",
    ]
    onwards = save(applicant, "questions", **{"fact-affiliates_or_promotes": "no", "fact-statutes_refer": "yes"})
    assert onwards.url == "/en/apply/form/evidence/"
    assert "In which article" in read(applicant.get("/en/apply/form/evidence/")).text
    save(applicant, "evidence", **{"fact-statutes_article": "Article 4"})
    assert row().category == "network"


def test_a_contradiction_is_told_while_writing_and_at_the_check(applicant: Client) -> None:
    save(applicant, "questions", **{"fact-level": "local", "fact-professional_federations": "yes"})
    for place in ("form/questions", "check"):
        page = applicant.get(f"/en/apply/{place}/")
        assert "speaks for federations across Europe, and yet" in read(page).text
        assert 'href="/en/apply/form/questions/?change=level"' in page.content.decode()


def test_the_check_shows_the_verdict_as_it_is_shown_everywhere(applicant: Client) -> None:
    filled(applicant)
    text = read(applicant.get("/en/apply/check/")).text
    assert "Full member: National or regional organisation of worker or social cooperatives" in text
    assert "At which level does your organisation work? A whole country." in text
    assert "Rulebook CECOP, in force since 1 January 2026" in text
    assert "from your own answers" in text


def asked(content: str) -> list[str]:
    """The facts that a page's form asks."""
    return [name.removeprefix("fact-") for name in re.findall(r'name="asked" value="([\w-]+)"', content)]


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
