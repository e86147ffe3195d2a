"""Nothing typed is lost when a stay ends: who typed it gets it back by a new link, and nobody else."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from koinon.core.models import OutboxMessage
from koinon.doors.website.applicant import COOKIE
from koinon.doors.website.models import HomePage
from koinon.rooms.admissions.access import page_seal
from koinon.rooms.admissions.models import ApplicantLink, Application, ParkedAnswers
from tests.doors.website.applying import arrived, row, save
from tests.doors.website.reading import faults, read
from tests.files import pdf

HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]+)"')
TYPED = {"name": "Federação <Nova>", "country": "PT", "website": "", "contact_name": "Ana Prado"}


@pytest.fixture(autouse=True)
def _own_ground(site: HomePage, settings: Settings, tmp_path: Path) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    OutboxMessage.objects.all().delete()


@pytest.fixture
def away(stranger: Client) -> Client:
    """A browser whose stay has ended: the application's pages stand open in it, and the cookie is gone."""
    arrived(stranger)
    end_stays()
    del stranger.cookies[COOKIE]
    return stranger


def end_stays() -> None:
    """Twelve hours pass."""
    for link in ApplicantLink.objects.exclude(stays_until=None):
        link.stays_until -= timedelta(hours=13)  # type: ignore[operator]
        link.save()


def test_the_page_says_what_happened_what_was_kept_and_what_to_do(away: Client) -> None:
    answer = save(away, "organisation", **TYPED)
    page = read(answer)
    assert answer.status_code == 409
    assert faults(page) == []
    assert "You have been away for some time" in page.text
    assert "What you typed is kept" in page.text
    assert "Mail me a new link" in page.text
    assert "Nova" not in answer.content.decode(), "whoever sits there now reads nothing of it"
    assert row().name == ""


def test_who_typed_it_finds_it_again_by_a_new_link(away: Client, max_queries: Callable[..., object]) -> None:
    save(away, "organisation", **TYPED)
    assert arrived(away).url == "/en/apply/form/organisation/"
    with max_queries(20):  # type: ignore[attr-defined]
        page = away.get("/en/apply/form/organisation/")
    content = page.content.decode()
    assert faults(read(page)) == []
    assert 'value="Federação &lt;Nova&gt;"' in content
    assert '<option value="PT" selected>' in content
    assert "You typed this after your stay had ended" in content
    assert row().name == "", "it is not kept before its writer says so"
    save(away, "organisation", **TYPED)
    assert row().name == "Federação <Nova>"
    assert not ParkedAnswers.objects.exists()
    assert "You typed this after" not in away.get("/en/apply/form/organisation/").content.decode()


def test_on_another_machine_too(away: Client) -> None:
    save(away, "questions", **{"fact-level": "national", "fact-worker_cooperatives": "yes"})
    other = Client()
    assert arrived(other).url == "/en/apply/form/questions/"
    content = other.get("/en/apply/form/questions/").content.decode()
    assert content.count("checked") == 2
    assert "You typed something after" in other.get("/en/apply/status/").content.decode()


def test_another_applicant_in_the_same_browser_does_not(away: Client) -> None:
    save(away, "organisation", **TYPED)
    assert arrived(away, "bela@example.org").url == "/en/apply/status/"
    for place in ("form/organisation", "status", "check"):
        content = away.get(f"/en/apply/{place}/").content.decode()
        assert "Nova" not in content
        assert "You typed" not in content


def test_a_page_of_one_application_writes_nothing_into_another(stranger: Client) -> None:
    """Two tabs of one browser: the first was left open, the second has another application open."""
    arrived(stranger)
    first = row()
    arrived(stranger, "bela@example.org")
    answer = save(stranger, "organisation", of=first, **TYPED)
    assert answer.status_code == 409
    assert set(Application.objects.values_list("name", flat=True)) == {""}
    assert ParkedAnswers.objects.get().application == first
    assert "Nova" not in stranger.get("/en/apply/form/organisation/").content.decode()


def test_a_page_of_one_application_withdraws_no_other(stranger: Client) -> None:
    arrived(stranger)
    page = stranger.get("/en/apply/status/").content.decode()
    given = dict(HIDDEN.findall(page.partition('action="/en/apply/withdraw/"')[2]))
    arrived(stranger, "bela@example.org")
    answer = stranger.post("/en/apply/withdraw/", given)
    assert answer.status_code == 409
    assert "went into no application" in read(answer).text
    assert set(Application.objects.values_list("state", flat=True)) == {"draft"}


@pytest.mark.parametrize("open_here", [True, False])
@pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abcde:forged"])
def test_a_forged_page_is_refused_and_what_was_typed_shown_once(stranger: Client, forged: str, open_here: bool) -> None:
    arrived(stranger)
    if not open_here:
        end_stays()
    answer = stranger.post("/en/apply/form/organisation/", {"seen_version": 1, **TYPED, "page": forged})
    page = read(answer)
    assert answer.status_code == 409
    assert "This page did not come from us" in page.text
    assert "Federação <Nova>" in page.text
    assert "<Nova>" not in answer.content.decode()
    assert not ParkedAnswers.objects.exists()
    assert row().name == ""


def test_a_page_without_a_seal_leads_to_where_a_link_is_asked_for(away: Client) -> None:
    answer = away.post("/en/apply/form/organisation/", {"seen_version": 1, **TYPED})
    assert (answer.status_code, answer.url) == (302, "/en/apply/")  # type: ignore[attr-defined]
    assert not ParkedAnswers.objects.exists()


def test_what_a_colleague_saved_meanwhile_stands_beside_it(away: Client) -> None:
    save(away, "organisation", **TYPED)
    colleague = Client()
    arrived(colleague)
    Application.objects.update(name="Federation New")
    content = colleague.get("/en/apply/form/organisation/").content.decode()
    assert "Kept at this moment:" in content
    assert "<strong>Federation New</strong>" in content
    kept = colleague.get("/en/apply/form/organisation/?kept=yes").content.decode()
    assert 'value="Federation New"' in kept
    assert "You typed this after" not in kept


def test_the_answer_to_a_question_and_to_a_refusal_come_back(away: Client) -> None:
    seal = {"page": _seal(), "seen_version": 1}
    Application.objects.update(state="asked_back")
    away.post("/en/apply/check/", {**seal, "answer": "Article 4, I said."})
    assert arrived(away).url == "/en/apply/check/"
    Application.objects.update(state="refused")
    end_stays()
    away.post("/en/apply/answer/", {**seal, "answer": "They do name them."})
    ParkedAnswers.objects.filter(place="check").delete()
    assert arrived(away).url == "/en/apply/status/"
    assert "They do name them.</textarea>" in away.get("/en/apply/status/").content.decode()
    away.post("/en/apply/answer/", {"page": _seal(), "seen_version": row().version, "answer": "They do name them."})
    assert row().state == "under_review"
    assert not ParkedAnswers.objects.exists()


def test_a_file_is_not_kept_and_it_says_so(away: Client) -> None:
    file = SimpleUploadedFile("letter.pdf", pdf(), "application/pdf")
    answer = away.post("/en/apply/papers/", {"page": _seal(), "item": "letter", "file": file})
    assert "The file is not kept" in read(answer).text
    assert not ParkedAnswers.objects.exists()


def test_what_is_typed_is_bounded(away: Client) -> None:
    answer = save(away, "organisation", name="x" * 100_000)
    assert "more than a page of the application holds" in read(answer).text
    many = {f"fact-{number}": "x" for number in range(200)}
    assert "more than a page" in read(save(away, "questions", **many)).text
    assert not ParkedAnswers.objects.exists()


def _seal() -> str:
    return page_seal(row())
