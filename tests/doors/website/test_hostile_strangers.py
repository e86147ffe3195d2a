"""What strangers tried on the way in: coming back behind somebody, filling the house, passing as one another."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from koinon.adapters.storage import private_store
from koinon.core.models import JournalEntry
from koinon.doors.shared.flood import too_often
from koinon.doors.website.views import apply_writing
from tests.doors.website.applying import arrived, mailed, row
from tests.doors.website.reading import read
from tests.files import PNG

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
pytestmark = pytest.mark.usefixtures("applying_ground")


def test_after_leaving_the_link_in_the_history_of_the_browser_opens_nothing(stranger: Client) -> None:
    link = mailed(stranger)
    stranger.get(link)  # brings the browser's own secret, which stays in it for a year
    assert stranger.post(link).status_code == 302
    stranger.post("/en/apply/leave/")
    assert stranger.post(link).status_code == 409
    assert stranger.get("/en/apply/status/").status_code == 302
    assert JournalEntry.objects.filter(action="admissions.end_stay", subject=row().public_id).count() == 1


def test_a_page_left_open_withdraws_no_other_application(stranger: Client) -> None:
    """Two tabs of one browser: the first shows one application, the second has opened another since."""
    arrived(stranger)
    sent = withdrawal_on(stranger)
    arrived(stranger, "bela@example.org")
    assert stranger.post("/en/apply/withdraw/", sent).status_code == 409
    assert [row(email).state for email in ("ana@example.org", "bela@example.org")] == ["draft", "draft"]
    stranger.post("/en/apply/withdraw/", withdrawal_on(stranger))
    assert row("bela@example.org").state == "withdrawn"


def withdrawal_on(client: Client) -> dict[str, str]:
    """What the form that withdraws sends, as the page shows it."""
    content = client.get("/en/apply/status/").content.decode()
    form = content[content.index('action="/en/apply/withdraw/"') :]
    return dict(HIDDEN.findall(form[: form.index("</form>")]))


def test_sending_and_taking_out_again_does_not_fill_the_disk(
    applicant: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply_writing, "FROM_ONE", 3)
    answers = [_sent_and_taken_out(applicant, number) for number in range(5)]
    assert [answer.status_code for answer in answers] == [302] * 3 + [429] * 2
    assert "Send it in an hour" in read(answers[-1]).text
    assert len(list(private_store().root.glob("??/*"))) == 3


def _sent_and_taken_out(applicant: Client, number: int) -> Any:
    file = SimpleUploadedFile("letter.png", PNG + bytes([number]), "image/png")
    answer = applicant.post("/en/apply/papers/", {"item": "letter", "file": file})
    for paper in row().papers.all():
        applicant.post("/en/apply/papers/remove/", {"paper": str(paper.public_id)})
    return answer


def test_all_of_ipv4_is_not_counted_as_one_household() -> None:
    cache.clear()
    seen = [
        too_often(RequestFactory().get("/", REMOTE_ADDR=address), "tests", 1, 100)
        for address in ("::ffff:192.0.2.1", "::ffff:192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8:1::1")
    ]
    assert seen == [False] * 5
    assert too_often(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1"), "tests", 1, 100)
    assert too_often(RequestFactory().get("/", REMOTE_ADDR="2001:db8::2"), "tests", 1, 100)
