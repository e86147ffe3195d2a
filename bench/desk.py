"""The desk over HTTP with production settings: lists and one organisation's page, at 1,000 and 10,000."""

import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench import world  # noqa: E402
from bench.measure import Figure, milliseconds, table  # noqa: E402
from bench.server import serving  # noqa: E402
from koinon.core.statistics import look_at_the_tables  # noqa: E402
from koinon.rooms.dues.actions import approve_invoices, issue_invoices, propose_fees  # noqa: E402
from koinon.rooms.dues.models import Invoice  # noqa: E402
from koinon.rooms.organisations.models import Organisation  # noqa: E402
from koinon.rooms.people.models import Person  # noqa: E402

SIZES = (1_000, 10_000)
REQUESTS = 60
CLIENTS = 8
LIST, INVOICES, TODAY, FITS = "/desk/organisations/", "/desk/dues/", "/desk/", "/desk/eligibility/?fit=all"


def main(kind: str) -> None:
    """Build the house, serve it, measure at both sizes, print the table."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    world.build_house()
    figures: list[Figure] = []
    medians: dict[int, float] = {}
    built = 0
    for size in SIZES:
        _grow(size - built)
        built = size
        medians[size] = _measure(size, figures)
    figures.append(Figure("organisations: 10,000 against 1,000", "ratio", [medians[SIZES[1]] / medians[SIZES[0]]], 1.2))
    table(f"The desk on {kind}, granian with 2 workers", figures)


def _measure(size: int, figures: list[Figure]) -> float:
    """Add the figures of one size; return the median of the organisations' list in milliseconds."""
    cookie = _signed_in()
    one = Organisation.objects.filter(confederation=None).order_by("?").values_list("public_id", flat=True)[0]
    with serving(dict(os.environ)) as (port, _pid):
        ask = _asker(port, cookie)
        listed = _latencies(ask, LIST)
        figures += [
            Figure(f"{size:,}: list of organisations", "ms", listed, 60),
            Figure(f"{size:,}: one organisation", "ms", _latencies(ask, f"{LIST}{one}/"), 40),
            Figure(f"{size:,}: list of invoices", "ms", _latencies(ask, INVOICES), 60),
            Figure(f"{size:,}: do members still fit", "ms", _latencies(ask, FITS), 100),
            Figure(f"{size:,}: Today", "ms", _latencies(ask, TODAY), 150),
            Figure(
                f"{size:,}: list of organisations, {CLIENTS} clients",
                "req/s",
                _load(port, cookie),
                40,
                more_is_better=True,
            ),
        ]
    return statistics.median(listed)


def _grow(count: int) -> None:
    members = world.build_members(count)
    secretary, treasurer = (
        world.officer("secretary_general", world.at(4, 2)),
        world.officer("treasurer", world.at(4, 1)),
    )
    proposed = [fact.invoice for fact in propose_fees(members, actor=secretary, year=world.YEAR).done]
    approve_invoices(proposed, actor=treasurer)
    issue_invoices(proposed[: len(proposed) // 2], actor=secretary)
    if not Invoice.objects.filter(state="issued").exists():
        raise SystemExit("nothing was issued; the figures mean nothing")
    _look_at_the_tables()


def _look_at_the_tables() -> None:
    """As the worker does every ten minutes on SQLite, and PostgreSQL by itself within a minute."""
    look_at_the_tables()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _signed_in() -> str:
    person = Person.objects.get(email="secretary_general@example.org")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "koinon.rooms.people.backends.MandateBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}"


def _asker(port: int, cookie: str) -> Callable[[str], None]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(path: str) -> None:
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}; the figures mean nothing")

    return ask


def _latencies(ask: Callable[[str], None], path: str) -> list[float]:
    for _warm in range(10):
        ask(path)
    seconds = []
    for _request in range(REQUESTS):
        started = time.perf_counter()
        ask(path)
        seconds.append(time.perf_counter() - started)
    return milliseconds(seconds)


def _load(port: int, cookie: str) -> list[float]:
    """Requests a second of several clients at once, in three rounds."""
    return [_round(port, cookie) for _round_number in range(3)]


def _round(port: int, cookie: str) -> float:
    def client() -> None:
        ask = _asker(port, cookie)
        for _request in range(REQUESTS // 2):
            ask(LIST)

    threads = [threading.Thread(target=client) for _client in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return CLIENTS * (REQUESTS // 2) / (time.perf_counter() - started)


if __name__ == "__main__":
    main(sys.argv[1])
