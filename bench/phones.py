"""Delegates' phones and the big screen over HTTP: sessions, connections kept open, votes cast, pages that ask."""

import json
import random
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from koinon.rooms.people.models import Person

CSRF = "benchbenchbenchbenchbenchbenchbe"
CHOICES = ("yes", "yes", "no", "abstain")
PHONE_ASKS, SCREEN_ASKS = 2.0, 1.0
SHOWN = re.compile(r"<strong>(\d+)</strong>")
SEVERAL = re.compile(r"(\d+) votes were cast")
SEEN = re.compile(r'data-seen="([^"]+)"')


def signed_in(people: Sequence[UUID]) -> list[str]:
    """A session for each of these people; gives its cookie."""
    cookies = []
    for person in Person.objects.filter(public_id__in=people):
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = "koinon.rooms.people.backends.MandateBackend"
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookies.append(f"sessionid={session.session_key}; csrftoken={CSRF}")
    return cookies


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The moment at which a vote was acknowledged, the seconds that it took, and how many ballots were cast by it."""

    at: float
    seconds: float
    ballots: int


@dataclass(slots=True)
class Phone:
    """A phone with its session at a meeting, on a connection that stays open."""

    port: int
    meeting: UUID
    cookie: str
    link: HTTPConnection | None = None
    seen: str = ""

    def ask(self, method: str, place: str, body: str = "") -> tuple[int, bytes]:
        """One request; a connection that the server closed meanwhile is opened anew, as a browser does."""
        heads = {"Cookie": self.cookie, "Accept": "application/json", "X-CSRFToken": CSRF}
        if body:
            heads["Content-Type"] = "application/x-www-form-urlencoded"
        for last in (False, True):
            self.link = self.link or HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                self.link.request(method, f"/en/live/{self.meeting}/{place}", body or None, heads)
                answer = self.link.getresponse()
                return answer.status, answer.read()
            except (HTTPException, OSError):
                self.link.close()
                self.link = None
                if last:
                    raise
        raise AssertionError

    def opens(self, place: str = "") -> None:
        """Load the page, as one does before it asks for changes."""
        status, page = self.ask("GET", place)
        found = SEEN.search(page.decode())
        if status != 200 or found is None:
            raise SystemExit(f"the page answered {status}; the figures mean nothing")
        self.seen = found[1]

    def looks(self, place: str = "now/", **more: str) -> dict[str, str]:
        """Ask what has changed; gives the parts that did."""
        status, text = self.ask("GET", f"{place}?{urlencode({'seen': self.seen, **more})}")
        if status == 204:
            return {}
        if status != 200:
            raise SystemExit(f"asking for changes answered {status}; the figures mean nothing")
        found = json.loads(text)
        self.seen = found["seen"]
        parts: dict[str, str] = found["parts"]
        return parts

    def votes(self, vote: UUID, choice: str) -> "Acknowledged":
        """Cast all that one carries."""
        body = urlencode({"key": str(uuid4()), "choice": choice})
        started = time.perf_counter()
        status, text = self.ask("POST", f"cast/{vote}/", body)
        if status != 200:
            raise SystemExit(f"a vote was answered {status}: {text[:200]!r}; the figures mean nothing")
        now, several = time.perf_counter(), SEVERAL.match(json.loads(text)["said"])
        return Acknowledged(now, now - started, int(several[1]) if several else 1)


def cast_all(
    port: int, meeting: UUID, vote: UUID, cookies: Sequence[str], clients: int
) -> tuple[float, list[Acknowledged]]:
    """All of them vote, so many at once; gives the seconds over all, and each acknowledgement."""
    waited: list[Acknowledged] = []

    def client(share: Sequence[str]) -> None:
        phone = Phone(port, meeting, "")
        for number, cookie in enumerate(share):
            phone.cookie = cookie
            waited.append(phone.votes(vote, CHOICES[number % len(CHOICES)]))

    threads = [threading.Thread(target=client, args=(cookies[start::clients],)) for start in range(clients)]
    started = time.perf_counter()
    _run(threads)
    return time.perf_counter() - started, waited


def warmed(port: int, meeting: UUID, cookies: Sequence[str]) -> None:
    """Have every process of the server answer once, as it has long before a vote."""
    phones = [Phone(port, meeting, cookie) for cookie in cookies[:32]]
    _run([threading.Thread(target=phone.opens) for phone in phones])


@dataclass(slots=True)
class Hall:
    """What was measured in a hall: acknowledgements with their moments, answers to looks, what the screen showed."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    shown: list[tuple[float, int]] = field(default_factory=list)

    def late(self, share: float = 1.0) -> float:
        """Seconds by which the screen was behind, at this share of the acknowledged votes."""
        behind, ballots = [], 0
        for one in sorted(self.acknowledged, key=lambda found: found.at):
            ballots += one.ballots
            caught = next((at for at, count in self.shown if count >= ballots), float("inf"))
            behind.append(max(0.0, caught - one.at))
        return percentile(behind, share)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def busy_hall(port: int, meeting: UUID, vote: UUID, cookies: Sequence[str], seconds: float) -> Hall:
    """All phones vote at some moment of these seconds and ask for changes every other second; so does the screen."""
    hall, over = Hall(), threading.Event()
    phones = [Phone(port, meeting, cookie) for cookie in cookies]
    screen = Phone(port, meeting, cookies[0])
    screen.opens("screen/")
    for phone in phones:
        phone.opens()
    begins = time.perf_counter() + 0.5
    threads = [threading.Thread(target=_one_phone, args=(phone, vote, begins, seconds, hall)) for phone in phones]
    watching = threading.Thread(target=_screen, args=(screen, hall, over))
    watching.start()
    _run(threads)
    time.sleep(2 * SCREEN_ASKS)
    over.set()
    watching.join()
    return hall


def _one_phone(phone: Phone, vote: UUID, begins: float, seconds: float, hall: Hall) -> None:
    moment = begins + random.uniform(0, seconds)
    asks = begins + random.uniform(0, PHONE_ASKS)
    voted = False
    while asks < begins + seconds or not voted:
        _wait_until(min(asks, moment) if not voted else asks)
        fresh = {}
        if not voted and moment <= asks:
            hall.acknowledged.append(phone.votes(vote, random.choice(CHOICES)))
            voted = True
            fresh = {"fresh": "1"}  # a page asks at once what its vote has changed
        started = time.perf_counter()
        phone.looks(**fresh)
        hall.looks.append(time.perf_counter() - started)
        asks = time.perf_counter() + PHONE_ASKS * random.uniform(0.9, 1.1)


def _screen(screen: Phone, hall: Hall, over: threading.Event) -> None:
    while not over.is_set():
        part = screen.looks("screen/now/").get("cast", "")
        if found := SHOWN.search(part):
            hall.shown.append((time.perf_counter(), int(found[1])))
        over.wait(SCREEN_ASKS * random.uniform(0.9, 1.1))


def _wait_until(moment: float) -> None:
    left = moment - time.perf_counter()
    if left > 0:
        time.sleep(left)


def _run(threads: Sequence[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
