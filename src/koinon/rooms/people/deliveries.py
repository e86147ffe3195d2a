"""What the outbox delivers by mail."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import get_connection

from koinon.adapters.mail import Letter, MailRefused, send
from koinon.core.outbox import PermanentFailure, handler


def send_letter(letter: Letter) -> None:
    """Hand a letter to the mail server; an address that it will never take is not tried again."""
    try:
        send(letter, get_connection())
    except MailRefused as refused:
        raise PermanentFailure(str(refused)) from refused


def message_id(message: str) -> str:
    """The Message-ID of an outbox message: the same however often it is sent."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    return f"<{message}@{host}>"


@handler("mail")
def deliver_mail(payload: Mapping[str, Any]) -> None:
    """A plain letter: to, subject, text, and whom an answer goes to where that is not us."""
    send_letter(
        Letter(
            to=payload["to"],
            subject=payload["subject"],
            text=payload["text"],
            message_id=message_id(payload["message"]),
            language=payload.get("language", "en"),
            reply_to=payload.get("reply_to", ""),
        )
    )
