"""The demo's network, built once for all of these tests in an empty house and taken down afterwards."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from koinon.doors.demo.cast import DemoRecord
from koinon.doors.demo.network import build_network
from koinon.doors.demo.network.steps import Network
from koinon.doors.demo.parts import parts
from tests.world import moment

YEAR = 2026
TODAY = date(YEAR, 4, 14)
TEMPLATES = Path(__file__).parents[3] / "src" / "koinon" / "doors" / "demo" / "templates"


@dataclass(frozen=True, slots=True)
class Demo:
    """The network, and how many seconds of computing it took."""

    network: Network
    seconds: float


@contextmanager
def an_empty_house() -> Iterator[None]:
    """No row of ours is there; everything comes back afterwards."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            for app in apps.get_app_configs():
                if app.name.startswith(("koinon.core", "koinon.rooms")):
                    for model in app.get_models():
                        cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def demo_house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demo]:
    """The demo on its today, with its own pages."""
    distance = int((moment(TODAY) - timezone.now()).total_seconds())
    in_demo = override_settings(
        KOINON_DEMO=True,
        KOINON_CLOCK_OFFSET=distance,
        EMAIL_BACKEND="koinon.doors.demo.kept_mail.KeptMail",
        ROOT_URLCONF="tests.doors.demo.urls",
        TEMPLATES=[{**settings.TEMPLATES[0], "DIRS": [settings.PROJECT / "templates", TEMPLATES]}],
    )
    with django_db_blocker.unblock(), in_demo, an_empty_house():
        started = time.process_time()
        network = build_network(YEAR)
        seconds = time.process_time() - started
        DemoRecord(YEAR, distance, "", "", "", parts(network)).write(settings.VAR)
        yield Demo(network, seconds)
        (settings.VAR / "demo.json").unlink()


@pytest.fixture
def network(demo_house: Demo, db: None) -> Network:
    """The network as it was built; what a test changes is taken back."""
    return demo_house.network
