"""A meeting in a delegate's hand, over HTTP: its page, its ballots, and what has changed meanwhile."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from tests.doors.live.walking import words
from tests.rooms.assemblies.meeting import Gathering

SCRIPT = {"Accept": "application/json"}
SEEN = re.compile(r'data-seen="([^"]+)"')


@dataclass(slots=True)
class Phone:
    """Somebody's browser at a meeting."""

    client: Client
    found: Gathering
    seen: str = ""

    def at(self, place: str = "") -> str:
        """An address of the meeting."""
        return f"/en/live/{self.found.id}/{place}"

    def page(self, place: str = "") -> HttpResponse:
        """A page; what it has shown is remembered."""
        answer: Any = self.client.get(self.at(place))
        assert answer.status_code == 200, answer
        if match := SEEN.search(answer.content.decode()):
            self.seen = match[1]
        return answer  # type: ignore[no-any-return]

    def look(self, place: str = "") -> str:
        """What a page says."""
        return words(self.page(place))

    def changes(self, place: str = "now/") -> dict[str, str]:
        """The parts that changed since, as the page's script asks after a vote."""
        answer = self.client.get(self.at(place), {"seen": self.seen, "fresh": "1"}, headers=SCRIPT)
        if answer.status_code == 204:
            return {}
        assert answer.status_code == 200, answer
        found = answer.json()
        self.seen = found["seen"]
        parts: dict[str, str] = found["parts"]
        return parts

    def casts(self, vote: UUID, **given: Any) -> Any:
        """A ballot sent by the page's script; gives what it says."""
        return self.client.post(self.at(f"cast/{vote}/"), {"key": str(uuid4()), **given}, headers=SCRIPT)

    def sends(self, place: str, **given: Any) -> str:
        """A form sent without script; gives what the next page says."""
        answer = self.client.post(self.at(place), {"key": str(uuid4()), **given}, follow=True)
        assert answer.status_code == 200, answer
        return words(answer)
