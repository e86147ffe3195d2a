"""What every test stands on: the world, people over HTTP, a calendar, a limit on queries (settings: settings.py)."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker, Settings

if TYPE_CHECKING:
    from tests.world import World

# A machine that does other things as well is slow now and then; a test does not fail for it.
hypothesis.settings.register_profile("koinon", deadline=None)
hypothesis.settings.load_profile("koinon")

BACKEND = "koinon.rooms.people.backends.MandateBackend"
_built: "dict[str, World]" = {}


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables straight from the models at the desk, by the migrations where CI runs."""
    return bool(os.environ.get("CI"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Build the world once a session; each test sees it untouched and is rolled back."""
    with django_db_blocker.unblock():
        stand()


def stand() -> "World":
    """The world as it stands, built anew where a test that commits has emptied the database."""
    from koinon.rooms.organisations.models import Confederation
    from tests import pages, world

    known = _built.get("world")
    if known is None or not Confederation.objects.filter(organisation__public_id=known.organisations["house"]).exists():
        pages.lay_ground()
        known = _built["world"] = world.build()
    return known


@pytest.fixture
def world(db: None) -> "World":
    """The test world (tests/world.py), under CECOP's rulebook with its illustrative amounts."""
    return stand()


@pytest.fixture
def published(world: "World") -> "World":
    """The world under a rulebook whose amounts are all published: fees can be issued outside the demo."""
    from tests.world import publish

    publish(world)
    return world


@pytest.fixture
def demo(settings: Settings) -> None:
    """The rules of the demo: illustrative amounts may be issued."""
    settings.KOINON_DEMO = True


@pytest.fixture
def calendar(settings: Settings) -> Callable[..., None]:
    """`calendar(date(2026, 4, 1))`: for the rest of the test, that is today for every door and the worker."""
    from django.utils import timezone

    from tests.world import moment

    def turn_to(day: date, hour: int = 10) -> None:
        settings.KOINON_CLOCK_OFFSET = int((moment(day, hour) - timezone.now()).total_seconds())

    return turn_to


@pytest.fixture
def client_as(world: "World") -> Callable[[str], Client]:
    """`client_as("contact")`: a browser signed in as that person; `client_as("nobody")`: not signed in."""

    def signed_in(name: str) -> Client:
        client = Client()
        if name != "nobody":
            client.force_login(world.person(name), backend=BACKEND)
        return client

    return signed_in


@pytest.fixture
def max_queries() -> Callable[..., AbstractContextManager[CaptureQueriesContext]]:
    """`with max_queries(20):` fails, listing them, when more queries were made."""

    @contextmanager
    def limited(most: int = 20) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as captured:
            yield captured
        made = [query["sql"] for query in captured.captured_queries]
        assert len(made) <= most, f"{len(made)} queries, at most {most} allowed:\n" + "\n".join(made)

    return limited


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Rate limits are counted in the cache: each test begins with none used up."""
    cache.clear()
