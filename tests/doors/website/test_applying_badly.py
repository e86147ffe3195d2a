"""What goes wrong while one applies: clear words, nothing lost, nothing leaked."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from koinon.adapters.storage import private_store
from koinon.core.models import OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.rooms.admissions.models import Application
from tests.doors.website.applying import ORGANISATION, filled, mailed, row, save
from tests.doors.website.conftest import TODAY
from tests.doors.website.reading import read
from tests.files import PNG
from tests.rooms.documents.library import pdf_file

pytestmark = pytest.mark.usefixtures("applying_ground")


def test_a_link_is_too_old_after_a_day_and_a_scanner_never_uses_it(
    stranger: Client, calendar: Callable[..., None]
) -> None:
    path = mailed(stranger)
    for look in ("get", "head", "options"):
        assert getattr(Client(), look)(path).status_code in (200, 405)
    calendar(TODAY + timedelta(days=2))
    late = stranger.post(path)
    assert late.status_code == 409
    assert "used already or is too old" in read(late).text
    assert "Ask for a new link" in read(late).text
    assert not Application.objects.exists()


def test_whoever_applies_reads_beforehand_how_long_it_is_kept(stranger: Client) -> None:
    text = read(stranger.get("/en/apply/")).text
    assert "365 days after it was last changed" in text
    assert "Drafts that were withdrawn 30 days" in text
    assert "Three years after the last word" in text


def test_submitting_twice_submits_once(applicant: Client) -> None:
    filled(applicant)
    sent = {"seen_version": row().version}
    answers = [applicant.post("/en/apply/check/", sent) for _time in range(2)]
    assert [answer.url for answer in answers] == ["/en/apply/status/"] * 2  # type: ignore[attr-defined]
    assert row().history.filter(event="submit").count() == 1
    subjects = [OutboxMessage.objects.filter(subject=row().public_id).count()]
    assert subjects == [1], "one letter"


def test_an_organisation_that_is_a_member_is_told_so_and_its_draft_is_kept(applicant: Client) -> None:
    filled(applicant)
    name = unicodedata.normalize("NFD", "CONFÉDÉ\u200dRATION\u00ad des coopératives de travail")
    save(applicant, "organisation", **{**ORGANISATION, "name": name, "country": "FR"})
    answer = applicant.post("/en/apply/check/", {"seen_version": row().version})
    assert answer.status_code == 409
    assert "is a member already" in read(answer).text
    assert "Your draft is kept." in read(answer).text
    assert (row().state, row().contact_name) == ("draft", "Ana Prado")


@pytest.mark.parametrize("country", ["YU", "SU", "DD", "CS", "AN", "ZR", "UK", "", "\x00", "pt"])
def test_a_country_that_does_not_exist_any_more_is_not_taken(applicant: Client, country: str) -> None:
    answer = save(applicant, "organisation", **{**ORGANISATION, "country": country})
    assert row().country == ""
    if country:
        assert answer.status_code == 200
        assert "Choose one of the answers" in read(answer).text
        assert 'value="Federa' in answer.content.decode()


NAMES = {
    "right to left": ("التعاونية العربية للإنتاج", ""),
    "combining marks": (unicodedata.normalize("NFD", "Coopérative Žofie"), "Coopérative Žofie"),
    "200 characters": ("ő" * 200, ""),
    "emoji": ("👩\u200d🌾 Coop 🏴", ""),
    "bidi controls": ("\u202egro.live\u202c Coop \u2067x\u2069", "gro.live Coop x"),
    "markup": ("<script>alert(1)</script> & \"'", ""),
    "format": ("{{ 7*7 }} %s %(x)s {0}", ""),
}


@pytest.mark.parametrize(("typed", "kept"), NAMES.values(), ids=NAMES)
def test_a_name_in_any_script_comes_through_to_desk_and_letter(
    applicant: Client, client_as: Callable[[str], Client], typed: str, kept: str
) -> None:
    filled(applicant)
    save(applicant, "organisation", **{**ORGANISATION, "name": typed, "contact_name": typed})
    assert (row().name, row().contact_name) == (kept or typed, kept or typed)
    applicant.post("/en/apply/check/", {"seen_version": row().version})
    deliver_due()
    assert row().name in mail.outbox[-1].body
    desk = client_as("membership")
    for address in ("/desk/applications/", f"/desk/applications/{row().public_id}/"):
        page = desk.get(address).content.decode()
        assert escape(row().name) in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("typed", ["n" * 201, "a\x00b"], ids=["201 characters", "NUL"])
def test_what_is_no_name_is_said_beside_it(applicant: Client, typed: str) -> None:
    answer = save(applicant, "organisation", **{**ORGANISATION, "name": typed})
    assert (answer.status_code, row().name) == (200, "")
    assert 'aria-invalid="true"' in answer.content.decode()
    assert 'value="Ana Prado"' in answer.content.decode()


@pytest.mark.parametrize("typed", ["\u200b\ufeff", "\u202e\u202c", "\u0301"], ids=["no width", "bidi", "a lone mark"])
def test_a_name_that_nobody_sees_is_none(applicant: Client, typed: str) -> None:
    filled(applicant)
    save(applicant, "organisation", **{**ORGANISATION, "name": typed})
    answer = applicant.post("/en/apply/check/", {"seen_version": row().version})
    assert (answer.status_code, row().name) == (409, "")
    assert "the name of your organisation" in read(answer).text


PAPERS_REFUSED = {
    "active": (lambda: pdf_file(lambda paper: paper.Root.__setattr__("OpenAction", script())), "acts by itself"),
    "of another type": (lambda: b"<svg onload=alert(1)>", "Files of this kind are not taken"),
    "empty": (lambda: b"", "empty"),
    "too large": (lambda: PNG + b"0" * 10 * 1024 * 1024, "larger than 10 MB"),
    "damaged": (lambda: b"%PDF-1.7 and nothing else", "damaged"),
}


def script() -> Any:
    """An action of a PDF that runs when it is opened."""
    return pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)"))


@pytest.mark.parametrize(("content", "said"), PAPERS_REFUSED.values(), ids=PAPERS_REFUSED)
def test_a_paper_that_is_not_taken_says_why(applicant: Client, content: Callable[[], bytes], said: str) -> None:
    file = SimpleUploadedFile("letter.pdf", content(), "application/pdf")
    answer = applicant.post("/en/apply/papers/", {"item": "letter", "file": file})
    assert answer.status_code == 200
    assert said in read(answer).text
    assert not row().papers.exists()
    assert not [path for path in private_store().root.rglob("*") if path.is_file()]
