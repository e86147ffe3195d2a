"""A website with its first pages, on a day when the rulebook is in force."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from koinon.core.models import OutboxMessage
from koinon.doors.website.models import HomePage
from koinon.doors.website.setup import plant_pages
from tests.doors.website.applying import mailed
from tests.world import World

TODAY = date(2026, 4, 14)


@pytest.fixture
def site(world: World, calendar: Callable[..., None]) -> HomePage:
    """The planted pages of the test world's website."""
    calendar(TODAY)
    # Wagtail remembers where each site begins; the pages of the test before are gone.
    cache.clear()
    plant_pages()
    return HomePage.objects.get()


@pytest.fixture
def stranger(site: HomePage) -> Client:
    """A browser of somebody we do not know."""
    return Client()


@pytest.fixture
def applying_ground(site: HomePage, settings: Settings, tmp_path: Path) -> None:
    """Papers go into a folder of the test, and the outbox begins empty."""
    settings.KOINON_PRIVATE_ROOT = tmp_path
    OutboxMessage.objects.all().delete()


@pytest.fixture
def applicant(applying_ground: None, stranger: Client) -> Client:
    """A browser with an empty application open."""
    assert stranger.post(mailed(stranger)).status_code == 302
    return stranger
