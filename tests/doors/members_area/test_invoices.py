"""Invoices as a member sees them: what is open, why, how to pay it, its paper; and nobody else's."""

import io
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pypdf import PdfReader

from koinon.rooms.dues.actions import cancel_invoice, reverse_payment
from koinon.rooms.dues.models import Invoice
from tests import world as stages
from tests.doors.members_area.browsing import Calendar, ClientAs, at, heading, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("demo")


def page(invoice: UUID, name: str = "invoice") -> str:
    return reverse(f"members:{name}", kwargs={"invoice": invoice})


def seen(client_as: ClientAs, invoice: UUID, who: str = "contact") -> HttpResponse:
    return client_as(who).get(page(invoice))


@pytest.fixture(autouse=True)
def in_april(calendar: Calendar) -> None:
    calendar(date(2026, 4, 20))


def test_an_invoice_says_what_why_and_how_to_pay(world: World, client_as: ClientAs) -> None:
    answered = seen(client_as, stages.issued(world))
    said = words(answered)
    assert heading(answered) == "Invoice 2026-0001"
    assert "Please pay €3,450.00 by 2 May 2026." in said
    assert "BE68 5390 0754 7034" in said
    assert "GKCCBEBB" in said
    assert Invoice.objects.get().reference in said
    assert "Fee A 252 affiliated cooperatives, tranche 201–500 €1,450.00" in said
    assert "declared by you on 3 March 2026" in said
    assert "illustrative" in said
    assert "Förbundet Arbetskooperation Main street 1, 1000 Town, Sweden" in said
    assert "<svg" in answered.content.decode().split('class="m-code"')[1]
    assert "script-src 'self'" in answered["Content-Security-Policy"]
    assert 'style="' not in answered.content.decode()


def test_the_list_shows_each_with_its_state(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    client = client_as("delegate")
    assert "No invoices yet" in words(client.get(at(world, "invoices")))
    invoice = stages.issued(world)
    said = words(client.get(at(world, "invoices")))
    assert "One is to be paid." in said
    assert "2026-0001 Fee 2026 2 April 2026 2 May 2026 Issued €3,450.00" in said
    calendar(date(2026, 5, 3))
    assert "Overdue €3,450.00" in words(client.get(at(world, "invoices")))
    stages.pay(world, invoice, on=date(2026, 5, 3))
    paid = words(client.get(at(world, "invoices")))
    assert "Paid €3,450.00" in paid
    assert "Nothing is to be paid." in paid


def test_what_is_not_issued_yet_is_not_shown_even_to_staff(world: World, client_as: ClientAs) -> None:
    proposal = stages.proposed(world)
    for who in ["contact", "treasurer"]:
        assert seen(client_as, proposal, who).status_code == 404
        assert "No invoices yet" in words(client_as(who).get(at(world, "invoices")))


@pytest.mark.parametrize("who", ["their_contact", "former", "stranger", "technician"])
@pytest.mark.parametrize("name", ["invoice", "invoice_pdf"])
def test_anothers_invoice_is_not_there(world: World, client_as: ClientAs, who: str, name: str) -> None:
    invoice = stages.issued(world)
    client = client_as(who)
    assert client.get(page(invoice, name)).status_code == 404
    assert client.get(page(uuid4(), name)).status_code == 404


@pytest.mark.parametrize("who", ["contact", "finance_contact", "delegate", "editor", "auditor"])
def test_everybody_with_a_mandate_reads_invoices(world: World, client_as: ClientAs, who: str) -> None:
    invoice = stages.issued(world)
    assert seen(client_as, invoice, who).status_code == 200
    assert client_as(who).get(page(invoice, "invoice_pdf")).status_code == 200


def test_the_paper_is_a_pdf_for_this_reader_only(world: World, client_as: ClientAs) -> None:
    invoice = stages.issued(world)
    answered = client_as("contact").get(page(invoice, "invoice_pdf"))
    assert answered["Content-Type"] == "application/pdf"
    assert answered["Content-Disposition"] == 'attachment; filename="2026-0001.pdf"'
    assert answered["Cache-Control"] == "private, no-store"
    text = PdfReader(io.BytesIO(answered.content)).pages[0].extract_text()
    assert "2026-0001" in text
    assert client_as("contact").get(page(invoice, "invoice_pdf")).content == answered.content


def test_reminders_and_part_payments_are_told(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    invoice = stages.reminded(world)
    payment = stages.pay(world, invoice, Decimal("1000.00"), on=stages.PAYING)
    calendar(stages.PAYING)
    said = words(seen(client_as, invoice))
    assert "€2,450.00 was due on 2 May 2026." in said
    assert "€1,000.00 of €3,450.00 has come in" in said
    assert "Reminder sent asked to be paid by 16 June 2026" in said
    assert "Payment received €1,000.00" in said
    reverse_payment(actor=world.actor("treasurer", stages.PAYING), payment=payment, reason="Somebody else's money.")
    said = words(seen(client_as, invoice))
    assert "€3,450.00 was due on 2 May 2026." in said
    assert "Payment entry reversed −€1,000.00" in said


def test_a_paid_invoice_asks_for_nothing(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    invoice = stages.paid(world)
    calendar(stages.PAYING)
    said = words(seen(client_as, invoice))
    assert "It is paid. Nothing more is needed; thank you." in said
    assert "How to pay" not in said
    assert "BE68" not in said


def test_a_cancelled_invoice_leads_to_its_credit_note_and_back(world: World, client_as: ClientAs) -> None:
    invoice = stages.issued(world)
    reason = "Wrong year <script>alert(1)</script>"
    cancelled = cancel_invoice(actor=world.actor("treasurer", date(2026, 4, 10)), invoice=invoice, reason=reason)
    answered = seen(client_as, invoice)
    assert "It is cancelled. There is nothing to pay." in words(answered)
    assert "Cancelled by credit note C2026-0001: Wrong year" in words(answered)
    assert page(cancelled.credit_note) in answered.content.decode()
    note = seen(client_as, cancelled.credit_note)
    assert heading(note) == "Credit note C2026-0001"
    assert "It takes back €3,450.00 of invoice 2026-0001. There is nothing to pay." in words(note)
    assert page(invoice) in note.content.decode()
    assert "How to pay" not in words(note)
    listed = client_as("contact").get(at(world, "invoices"))
    assert "C2026-0001 Credit note 10 April 2026" in words(listed)
    assert "−€3,450.00" in words(listed)
    assert "Nothing is to be paid." in words(listed)
    for shown in (answered, note, listed):
        assert b"<script>alert" not in shown.content
    assert (
        client_as("contact")
        .get(page(cancelled.credit_note, "invoice_pdf"))["Content-Disposition"]
        .endswith('filename="C2026-0001.pdf"')
    )


def test_a_credit_note_is_no_debt(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    invoice = stages.issued(world)
    cancel_invoice(actor=world.actor("treasurer", date(2026, 4, 10)), invoice=invoice, reason="Wrong year.")
    calendar(date(2026, 6, 1))
    answered = client_as("contact").get(at(world, "standing"))
    assert "is in good standing" in heading(answered)
    assert "Pay the fee" not in words(answered)
