"""Issue approved invoices: number, address, due day, and the letter on its way, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.adapters.payments import reference_for
from koinon.core.action import Declined, bulk_action
from koinon.core.actors import Actor
from koinon.core.bulk import update_each
from koinon.core.facts.dues import InvoiceIssued
from koinon.core.outbox import Posting, enqueue_all
from koinon.core.refusals import Refusal, refuse
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import IN_FORCE
from koinon.rooms.dues.actions.approval import NOT_THERE, invoices_for_update, refusal_of
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.numbers import take_numbers
from koinon.rooms.dues.recipients import recipient_of
from koinon.rooms.dues.rules import PROCEDURE, refused_as_illustrative, refused_as_same_person
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.rulebook.queries import check_step, rulebook_in_force
from koinon.statutes.rulebook.yearly_rules import InstalmentRule
from koinon.statutes.transitions import INVOICE

FIGURES_REPLACED = Refusal(
    "figures_replaced",
    _("The figures behind this amount are not in force any more."),
    to_do=_("Send the invoice back and compute the fee again."),
)


@bulk_action("dues.issue_invoices", needs="dues.issue", fact=InvoiceIssued, subjects="invoices", rule="invoicing")
def issue_invoices(invoices: Sequence[UUID], *, actor: Actor) -> list[InvoiceIssued | Declined]:
    """Issue approved invoices: give each its number and send it to the member."""
    check_step(actor, PROCEDURE, "issue")
    house = confederation()
    if house is None:
        refuse(
            "no_confederation",
            _("The confederation's own record is missing, so an invoice would have no sender."),
            to_do=_("Fill in the confederation's record first."),
        )
    found = invoices_for_update(invoices)
    replaced = _replaced(found.values())
    refusals = {public_id: _refusal(found.get(public_id), replaced, actor) for public_id in invoices}
    to_issue = [found[public_id] for public_id in invoices if refusals[public_id] is None]
    year, terms = actor.today.year, rulebook_in_force(actor.today).invoicing.instalments
    numbers = take_numbers(Invoice.Kind.INVOICE, year, len(to_issue)) if to_issue else range(0)
    for row, number in zip(to_issue, numbers, strict=True):
        row.number_year, row.number = year, number
        row.reference = reference_for(house.organisation.country, year, number, row.kind)
        _issue(row, terms, actor)
    _write(to_issue)
    return [
        Declined(public_id, refused) if (refused := refusals[public_id]) else _fact(found[public_id])
        for public_id in invoices
    ]


def _replaced(rows: Iterable[Invoice]) -> set[int | None]:
    """The declarations behind these invoices that are out of force since: replaced by newer ones, or taken back."""
    behind = [row.declaration_id for row in rows if row.declaration_id]
    return set(Declaration.objects.filter(pk__in=behind).exclude(state__in=IN_FORCE).values_list("pk", flat=True))


def _refusal(row: Invoice | None, replaced: set[int | None], actor: Actor) -> Refusal | None:
    if row is None:
        return NOT_THERE
    return (
        refusal_of(row, "issue")
        or (FIGURES_REPLACED if row.declaration_id in replaced else None)
        or refused_as_illustrative(row)
        or refused_as_same_person(row.approved_by, actor.person, actor.today)
    )


def _issue(row: Invoice, terms: Sequence[InstalmentRule], actor: Actor) -> None:
    days = terms[min(row.part, len(terms)) - 1].due_days
    row.state = INVOICE.apply(row.state, "issue")
    row.recipient = recipient_of(row.organisation)
    row.issued_on, row.due_on = actor.today, actor.today + timedelta(days=days)
    row.issued_by, row.issued_at, row.version = actor.person, actor.at, row.version + 1


def _write(rows: Sequence[Invoice]) -> None:
    fields = [
        "state", "number_year", "number", "reference", "recipient",
        "issued_on", "due_on", "issued_by", "issued_at", "version",
    ]  # fmt: skip
    update_each(rows, fields)
    enqueue_all(
        Posting(
            "dues.invoice_letter",
            {"invoice": str(row.public_id)},
            subject=row.public_id,
            dedupe=f"dues.invoice_letter:{row.public_id}",
        )
        for row in rows
    )


def _fact(row: Invoice) -> InvoiceIssued:
    return InvoiceIssued(
        row.public_id,
        row.organisation.public_id,
        row.full_number,
        row.amount,
        row.due_on,  # type: ignore[arg-type]
        row.rulebook,
    )
