"""How the matrix comes to a door: as one person, cheaply, and noticing whatever a request writes."""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client

from koinon.rooms.people.models import Person
from tests.conftest import BACKEND

WRITES = re.compile(
    r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM|REPLACE INTO|TRUNCATE(?: TABLE)?)\s+"?(\w+)', re.I
)
# What any visit may leave behind: the session, and Wagtail's note of how the desk looks to somebody.
TRACES = frozenset({"django_session", "wagtailusers_userprofile"})


@dataclass(slots=True)
class Answer:
    """What came back: the response, its text where it has one, tables written to, questions asked, and what broke."""

    path: str
    method: str
    response: HttpResponseBase
    text: str = ""
    wrote: set[str] = field(default_factory=set)
    fault: str = ""
    queries: int = 0

    @property
    def status(self) -> int:
        """The status."""
        return self.response.status_code

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.response.headers.get("Location", "")

    def __str__(self) -> str:
        return f"{self.method} {self.path} → {self.status} {self.location} {self.fault}".rstrip()


class Visitor(Client):
    """A browser that belongs to one person, without the copies that Django's test client makes of every context."""

    def __init__(self, person: Person | None) -> None:
        super().__init__(raise_request_exception=False)
        if person is not None:
            self.force_login(person, backend=BACKEND)

    def request(self, **request: Any) -> Any:
        """Answer a request as a server would, a fault as status 500."""
        return self.handler(self._base_environ(**request))

    def visit(self, path: str, method: str = "GET", values: Mapping[str, Any] | None = None) -> Answer:
        """One request, whose traces are taken back: the next one finds the stage as it was."""
        cache.clear()
        send = self.get if method == "GET" else self.post
        faults: list[str] = []

        def note(**details: Any) -> None:
            faults.append(repr(sys.exc_info()[1]))

        got_request_exception.connect(note)
        try:
            with transaction.atomic():
                with watched() as seen:
                    response = send(path, data=values or {})
                    text = _text(response)
                transaction.set_rollback(True)
        finally:
            got_request_exception.disconnect(note)
        return Answer(path, method, response, text, seen.wrote, " ".join(faults), seen.queries)


def _text(response: Any) -> str:
    """The body, read to its end as a browser would; empty where it is no text."""
    parts = list(response.streaming_content) if response.streaming else [response.content]
    readable = response.headers.get("Content-Type", "").startswith(("text/", "application/json"))
    return b"".join(parts).decode(errors="replace") if readable else ""


@dataclass(slots=True)
class Seen:
    """What went to the database: the tables written to, but for what any visit leaves, and how many questions."""

    wrote: set[str] = field(default_factory=set)
    queries: int = 0


@contextmanager
def watched() -> Iterator[Seen]:
    """What goes to the database meanwhile."""
    seen = Seen()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.match(sql)
        if found and found[1] not in TRACES:
            seen.wrote.add(found[1])
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            seen.queries += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen
