"""Letters over a real mail server: what arrives, what is refused for good, what is worth another try."""

import email
import socket
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from koinon.adapters.mail import (
    Attachment,
    Letter,
    MailDelayed,
    MailRefused,
    UnsafeLetter,
    message_id_for,
    message_of,
    send,
)

LETTER = Letter(
    to="ann@coop.example",
    to_name="Ännchen Wiśniewska, Łódź",
    subject="Invoice 2026-00012: €3,450.00 — Ωmega",
    text="Dear Ann,\n\nyour invoice.\n.\nA line that begins with a dot.\n",
    message_id=message_id_for("outbox-17", "koinon.example"),
    html="<p>Dear Änn</p>",
    sender="COIN <office@coin.example>",
    reply_to="treasurer@coin.example",
    language="en",
    attachments=(Attachment("Invoice Łódź.pdf", b"%PDF-1.7 \x00\xff"),),
    headers={"List-Unsubscribe": "<https://koinon.example/u/1>"},
)


class Postbox:
    """A mail server's rules: it keeps what it accepts and answers some addresses with a refusal."""

    ANSWERS = {
        "gone@coop.example": "550 5.1.1 No such person here",
        "busy@coop.example": "450 4.2.1 Mailbox busy, try later",
    }

    def __init__(self) -> None:
        self.kept: list[Envelope] = []
        self.at_data: str | None = None

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.ANSWERS:
            return self.ANSWERS[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.at_data:
            return self.at_data
        self.kept.append(envelope)
        return "250 OK"

    def letter(self) -> EmailMessage:
        (envelope,) = self.kept
        assert isinstance(envelope.content, bytes)
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def connection(postbox: Postbox) -> Iterator[BaseEmailBackend]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield _connection(port)
    finally:
        controller.stop()


def _connection(port: int) -> BaseEmailBackend:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    return get_connection(
        backend, host="127.0.0.1", port=port, timeout=5, username="", password="", use_tls=False, use_ssl=False
    )


def test_a_letter_arrives_whole(connection: BaseEmailBackend, postbox: Postbox) -> None:
    send(LETTER, connection)
    letter = postbox.letter()
    assert letter["Subject"] == LETTER.subject
    assert letter["Message-ID"] == "<outbox-17@koinon.example>"
    assert letter["Reply-To"] == "treasurer@coin.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "en"
    assert letter["List-Unsubscribe"] == "<https://koinon.example/u/1>"
    (to,) = letter["To"].addresses
    assert (to.display_name, to.addr_spec) == (LETTER.to_name, LETTER.to)
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().strip() == LETTER.html
    (attached,) = letter.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("Invoice Łódź.pdf", "application/pdf")
    assert attached.get_content() == b"%PDF-1.7 \x00\xff"


def test_only_the_person_it_is_for_receives_it(connection: BaseEmailBackend, postbox: Postbox) -> None:
    send(LETTER, connection)
    assert postbox.kept[0].rcpt_tos == ["ann@coop.example"]
    assert postbox.kept[0].mail_from == "office@coin.example"


def test_the_same_letter_sent_twice_can_be_told_to_be_one(connection: BaseEmailBackend, postbox: Postbox) -> None:
    send(LETTER, connection)
    send(LETTER, connection)
    messages = [email.message_from_bytes(envelope.content or b"") for envelope in postbox.kept]  # type: ignore[arg-type]
    assert len({message["Message-ID"] for message in messages}) == 1


def test_an_unknown_person_is_refused_for_good(connection: BaseEmailBackend, postbox: Postbox) -> None:
    with pytest.raises(MailRefused) as refused:
        send(replace(LETTER, to="gone@coop.example"), connection)
    assert (refused.value.to, refused.value.code) == ("gone@coop.example", 550)
    assert "No such person" in refused.value.said
    assert postbox.kept == []


def test_a_busy_mailbox_is_worth_another_try(connection: BaseEmailBackend, postbox: Postbox) -> None:
    with pytest.raises(MailDelayed) as delayed:
        send(replace(LETTER, to="busy@coop.example"), connection)
    assert delayed.value.code == 450
    send(LETTER, connection)
    assert len(postbox.kept) == 1


@pytest.mark.parametrize(
    ("answer", "failure"),
    [("552 5.3.4 Message too large", MailRefused), ("451 4.3.0 Try later", MailDelayed)],
)
def test_a_refusal_after_the_letter_was_read_counts_the_same(
    connection: BaseEmailBackend, postbox: Postbox, answer: str, failure: type[Exception]
) -> None:
    postbox.at_data = answer
    with pytest.raises(failure):
        send(LETTER, connection)


def test_a_server_that_is_away_is_worth_another_try() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailDelayed) as delayed:
        send(LETTER, _connection(port))
    assert delayed.value.code == 0


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Invoice\nBcc: all@coop.example"},
        {"subject": "Invoice\r\n\r\nbody"},
        {"to": "ann@coop.example\nBcc: all@coop.example"},
        {"to": "ann@coop.example, all@coop.example"},
        {"to": ""},
        {"to_name": "Ann\r\nBcc: all@coop.example"},
        {"sender": "office@coin.example\nX: y"},
        {"reply_to": "not an address"},
        {"language": "en\nX: y"},
        {"message_id": "outbox-17"},
        {"message_id": "<a@b>\n"},
        {"headers": {"X-Note": "a\nBcc: all@coop.example"}},
        {"headers": {"X-Note: a\nBcc": "all@coop.example"}},
        {"headers": {"Bcc": "all@coop.example"}},
        {"headers": {"message-id": "<other@koinon.example>"}},
        {"attachments": (Attachment("a\nb.pdf", b""),)},
        {"attachments": (Attachment("a.pdf", b"", "application/pdf\nX: y"),)},
    ],
)
def test_nothing_gets_into_the_head_of_a_letter(change: dict[str, object]) -> None:
    with pytest.raises(UnsafeLetter):
        message_of(replace(LETTER, **change))  # type: ignore[arg-type]


def test_a_letter_without_a_sender_comes_from_the_site(settings: pytest.FixtureRequest) -> None:
    settings.DEFAULT_FROM_EMAIL = "koinon@koinon.example"  # type: ignore[attr-defined]
    assert message_of(replace(LETTER, sender="")).from_email == "koinon@koinon.example"


@pytest.mark.parametrize(("key", "domain"), [("a b", "x"), ("a", "x y"), ("", "x"), ("a\n", "x"), ("a@b", "x")])
def test_a_message_id_is_made_of_plain_words(key: str, domain: str) -> None:
    with pytest.raises(UnsafeLetter):
        message_id_for(key, domain)
