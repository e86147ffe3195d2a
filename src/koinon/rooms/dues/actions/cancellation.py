"""Take an issued invoice back by a credit note."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.adapters.payments import reference_for
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.dues import InvoiceCancelled
from koinon.core.locking import locked
from koinon.core.outbox import Posting, enqueue
from koinon.core.refusals import refuse
from koinon.rooms.dues.actions.approval import next_state
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.numbers import take_numbers
from koinon.rooms.dues.queries import paid_amount
from koinon.rooms.organisations.queries import confederation

CREDIT_NOTE = Invoice.Kind.CREDIT_NOTE


@action("dues.cancel_invoice", needs="dues.cancel")
def cancel_invoice(*, actor: Actor, invoice: UUID, reason: str) -> InvoiceCancelled:
    """Cancel an issued invoice by a numbered credit note; the fee can then be proposed anew."""
    row = locked(Invoice.objects.select_related("organisation", "membership"), invoice)
    state = next_state(row, "cancel")
    if not reason.strip():
        refuse("reason_needed", _("A credit note needs a reason."), to_do=_("Say why in a sentence."))
    if paid_amount(row):
        refuse(
            "money_received",
            _("Money was received for this invoice."),
            to_do=_("Reverse the payments first; they can then be recorded for the new invoice."),
        )
    note = _credit_note(row, reason.strip()[:300], actor)
    row.state, row.version = state, row.version + 1
    row.save(update_fields=["state", "version"])
    letter = {"invoice": str(note.public_id)}
    enqueue(
        Posting(
            "dues.invoice_letter",
            letter,
            subject=note.public_id,
            dedupe=f"dues.invoice_letter:{note.public_id}",
        )
    )
    return InvoiceCancelled(note.public_id, row.public_id, row.organisation.public_id, note.full_number, note.reason)


def _credit_note(row: Invoice, reason: str, actor: Actor) -> Invoice:
    house, year = confederation(), actor.today.year
    if house is None:
        refuse("no_confederation", _("The confederation's own record is missing."))
    (number,) = take_numbers(CREDIT_NOTE, year, 1)
    return Invoice.objects.create(
        kind=CREDIT_NOTE,
        purpose=row.purpose,
        organisation=row.organisation,
        membership=row.membership,
        declaration=row.declaration,
        year=row.year,
        part=row.part,
        state="issued",
        amount=row.amount,
        currency=row.currency,
        illustrative=row.illustrative,
        explanation=row.explanation,
        rulebook=row.rulebook,
        number_year=year,
        number=number,
        reference=reference_for(house.organisation.country, year, number, CREDIT_NOTE),
        recipient=row.recipient,
        issued_on=actor.today,
        due_on=actor.today,
        issued_by=actor.person,
        issued_at=actor.at,
        corrects=row,
        reason=reason,
    )
