"""The booth's path: no cookie, no session, no query, no log line; whatever else the visitor's browser sends."""

import logging
from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from koinon.core.booth import HEADERS, NotTheBooth


@pytest.fixture
def booth(settings: Settings) -> None:
    """Two addresses under /booth/."""
    settings.KOINON_BOOTH_URLCONF = "tests.core.booth_views"


@pytest.fixture
def voter(client_as: Callable[[str], Client]) -> Client:
    """A browser that is signed in as a delegate and says so with every request."""
    return client_as("delegate")


@pytest.mark.usefixtures("booth")
@pytest.mark.parametrize("address", ["/booth/b1/", "/booth/torn/away/", "/booth/b1/unknown/", "/booth/"])
def test_nothing_is_read_or_kept(
    voter: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sessions = Session.objects.count()
    with django_assert_num_queries(0):
        answer = voter.get(address, headers={"user-agent": "known browser"})
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    assert Session.objects.count() == sessions
    assert "koinon_actor" not in vars(answer.wsgi_request)
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")


@pytest.mark.usefixtures("booth")
def test_it_answers_with_its_own_headers(client: Client) -> None:
    answer = client.get("/booth/b1/")
    assert (answer.status_code, answer.content) == (200, b"ballot b1")
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_what_is_not_there_is_said_plainly(client: Client) -> None:
    answer = client.get("/booth/anything/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["Cache-Control"] == "no-store"


def test_production_keeps_the_booth_encrypted(client: Client, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 60
    assert client.get("/booth/b1/").headers["Strict-Transport-Security"].startswith("max-age=60")


def test_no_other_address_is_taken_for_the_booth(client: Client, db: None) -> None:
    assert client.get("/boothby/").headers.get("Cache-Control") != "no-store"


@pytest.mark.parametrize("name", list(django_settings.LOGGING["handlers"]))
def test_every_log_leaves_the_booth_out(name: str) -> None:
    assert "no_booth" in django_settings.LOGGING["handlers"][name]["filters"]


@pytest.mark.usefixtures("booth")
def test_no_log_line(voter: Client) -> None:
    lines: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = lines.append  # type: ignore[method-assign]
    handler.addFilter(NotTheBooth())
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        for address in ("/booth/b1/", "/booth/torn/away/", "/booth/missing/"):
            voter.get(address)
        logging.getLogger("access").warning("%s %s", "GET", "/booth/b1/")
        logging.getLogger("access").warning("%s %s", "GET", "/elsewhere/")
    finally:
        root.removeHandler(handler)
    assert [line.getMessage() for line in lines] == ["GET /elsewhere/"]
