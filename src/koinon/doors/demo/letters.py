"""Reads the demo's kept letters. They are shown as text only: whatever stands in them, nothing of it runs."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import UUID

from koinon.doors.demo.kept_mail import folder

HEAD_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Head:
    """To whom a letter goes, about what, and when by the demo's calendar."""

    to: str
    subject: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a letter."""

    name: str
    content: bytes

    @property
    def kilobytes(self) -> int:
        """Its size, rounded up."""
        return -(-len(self.content) // 1024)


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as it would have left."""

    head: Head
    text: str
    enclosures: tuple[Enclosure, ...]


def files_of(message: UUID) -> list[Path]:
    """The letters that an outbox message became: one for each person it goes to."""
    return sorted(folder().glob(f"{message}*.eml"))


def head_of(file: Path) -> Head:
    """The head of a kept letter, without reading what it encloses."""
    with file.open("rb") as opened:
        return _head(BytesHeaderParser(policy=policy.default).parsebytes(opened.read(HEAD_BYTES)))


def letter_of(file: Path) -> Kept:
    """A kept letter, whole."""
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    body = message.get_body(preferencelist=("plain",))
    enclosures = tuple(_enclosure(part) for part in message.iter_attachments())
    return Kept(_head(message), str(body.get_content()) if body else "", enclosures)


def _head(message: EmailMessage) -> Head:
    try:
        sent_at = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        sent_at = None
    return Head(str(message["To"] or ""), str(message["Subject"] or ""), sent_at)


def _enclosure(part: EmailMessage) -> Enclosure:
    content = part.get_payload(decode=True)
    return Enclosure(part.get_filename() or "attachment", content if isinstance(content, bytes) else b"")
