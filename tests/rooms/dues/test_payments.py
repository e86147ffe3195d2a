"""Money received: recorded, in parts or whole, reversed by another entry, never more than is owed."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.core.refusals import Refused
from koinon.rooms.dues.actions import cancel_invoice, record_payment, reverse_payment
from koinon.rooms.dues.models import Invoice, Payment
from koinon.rooms.dues.queries import paid_amount, with_paid
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.together import at_once
from tests.world import PAYING, World, approved, issued, pay


def record(world: World, invoice: UUID, who: str = "treasurer", on: date = PAYING, **change: Any) -> Payment:
    """Record 1,000.00 of what came in."""
    given = {"amount": Decimal("1000.00"), "received_on": PAYING, **change}
    recorded = record_payment(actor=world.actor(who, on), invoice=invoice, **given)
    return Payment.objects.get(public_id=recorded.payment)


def reverse(world: World, payment: UUID, who: str = "treasurer", reason: str = "Wrong invoice") -> Any:
    """Reverse an entry."""
    return reverse_payment(actor=world.actor(who, PAYING), payment=payment, reason=reason)


def state(invoice: UUID) -> str:
    """Where an invoice stands."""
    return Invoice.objects.get(public_id=invoice).state


def test_record_payment(published: World) -> None:
    invoice = issued(published)
    entry = record(published, invoice, reference="  Statement 12  ")
    assert (entry.amount, entry.received_on, entry.reference) == (Decimal("1000.00"), PAYING, "Statement 12")
    assert entry.recorded_by == published.people["treasurer"]
    assert state(invoice) == "issued"
    line = line_of("dues.record_payment", entry.public_id)
    assert line.outcome["settled"] is False
    last = record(published, invoice, amount=Decimal("2450.00"))
    assert line_of("dues.record_payment", last.public_id).outcome["settled"] is True
    assert state(invoice) == "paid"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": Decimal("0")}, "amount_invalid"),
        ({"amount": Decimal("-5")}, "amount_invalid"),
        ({"amount": Decimal("0.001")}, "amount_invalid"),
        ({"amount": Decimal("NaN")}, "amount_invalid"),
        ({"amount": Decimal("Infinity")}, "amount_invalid"),
        ({"amount": Decimal("3450.01")}, "more_than_owed"),
        ({"amount": Decimal("1e40")}, "amount_invalid"),
        ({"received_on": date(2026, 6, 5)}, "date_in_future"),
        ({"received_on": date(2024, 1, 1)}, "date_too_early"),
        ({"who": "membership"}, "not_allowed"),
        ({"who": "auditor"}, "not_allowed"),
        ({"who": "finance_contact"}, "not_allowed"),
        ({"who": "nobody"}, "not_allowed"),
    ],
)
def test_record_payment_refused(published: World, change: dict[str, Any], code: str) -> None:
    invoice = issued(published)
    assert refused(record, published, invoice, **change) == code
    assert not Payment.objects.exists()
    assert no_line_of("dues.record_payment")


def test_money_for_what_is_not_open(published: World) -> None:
    assert refused(record, published, uuid4()) == "not_found"
    assert refused(record, published, approved(published)) == "not_payable"
    settled = issued(published, "network")
    pay(published, settled)
    assert refused(record, published, settled, amount=Decimal(1)) == "not_payable"
    gone = issued(published, "theirs")
    cancelled = cancel_invoice(actor=published.actor("treasurer", PAYING), invoice=gone, reason="Wrong")
    assert refused(record, published, gone) == "not_payable"
    assert refused(record, published, cancelled.credit_note) == "not_payable"


def test_reverse_payment(published: World) -> None:
    invoice = issued(published)
    payment = pay(published, invoice)
    reversal = reverse(published, payment, reason="  Belongs to another member ")
    assert state(invoice) == "issued"
    assert paid_amount(Invoice.objects.get(public_id=invoice)) == 0
    entry = Payment.objects.get(public_id=reversal.payment)
    assert (entry.amount, entry.reference) == (Decimal("-3450.00"), "Belongs to another member")
    assert entry.reverses is not None
    assert entry.reverses.public_id == payment
    assert Payment.objects.count() == 2
    assert line_of("dues.reverse_payment", reversal.payment).actor == published.people["treasurer"]
    pay(published, invoice)
    assert state(invoice) == "paid"


def test_reverse_payment_refused(published: World) -> None:
    payment = pay(published, issued(published), Decimal("1000.00"))
    assert refused(reverse, published, payment, reason=" ") == "reason_needed"
    assert refused(reverse, published, uuid4()) == "not_found"
    for who in ("membership", "auditor", "contact", "nobody"):
        assert refused(reverse, published, payment, who=who) == "not_allowed"
    assert no_line_of("dues.reverse_payment")
    reversal = reverse(published, payment).payment
    assert refused(reverse, published, payment) == "reversed_already"
    assert refused(reverse, published, reversal) == "reversed_already"


def test_a_part_reversed_opens_a_paid_invoice(published: World) -> None:
    invoice = issued(published)
    first, _second = record(published, invoice), record(published, invoice, amount=Decimal("2450.00"))
    assert state(invoice) == "paid"
    reverse(published, first.public_id)
    assert state(invoice) == "issued"
    row = with_paid(Invoice.objects.filter(public_id=invoice)).get()
    assert row.paid == Decimal("2450.00")  # type: ignore[attr-defined]


def test_invoices_without_payments_have_received_nothing(published: World) -> None:
    issued(published)
    assert [row.paid for row in with_paid(Invoice.objects.all())] == [Decimal("0.00")]  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_the_same_money_recorded_by_two_at_once(published: World) -> None:
    invoice = issued(published)
    whole = partial(record, published, invoice, amount=Decimal("3450.00"))
    outcomes = at_once(whole, partial(whole, who="secretary_general"), whole)
    codes = [outcome.refusal.code for outcome in outcomes if isinstance(outcome, Refused)]
    assert codes == ["not_payable", "not_payable"], outcomes
    assert Payment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_entry_reversed_by_two_at_once(published: World) -> None:
    payment = pay(published, issued(published))
    outcomes = at_once(*[partial(reverse, published, payment)] * 3)
    codes = [outcome.refusal.code for outcome in outcomes if isinstance(outcome, Refused)]
    assert codes == ["reversed_already", "reversed_already"], outcomes


@pytest.mark.django_db(transaction=True)
def test_paid_and_cancelled_at_once(published: World) -> None:
    invoice = issued(published)
    at_once(
        partial(record, published, invoice, amount=Decimal("3450.00")),
        partial(cancel_invoice, actor=published.actor("treasurer", PAYING), invoice=invoice, reason="Wrong"),
    )
    kept = Invoice.objects.get(public_id=invoice)
    assert (kept.state, paid_amount(kept)) in {("paid", Decimal("3450.00")), ("cancelled", Decimal(0))}
