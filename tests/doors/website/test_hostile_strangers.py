"""What strangers tried on the way in: coming back behind somebody, filling the house, passing as one another."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koinon.core.models import JournalEntry
from tests.doors.website.applying import mailed, row
from tests.files import pdf

pytestmark = pytest.mark.usefixtures("applying_ground")


def test_after_leaving_the_link_in_the_history_of_the_browser_opens_nothing(stranger: Client) -> None:
    link = mailed(stranger)
    stranger.get(link)  # brings the browser's own secret, which stays in it for a year
    assert stranger.post(link).status_code == 302
    stranger.post("/en/apply/leave/")
    assert stranger.post(link).status_code == 409
    assert stranger.get("/en/apply/status/").status_code == 302
    assert JournalEntry.objects.filter(action="admissions.end_stay", subject=row().public_id).count() == 1
