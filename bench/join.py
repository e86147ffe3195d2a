"""The questionnaire over HTTP with production settings: each screen of "May we join?", and the way into applying."""

import os
import sys
import time
from http.client import HTTPConnection
from urllib.parse import urlencode

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench import world  # noqa: E402
from bench.measure import Figure, milliseconds, table  # noqa: E402
from bench.server import serving  # noqa: E402
from koinon.doors.website.setup import plant_pages  # noqa: E402

REQUESTS, WARM, GOAL = 60, 10, 100
BRANCH = {
    "level": "local", "legal_form": "other", "worker_cooperatives": "no", "social_cooperatives": "no",
    "supports_creation": "no", "sectoral": "yes", "other_cooperatives": "no", "affiliates_or_promotes": "yes",
    "cicopa": "member",
}  # fmt: skip
FULL = {"level": "national", "worker_cooperatives": "yes", "cicopa": "member"}
SCREENS = (
    ("the first questions", "/en/join/", {}),
    ("half answered, some still open", "/en/join/", BRANCH),
    ("a category with its fee", "/en/join/", {**FULL, "cooperatives": "252", "turnover": "540000000"}),
    ("answers that contradict each other", "/en/join/", {**FULL, "professional_federations": "yes"}),
    ("applying, with the answers", "/en/apply/", FULL),
)


def main(kind: str) -> None:
    """Build the house, serve it, measure each screen, print the table."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    world.build_house()
    plant_pages()
    with serving(dict(os.environ)) as (port, _pid):
        figures = [
            Figure(what, "ms", _latencies(port, f"{path}?{urlencode(query)}" if query else path), GOAL)
            for what, path, query in SCREENS
        ]
    table(f"May we join? on {kind}, granian with 2 workers", figures)


def _latencies(port: int, path: str) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    seconds = []
    for number in range(WARM + REQUESTS):
        started = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}; the figures mean nothing")
        if number >= WARM:
            seconds.append(time.perf_counter() - started)
    return milliseconds(seconds)


if __name__ == "__main__":
    main(sys.argv[1])
