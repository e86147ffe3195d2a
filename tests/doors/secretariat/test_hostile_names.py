"""A name that is a script, from the applicant's form to every page of the desk that shows it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from koinon.rooms.admissions.models import Application
from koinon.rooms.dues.models import QuoteRequest
from koinon.rooms.organisations.models import Organisation
from tests.rooms.admissions.applying import DECIDED, DETAILS, before_board, decided
from tests.world import World, moment

HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}'\"`"
NAMES = {**DETAILS, "name": HOSTILE, "city": HOSTILE, "street": HOSTILE, "contact_name": HOSTILE}


@pytest.fixture(autouse=True)
def _own_ground(settings: Settings, tmp_path: Path, calendar: Callable[..., None]) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    calendar(DECIDED)


def test_a_script_for_a_name_is_shown_and_never_run(world: World, client_as: Callable[[str], Client]) -> None:
    applicant = before_board(world, details=NAMES)
    page = f"/desk/applications/{applicant.id}/"
    QuoteRequest.objects.create(
        name=HOSTILE, email="a@example.org", organisation=HOSTILE, year=2026, message=HOSTILE, asked_at=moment(DECIDED)
    )
    asked = QuoteRequest.objects.get().public_id
    officer = client_as("membership")
    pages = ["/desk/", "/desk/applications/", page, f"{page}decide/", "/desk/dues/quotes/"]
    pages += [f"/desk/dues/quotes/new/?request={asked}", f"/desk/dues/quotes/{asked}/close/", "/desk/journal/"]
    shown = {path: officer.get(path) for path in pages}
    Application.objects.all().delete()
    admitted = decided(world, details=NAMES).row
    record = Organisation.objects.get(name=HOSTILE).public_id
    pages = [f"/desk/applications/{admitted.public_id}/", f"/desk/organisations/{record}/", "/desk/organisations/"]
    pages += [f"/desk/organisations/{record}/invite/", "/desk/eligibility/", f"/en/members/{record}/"]
    shown |= {path: officer.get(path) for path in pages}
    for path, answer in shown.items():
        content = answer.content.decode()
        assert answer.status_code == 200, path
        assert "<img src=x" not in content, path
        assert "49'" not in content, path
    assert sum("&lt;img src=x" in answer.content.decode() for answer in shown.values()) >= 10
