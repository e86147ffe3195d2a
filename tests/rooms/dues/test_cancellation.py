"""Cancelling: by a numbered credit note with a reason; the fee can then be asked for anew."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from koinon.core.models import OutboxMessage
from koinon.rooms.dues.actions import approve_invoices, cancel_invoice, issue_invoices, propose_fees
from koinon.rooms.dues.models import Invoice
from koinon.rooms.organisations.models import Confederation
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, approved, issued, only, pay

ON = date(2026, 5, 11)


def cancel(world: World, invoice: UUID, who: str = "treasurer", reason: str = "Wrong figures") -> Any:
    """Cancel an invoice."""
    return cancel_invoice(actor=world.actor(who, ON), invoice=invoice, reason=reason)


def test_cancel_invoice(published: World) -> None:
    invoice = issued(published)
    fact = cancel(published, invoice)
    row, note = Invoice.objects.get(public_id=invoice), Invoice.objects.get(public_id=fact.credit_note)
    assert row.state == "cancelled"
    assert (note.full_number, note.amount, note.corrects, note.reason) == (
        "C2026-0001",
        row.amount,
        row,
        "Wrong figures",
    )
    assert (note.issued_on, note.recipient, note.explanation) == (ON, row.recipient, row.explanation)
    assert note.reference != row.reference
    line = line_of("dues.cancel_invoice", fact.credit_note)
    assert line.outcome["invoice"] == str(invoice)
    assert OutboxMessage.objects.filter(kind="dues.invoice_letter", subject=fact.credit_note).count() == 1


def test_cancel_invoice_refused(published: World) -> None:
    invoice = issued(published)
    assert refused(cancel, published, invoice, reason="  ") == "reason_needed"
    assert refused(cancel, published, uuid4()) == "not_found"
    for who in ("membership", "auditor", "contact", "nobody"):
        assert refused(cancel, published, invoice, who=who) == "not_allowed"
    assert refused(cancel, published, approved(published, "network")) == "invoice_state"
    pay(published, invoice)
    assert refused(cancel, published, invoice) == "money_received"
    assert no_line_of("dues.cancel_invoice")
    assert not Invoice.objects.filter(kind="credit_note").exists()


def test_cancelled_once_only(published: World) -> None:
    invoice = issued(published)
    note = cancel(published, invoice).credit_note
    assert refused(cancel, published, invoice) == "invoice_state"
    assert refused(cancel, published, note) == "invoice_state"


def test_without_the_confederations_record_no_credit_note(published: World) -> None:
    invoice = issued(published)
    Confederation.objects.all().delete()
    assert refused(cancel, published, invoice) == "no_confederation"
    assert Invoice.objects.get(public_id=invoice).state == "issued"


def test_issued_anew(published: World) -> None:
    first = issued(published)
    cancel(published, first)
    officer = published.actor("membership", ON)
    again = only(propose_fees([published.memberships["ours"]], actor=officer, year=2026)).invoice
    only(approve_invoices([again], actor=published.actor("treasurer", ON)))
    only(issue_invoices([again], actor=officer))
    assert again != first
    assert Invoice.objects.get(public_id=again).full_number == "2026-0002"
