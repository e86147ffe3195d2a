"""Approve proposed amounts, take an approval back, drop a proposal."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import Declined, action, bulk_action
from koinon.core.actors import Actor
from koinon.core.bulk import update_each
from koinon.core.facts.dues import InvoiceApproved, InvoiceSentBack, InvoiceWithdrawn
from koinon.core.locking import locked
from koinon.core.refusals import Refusal, refuse
from koinon.core.words import state_in_words
from koinon.rooms.declarations.actions import lock_declarations
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.dues.fees import outdated
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.rules import PROCEDURE, refused_as_illustrative
from koinon.rooms.rulebook.queries import check_step
from koinon.statutes.transitions import INVOICE

NOT_THERE = Refusal("not_found", _("That invoice is not there."))
FEE_CHANGED = Refusal(
    "fee_changed",
    _("Figures or rules have changed since this amount was proposed."),
    to_do=_("Compute the fee again, then look at the new amount."),
)


@bulk_action("dues.approve_invoices", needs="dues.approve", fact=InvoiceApproved, subjects="invoices")
def approve_invoices(invoices: Sequence[UUID], *, actor: Actor) -> list[InvoiceApproved | Declined]:
    """Approve the amounts of proposed invoices; the declarations behind them are locked."""
    check_step(actor, PROCEDURE, "approve")
    found = invoices_for_update(invoices, explained=True)
    _hold_declarations(found.values())
    changed = outdated(row for row in found.values() if row.state == "proposed")
    results: list[InvoiceApproved | Declined] = []
    approved: list[Invoice] = []
    for public_id in invoices:
        row = found.get(public_id)
        refusal = _refusal(row, changed)
        if row is None or refusal:
            results.append(Declined(public_id, refusal or NOT_THERE))
            continue
        row.state = INVOICE.apply(row.state, "approve")
        row.approved_by, row.approved_at, row.version = actor.person, actor.at, row.version + 1
        approved.append(row)
        results.append(InvoiceApproved(public_id, row.organisation.public_id, row.amount))
    update_each(approved, ["state", "approved_by", "approved_at", "version"])
    _lock_declarations(approved, actor)
    return results


def _refusal(row: Invoice | None, changed: set[int]) -> Refusal | None:
    if row is not None and row.pk in changed:
        return FEE_CHANGED
    return refusal_of(row, "approve") or (refused_as_illustrative(row) if row else None)


def _hold_declarations(rows: Iterable[Invoice]) -> None:
    """Keep members from taking figures back between the look at them and the approval that stands on them."""
    behind = {row.declaration_id for row in rows if row.declaration_id}
    list(Declaration.objects.select_for_update().filter(pk__in=behind).order_by("pk").values_list("pk"))


def _lock_declarations(approved: Sequence[Invoice], actor: Actor) -> None:
    declarations = {row.declaration_id for row in approved if row.declaration_id}
    open_ones = Declaration.objects.filter(pk__in=declarations, state="submitted")
    lock_declarations(list(open_ones.values_list("public_id", flat=True)), actor=actor)


@action("dues.send_back_invoice", needs="dues.approve")
def send_back_invoice(*, actor: Actor, invoice: UUID) -> InvoiceSentBack:
    """Take the approval of an invoice back, as long as it is not issued."""
    check_step(actor, PROCEDURE, "approve")
    row = locked(Invoice.objects.select_related("organisation"), invoice)
    row.state = next_state(row, "send_back")
    row.approved_by, row.approved_at, row.version = None, None, row.version + 1
    row.save(update_fields=["state", "approved_by", "approved_at", "version"])
    return InvoiceSentBack(row.public_id, row.organisation.public_id)


@action("dues.withdraw_invoice", needs="dues.propose")
def withdraw_invoice(*, actor: Actor, invoice: UUID, reason: str) -> InvoiceWithdrawn:
    """Drop a proposal that should not become an invoice."""
    row = locked(Invoice.objects.select_related("organisation"), invoice)
    row.state = next_state(row, "withdraw")
    if not reason.strip():
        refuse("reason_needed", _("Dropping a proposal needs a reason."), to_do=_("Say why in a sentence."))
    row.reason, row.version = reason.strip()[:300], row.version + 1
    row.save(update_fields=["state", "reason", "version"])
    return InvoiceWithdrawn(row.public_id, row.organisation.public_id, row.reason)


def invoices_for_update(invoices: Sequence[UUID], *, explained: bool = False) -> dict[UUID, Invoice]:
    """The invoices of a chunk, locked in one order so that two chunks never wait for each other."""
    rows = Invoice.objects.select_for_update(of=("self",)).select_related("organisation")
    rows = rows.select_related("membership") if explained else rows.defer("explanation")
    return {row.public_id: row for row in rows.filter(public_id__in=invoices).order_by("id")}


def refusal_of(row: Invoice | None, event: str) -> Refusal | None:
    """Why an event is not possible for an invoice, if it is not."""
    if row is None:
        return NOT_THERE
    if row.kind != Invoice.Kind.INVOICE or not INVOICE.allows(row.state, event):
        return Refusal(
            "invoice_state",
            _("This invoice is %(state)s; that step is not possible from there.")
            % {"state": state_in_words(row.state)},
            kept=_("It stays as it is."),
            to_do=_("Look at it as it stands now."),
        )
    return None


def next_state(row: Invoice, event: str) -> str:
    """The state after an event; refuses where the table has no such step."""
    if refusal := refusal_of(row, event):
        refuse(refusal.code, refusal.words, kept=refusal.kept, to_do=refusal.to_do)
    return INVOICE.apply(row.state, event)
