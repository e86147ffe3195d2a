"""Mail: one letter to one person, safe to send and told apart by whether a failure is worth another try."""

import re
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from koinon.adapters.identifiers import InvalidIdentifier, check_email

_MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>")
_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
# Set by us alone: a caller's header must not change whom a letter reaches or how it is read.
_OWN_HEADERS = frozenset(
    {"from", "to", "cc", "bcc", "subject", "date", "message-id", "reply-to", "content-type", "mime-version"}
)
_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent to one person. `message_id` comes from the caller, so that a second try is the same one.

    `sender` left empty is the site's own address. `headers` may add List-Unsubscribe and the like.
    """

    to: str
    subject: str
    text: str
    message_id: str
    to_name: str = ""
    html: str | None = None
    sender: str = ""
    reply_to: str = ""
    language: str = ""
    attachments: tuple[Attachment, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


class UnsafeLetter(ValueError):
    """A letter would carry something into its head that does not belong there; it is not built."""


class MailRefused(Exception):
    """The letter will never arrive so (unknown person, blocked, too large): another try is pointless."""

    def __init__(self, to: str, code: int, said: str) -> None:
        super().__init__(f"{to}: {code} {said}")
        self.to, self.code, self.said = to, code, said


class MailDelayed(Exception):
    """The letter did not go out now (server away, mailbox busy): try later. `code` is 0 without an answer."""

    def __init__(self, to: str, code: int, said: str) -> None:
        super().__init__(f"{to}: {code} {said}")
        self.to, self.code, self.said = to, code, said


def message_id_for(key: str, domain: str) -> str:
    """Give the Message-ID of whatever `key` names (an outbox row's id): always the same one."""
    message_id = f"<{key}@{domain}>"
    if not _MESSAGE_ID.fullmatch(message_id):
        raise UnsafeLetter(f"no Message-ID can be made of {key!r} and {domain!r}")
    return message_id


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """Build the message of a letter; refuses line ends in its head, bad addresses, headers that are ours."""
    _check(letter)
    headers = {
        # RFC 3834: answering machines stay silent.
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        **letter.headers,
        "Message-ID": letter.message_id,
    }
    if letter.language:
        headers["Content-Language"] = letter.language
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=letter.sender or None,
        to=[formataddr((letter.to_name, letter.to)) if letter.to_name else letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=headers,
    )
    if letter.html is not None:
        message.attach_alternative(letter.html, "text/html")
    for attachment in letter.attachments:
        message.attach(attachment.name, attachment.content, attachment.media_type)
    return message


def send(letter: Letter, connection: BaseEmailBackend) -> None:
    """Hand a letter to the mail server; raises `MailRefused` for good, `MailDelayed` for now."""
    message = message_of(letter)
    message.connection = connection
    try:
        message.send(fail_silently=False)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        raise _failure(letter.to, code, said) from error
    except smtplib.SMTPAuthenticationError as error:
        # Our own password is wrong: nothing the recipient could mend, and right again once it is.
        raise MailDelayed(letter.to, error.smtp_code, _words(error.smtp_error)) from error
    except smtplib.SMTPResponseException as error:
        raise _failure(letter.to, error.smtp_code, error.smtp_error) from error
    except OSError as error:  # SMTPException is one too: disconnected, timed out, no route
        raise MailDelayed(letter.to, 0, str(error)) from error


def _failure(to: str, code: int, said: bytes | str) -> MailRefused | MailDelayed:
    return (MailRefused if code >= _PERMANENT else MailDelayed)(to, code, _words(said))


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _check(letter: Letter) -> None:
    for address in (letter.to, letter.reply_to or letter.to):
        try:
            check_email(address)
        except InvalidIdentifier as error:
            raise UnsafeLetter(f"not an address: {address!r}") from error
    if not _MESSAGE_ID.fullmatch(letter.message_id):
        raise UnsafeLetter(f"not a Message-ID: {letter.message_id!r}")
    for name in letter.headers:
        if not _HEADER_NAME.fullmatch(name) or name.lower() in _OWN_HEADERS:
            raise UnsafeLetter(f"not a header to set: {name!r}")
    for words in _head_words(letter):
        if any(ord(character) < 32 or ord(character) == 127 for character in words):
            raise UnsafeLetter(f"a control character in the head: {words!r}")


def _head_words(letter: Letter) -> list[str]:
    attachments = [words for attachment in letter.attachments for words in (attachment.name, attachment.media_type)]
    words = [letter.subject, letter.to, letter.to_name, letter.sender, letter.reply_to, letter.language]
    return [*words, *letter.headers.values(), *attachments]
