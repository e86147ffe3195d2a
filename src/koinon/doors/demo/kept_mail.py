"""Where the demo's mail goes: into a folder, one file a letter, dated by the demo's calendar. None leaves."""

import re
from collections.abc import Sequence
from email.utils import format_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from koinon.core import clock

SAFE = re.compile(r"[^A-Za-z0-9.-]+")
LONGEST_NAME = 120


def folder() -> Path:
    """The folder that holds the letters."""
    return Path(settings.VAR) / "mail"


class KeptMail(BaseEmailBackend):
    """Keeps each message as MESSAGE-ID.eml; the same message again replaces itself."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages down; give how many."""
        folder().mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            self._keep(message)
        return len(email_messages)

    @staticmethod
    def _keep(message: EmailMessage) -> None:
        written = message.message()
        del written["Date"]
        written["Date"] = format_datetime(timezone.localtime(clock.now()))
        identity = str(written["Message-ID"]).strip("<> ").rpartition("@")[0]
        name = SAFE.sub("-", identity).strip(".-")[:LONGEST_NAME] or "letter"
        place = folder() / f"{name}.eml"
        new = place.with_suffix(".new")
        new.write_bytes(written.as_bytes())
        new.replace(place)
