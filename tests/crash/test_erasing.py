"""Killed in the middle of erasing: no row points to nothing, and what is left without a row goes the next time."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from koinon.adapters.storage import private_store
from koinon.core.models import JournalEntry
from koinon.rooms.admissions.jobs import tidy_drafts
from koinon.rooms.admissions.models import Application, ApplicationPaper
from koinon.rooms.documents.jobs import erase
from tests.processes import running
from tests.rooms.admissions.applying import BEGUN, PAPERS, begun
from tests.world import World

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]
OVER = BEGUN + timedelta(days=366)

# The jobs as the worker runs them, in a process that kills itself at one place, as a power cut would.
KILLED = """
import os, signal
from django.conf import settings
from pathlib import Path
settings.KOINON_PRIVATE_ROOT, settings.KOINON_CLOCK_OFFSET = {root!r}, {offset}
from koinon.adapters.storage import PrivateStore
from koinon.rooms.admissions.jobs import tidy_drafts
from koinon.rooms.admissions.models import Application
from koinon.rooms.documents.jobs import erase
def die(*_args, **_more):
    os.kill(os.getpid(), signal.SIGKILL)
{place} = die
tidy_drafts()
erase()
"""
PLACES = {
    "within the rows' transaction": "Application.save",
    "between rows and files": "PrivateStore.untouched_since",
    "between setting a file aside and erasing it": "Path.unlink",
}


def files() -> set[str]:
    """The digests in the private store, those set aside among them."""
    root = private_store().root
    return {path.name.removeprefix(".gone-") for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def draft(world: World, settings: Settings, tmp_path: Path, calendar: Callable[..., None]) -> None:
    """A draft with four papers that nobody went on with for a year and a day."""
    settings.KOINON_PRIVATE_ROOT = tmp_path
    applicant = begun(world)
    for item in PAPERS:
        applicant.attach(item, content=b"\x89PNG\r\n\x1a\n" + item.encode())
    for path in tmp_path.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    calendar(OVER)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.usefixtures("draft")
def test_killed(place: str, settings: Settings, tmp_path: Path) -> None:
    code = KILLED.format(root=str(tmp_path), offset=settings.KOINON_CLOCK_OFFSET, place=place)
    with running(code) as process:
        assert process.wait(timeout=120) == -signal.SIGKILL
    rows = set(ApplicationPaper.objects.values_list("digest", flat=True))
    assert rows <= files(), "a row points to nothing"
    assert len(rows) in (0, len(PAPERS))
    assert bool(rows) is (Application.objects.get().state == "draft")
    tidy_drafts()
    erase()
    assert (ApplicationPaper.objects.count(), files()) == (0, set())
    assert Application.objects.get().state == "expired"
    assert JournalEntry.objects.filter(action="admissions.expire_draft").count() == 1
