"""Record money received, and reverse an entry that was wrong."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.dues import PaymentRecorded, PaymentReversed
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import state_in_words
from koinon.rooms.dues.models import Invoice, Payment
from koinon.rooms.dues.queries import paid_amount
from koinon.statutes.explanation import money_text
from koinon.statutes.transitions import INVOICE

LARGEST = Decimal(10) ** 12


@action("dues.record_payment", needs="dues.record_payment")
def record_payment(
    *, actor: Actor, invoice: UUID, amount: Decimal, received_on: date, reference: str = ""
) -> PaymentRecorded:
    """Record money received for an invoice; once it is covered it is paid."""
    row = locked(Invoice.objects.select_related("organisation"), invoice)
    if row.kind != Invoice.Kind.INVOICE or row.state != "issued":
        refuse(
            "not_payable",
            _("Money can be recorded for issued, unpaid invoices only; this one is %(state)s.")
            % {"state": state_in_words(row.state)},
            to_do=_("Look at the invoice as it stands now."),
        )
    _check(amount, received_on, row, actor.today)
    owed = row.amount - paid_amount(row)
    if amount > owed:
        refuse(
            "more_than_owed",
            _("Only %(owed)s is still owed.") % {"owed": money_text(owed, row.currency)},
            to_do=_("Record what belongs to this invoice; the rest belongs elsewhere."),
        )
    payment = Payment.objects.create(
        invoice=row,
        amount=amount,
        received_on=received_on,
        reference=reference.strip()[:140],
        recorded_at=actor.at,
        recorded_by=actor.person,
    )
    settled = amount == owed
    if settled:
        row.state = INVOICE.apply(row.state, "pay")
    row.version += 1
    row.save(update_fields=["state", "version"])
    return PaymentRecorded(payment.public_id, row.public_id, row.organisation.public_id, amount, settled)


@action("dues.reverse_payment", needs="dues.record_payment")
def reverse_payment(*, actor: Actor, payment: UUID, reason: str) -> PaymentReversed:
    """Reverse an entry of money received that was wrong; the invoice is open again."""
    wrong = locked(Payment.objects.all(), payment)
    row = locked(Invoice.objects.select_related("organisation"), _invoice_of(wrong))
    if wrong.reverses_id is not None or Payment.objects.filter(reverses=wrong).exists():
        refuse("reversed_already", _("This entry is reversed already."))
    if row.state == "cancelled":
        refuse("invoice_cancelled", _("The invoice is cancelled; its payments stay as they were."))
    if not reason.strip():
        refuse("reason_needed", _("A reversal needs a reason."), to_do=_("Say why in a sentence."))
    reversal = Payment.objects.create(
        invoice=row,
        amount=-wrong.amount,
        received_on=actor.today,
        reference=reason.strip()[:140],
        recorded_at=actor.at,
        recorded_by=actor.person,
        reverses=wrong,
    )
    if row.state == "paid":
        row.state = INVOICE.apply(row.state, "reverse_payment")
    row.version += 1
    row.save(update_fields=["state", "version"])
    return PaymentReversed(reversal.public_id, row.public_id, row.organisation.public_id, reason.strip())


def _invoice_of(payment: Payment) -> UUID:
    return Invoice.objects.values_list("public_id", flat=True).get(pk=payment.invoice_id)


def _check(amount: Decimal, received_on: date, row: Invoice, today: date) -> None:
    if not amount.is_finite() or not 0 < amount < LARGEST or amount != amount.quantize(Decimal("0.01")):
        refuse("amount_invalid", _("Give an amount above zero, with at most two decimals."))
    if received_on > today:
        refuse("date_in_future", _("Money cannot have come in on a day to come."), to_do=_("Check the date."))
    if row.issued_on and received_on < row.issued_on - timedelta(days=366):
        refuse("date_too_early", _("That is more than a year before the invoice."), to_do=_("Check the date."))
