"""A house that runs: server, mail server, worker, and a browser that several people use at once."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from koinon.core.schedule import fire_due
from tests.browser.house import FLAGS, PATIENCE_MS, House, Mailbox, StillNoBrowser, chromium
from tests.processes import running
from tests.world import DECLARING, World

WORKER = "from koinon.core.worker import run; run('browser-tests')"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the tests are skipped, saying how to get it, but never in CI."""
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with ExitStack() as until_the_end:
        until_the_end.callback(_give_back, before)
        playwright = until_the_end.enter_context(sync_playwright())
        try:
            found = chromium(playwright)
        except StillNoBrowser as words:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(str(words))
        launched = playwright.chromium.launch(executable_path=found, args=FLAGS)
        until_the_end.callback(launched.close)
        expect.set_options(timeout=PATIENCE_MS)
        yield launched


def _give_back(before: str | None) -> None:
    if before is None:
        os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that keeps what it is given."""
    with Mailbox() as kept:
        yield kept


@pytest.fixture
def house(
    live_server: LiveServer, browser: Browser, published: World, calendar: Callable[[date], None], settings: Settings
) -> Iterator[House]:
    """The house with its doors open, on the day on which members declare their figures."""
    from koinon.doors.website.setup import plant_pages

    plant_pages()
    # Letters are written in the server too, and lead back to it.
    settings.KOINON_URL = live_server.url
    calendar(DECLARING)
    with House(live_server.url, browser, published, calendar) as opened:
        yield opened


@pytest.fixture
def worker(house: House, mailbox: Mailbox) -> Iterator[None]:
    """A worker beside the server, as in production, that mails to the mailbox."""
    # It lives by the world's calendar. Its daily jobs, begun in the middle of a test, would find all of it long over.
    fire_due(timezone.now(), lambda _job: None)
    with running(WORKER, EMAIL_URL=mailbox.address, KOINON_URL=house.url):
        yield
