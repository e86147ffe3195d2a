"""Letters about money: rendered once, mailed to those who pay, the same however often a delivery is tried."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core import mail
from pypdf import PdfReader
from pytest_django import Settings

from koinon.core import outbox
from koinon.core.models import OutboxMessage
from koinon.rooms.dues.actions import cancel_invoice
from koinon.rooms.dues.models import Invoice, Reminder
from koinon.rooms.dues.papers import reminder_paper, stored_paper
from koinon.rooms.organisations.models import Confederation
from koinon.rooms.people.actions import end_mandate
from koinon.rooms.people.models import Mandate
from tests.rooms.outcomes import refused
from tests.world import ISSUING, REMINDING, World, approved, issued, pay, reminded


@pytest.fixture
def post(published: World, calendar: Callable[..., None], settings: Settings, tmp_path: Path) -> World:
    """The world on the day of issue, its papers in a folder of the test, its outbox empty."""
    calendar(ISSUING)
    settings.KOINON_PRIVATE_ROOT = tmp_path
    OutboxMessage.objects.all().delete()
    return published


def words(content: bytes) -> str:
    """The text of a PDF."""
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def row(invoice: object) -> Invoice:
    """The record of an invoice."""
    return Invoice.objects.get(public_id=invoice)


def test_the_invoice_goes_to_the_finance_contact(post: World) -> None:
    invoice = row(issued(post))
    assert not mail.outbox
    outbox.deliver_due()
    (letter,) = mail.outbox
    assert letter.to == ["finance.contact@example.org"]
    assert invoice.full_number in letter.subject
    assert invoice.reference in str(letter.body)
    assert f"/members/invoices/{invoice.public_id}" in str(letter.body).replace("/en", "", 1)
    ((name, content, kind),) = [part for part in letter.attachments if isinstance(part, tuple)]
    assert (name, kind) == ("2026-0001.pdf", "application/pdf")
    assert "3,450.00" in words(content)
    assert letter.reply_to == ["house@example.org"]


def test_without_a_finance_contact_to_the_contact(post: World) -> None:
    issued(post, "network")
    outbox.deliver_due()
    assert [letter.to for letter in mail.outbox] == [["network.contact@example.org"]]


def test_without_anybody_it_fails_and_says_why(post: World) -> None:
    mandate = Mandate.objects.get(person__public_id=post.people["network_contact"]).public_id
    end_mandate(actor=post.actor("membership"), mandate=mandate, ends_on=date(2026, 3, 31))
    issued(post, "network")
    outbox.deliver_due()
    message = OutboxMessage.objects.get(kind="dues.invoice_letter")
    assert message.state == "failed"
    assert "no current contact" in message.error


def test_tried_twice_it_is_the_same_letter(post: World) -> None:
    issued(post)
    outbox.deliver_due()
    OutboxMessage.objects.filter(kind="dues.invoice_letter").update(state="waiting")
    outbox.deliver_due()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.attachments == second.attachments


def test_the_paper_is_rendered_once_and_kept(post: World, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = row(issued(post))
    content = stored_paper(invoice)
    monkeypatch.setattr("koinon.adapters.pdf.render_invoice", lambda paper: b"another")
    assert stored_paper(row(invoice.public_id)) == content
    assert row(invoice.public_id).paper


def test_no_paper_before_it_is_issued(post: World) -> None:
    assert refused(stored_paper, row(approved(post))) == "not_issued"


def test_no_paper_without_a_sender(post: World) -> None:
    invoice = row(issued(post))
    Confederation.objects.all().delete()
    assert refused(stored_paper, invoice) == "no_confederation"


def test_the_reminder(post: World, calendar: Callable[..., None]) -> None:
    invoice = row(reminded(post))
    calendar(REMINDING)
    outbox.deliver_due()
    last = mail.outbox[-1]
    assert last.subject.startswith("Reminder: invoice 2026-0001")
    assert "16 June 2026" in str(last.body)
    assert "3,450.00" in words(reminder_paper(Reminder.objects.get(invoice=invoice)))


def test_no_reminder_of_what_was_paid_meanwhile(post: World, calendar: Callable[..., None]) -> None:
    invoice = reminded(post)
    pay(post, invoice)
    calendar(REMINDING)
    outbox.deliver_due()
    assert not [letter for letter in mail.outbox if "Reminder" in letter.subject]


def test_the_credit_note(post: World) -> None:
    invoice = issued(post)
    note = cancel_invoice(actor=post.actor("treasurer"), invoice=invoice, reason="Wrong figures").credit_note
    outbox.deliver_due()
    letter = mail.outbox[-1]
    assert letter.subject == "Credit note C2026-0001 for invoice 2026-0001"
    assert "Wrong figures" in str(letter.body)
    assert "2026-0001" in words(stored_paper(row(note)))


@pytest.mark.usefixtures("demo")
def test_an_illustrative_amount_is_marked_on_paper(
    world: World, settings: Settings, tmp_path: Path, calendar: Callable[..., None]
) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    calendar(ISSUING)
    assert "llustrative" in words(stored_paper(row(issued(world))))
