"""The running house as people meet it: pages of their own, their mail, and what the browser complains about."""

import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.conftest import BACKEND
from tests.processes import wait_for
from tests.world import World

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW_TO_GET_IT = (
    "No Chromium was found for the browser tests. On Debian or Ubuntu: apt-get install -y chromium. Elsewhere: "
    ".venv/bin/playwright install chromium. A browser in an unusual place is named by CHROMIUM=/path/to/it."
)
PATIENCE_MS = 30_000
LETTERS_TAKE = 90.0


class StillNoBrowser(Exception):
    """No Chromium on this machine; its words say how to get one."""


def chromium(playwright: Playwright) -> str:
    """Where Chromium is: named, installed by the system, or fetched by Playwright."""
    named = os.environ.get("CHROMIUM")
    known = [named] if named else [*map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))]
    for path in (*known, playwright.chromium.executable_path):
        if path and os.access(path, os.X_OK):
            return path
    raise StillNoBrowser(HOW_TO_GET_IT)


class Mailbox:
    """A mail server on a port of its own; keeps every letter it is given, by receiver."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        # The mail server wants to be told its port: one that is free now.
        with socket() as tried:
            tried.bind(("127.0.0.1", 0))
            self._port = tried.getsockname()[1]
        self._server = Controller(self, hostname="127.0.0.1", port=self._port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take a letter (called by the mail server, in its own thread)."""
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters += [(receiver, letter) for receiver in envelope.rcpt_tos]  # type: ignore[misc]
        return "250 OK"

    @property
    def address(self) -> str:
        """Where letters are handed in, as EMAIL_URL wants it."""
        return f"smtp://127.0.0.1:{self._port}"

    def letter_to(self, receiver: str, subject: str) -> EmailMessage:
        """The last letter to somebody whose subject holds these words; waits until it has come."""

        def matching() -> list[EmailMessage]:
            return [letter for to, letter in self.letters if to == receiver and subject in letter["Subject"]]

        wait_for(matching, LETTERS_TAKE)
        return matching()[-1]

    def taken_out(self, receiver: str, subject: str, words: re.Pattern[str]) -> str:
        """What such a letter says in the one place that matters; asked again, a later letter is waited for."""
        letter = self.letter_to(receiver, subject)
        self.letters.remove((receiver, letter))
        text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        found = words.search(text)
        assert found, text
        return found[0]

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.stop()


class House:
    """The server's address, the browser, and the calendar that both live by."""

    def __init__(self, url: str, browser: Browser, world: World, calendar: Callable[[date], None]) -> None:
        self.url, self.browser, self.world, self.turn_to = url, browser, world, calendar
        self.complaints: list[str] = []
        self._contexts: list[BrowserContext] = []

    def visitor(self, **options: Any) -> Page:
        """A browser window of somebody's own; what it complains about fails the test when the house closes."""
        context = self.browser.new_context(base_url=self.url, locale="en-GB", **options)
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", lambda message: self._note(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: self._note(str(error.error)))
        context.on("request", lambda request: self._stays_here(request.url))
        self._contexts.append(context)
        return context.new_page()

    def signed_in(self, name: str, **options: Any) -> Page:
        """A window of somebody who has signed in before."""
        page = self.visitor(**options)
        person = self.world.person(name)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": self.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        return page

    def _note(self, words: str) -> None:
        # The browser reports the status of a form that was sent back; that is an answer, not a fault.
        if not words.startswith("Failed to load resource: the server responded with a status of 4"):
            self.complaints.append(words)

    def _stays_here(self, url: str) -> None:
        if urlsplit(url).scheme.startswith("http") and not url.startswith(self.url):
            self.complaints.append(f"asked another host: {url}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for context in self._contexts:
            context.close()
        if error is None:
            assert not self.complaints, "\n".join(self.complaints)
