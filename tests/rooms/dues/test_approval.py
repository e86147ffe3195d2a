"""Approval: by the office that the rulebook names, on figures as they stand, never on an illustrative amount."""

from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.rooms.declarations.actions import save_draft, submit_declaration, take_back_declaration
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.dues.actions import approve_invoices, propose_fees, send_back_invoice
from koinon.rooms.dues.models import Invoice
from tests.rooms.outcomes import declined, line_of, no_line_of, refused
from tests.world import APPROVING as ON
from tests.world import FIGURES, World, approved, declared, issued, moment, only, proposed, publish


def approve(world: World, *invoices: UUID, who: str = "treasurer") -> Any:
    """Approve some proposals."""
    return approve_invoices(list(invoices), actor=world.actor(who))


def row(invoice: UUID) -> Invoice:
    """The record of an invoice."""
    return Invoice.objects.get(public_id=invoice)


def test_approve_invoices(published: World) -> None:
    invoice = proposed(published)
    fact = only(approve(published, invoice))
    kept = row(invoice)
    assert (kept.state, kept.approved_by, kept.approved_at) == (
        "approved",
        published.people["treasurer"],
        moment(ON),
    )
    assert fact.amount == kept.amount == Decimal("3450.00")
    assert kept.number is None
    assert line_of("dues.approve_invoices", invoice).actor == published.people["treasurer"]


def test_the_figures_behind_it_are_locked(published: World) -> None:
    declaration = Declaration.objects.get(public_id=row(approved(published)).declaration.public_id)  # type: ignore[union-attr]
    assert declaration.state == "locked"
    assert line_of("declarations.lock_declarations", declaration.public_id)


def test_approve_invoices_refused(published: World) -> None:
    invoice = proposed(published)
    for who in ("secretary_general", "membership"):
        assert refused(approve, published, invoice, who=who) == "step_of_others"
    for who in ("auditor", "policy", "contact", "technician", "system", "nobody"):
        assert refused(approve, published, invoice, who=who) == "not_allowed"
    assert row(invoice).state == "proposed"
    assert no_line_of("dues.approve_invoices")


def test_approve_invoices_declined(published: World) -> None:
    assert declined(approve(published, uuid4())) == "not_found"
    assert declined(approve(published, approved(published))) == "invoice_state"
    assert declined(approve(published, issued(published, "network"))) == "invoice_state"


def test_outside_the_demo_an_illustrative_amount_is_not_approved(world: World) -> None:
    invoice = proposed(world)
    assert declined(approve(world, invoice)) == "illustrative"
    assert row(invoice).state == "proposed"
    assert only(approve(world, proposed(world, "network"))).amount == Decimal("1750.00")


@pytest.mark.usefixtures("demo")
def test_in_the_demo_it_is_approved_and_marked(world: World) -> None:
    invoice = proposed(world)
    only(approve(world, invoice))
    assert row(invoice).illustrative


def test_figures_replaced_since_the_proposal(published: World) -> None:
    invoice = proposed(published)
    declared(published, figures=[FIGURES["theirs"][0], FIGURES["ours"][1]])
    assert declined(approve(published, invoice)) == "fee_changed"
    propose_fees([published.memberships["ours"]], actor=published.actor("treasurer"), year=2026)
    assert only(approve(published, invoice)).amount == Decimal("5600.00")


def test_figures_taken_back_and_changed_since_the_proposal(published: World) -> None:
    invoice, contact = proposed(published), published.actor("contact")
    declaration = Declaration.objects.get().public_id
    take_back_declaration(actor=contact, declaration=declaration)
    assert declined(approve(published, invoice)) == "fee_changed"
    changed = [FIGURES["theirs"][0], FIGURES["ours"][1]]
    save_draft(actor=contact, membership=published.memberships["ours"], year=2026, figures=changed)
    submit_declaration(actor=contact, declaration=declaration, confirmed=True)
    assert declined(approve(published, invoice)) == "fee_changed"


def test_rules_adopted_since_the_proposal(world: World) -> None:
    invoice = proposed(world)
    publish(world)
    assert declined(approve(world, invoice)) == "fee_changed"


def test_send_back_invoice(published: World) -> None:
    invoice = approved(published)
    send_back_invoice(actor=published.actor("treasurer"), invoice=invoice)
    assert (row(invoice).state, row(invoice).approved_by, row(invoice).approved_at) == ("proposed", None, None)
    assert line_of("dues.send_back_invoice", invoice)


def test_send_back_invoice_refused(published: World) -> None:
    invoice = approved(published)

    def send_back(who: str = "treasurer", sent: UUID = invoice) -> str:
        return refused(send_back_invoice, actor=published.actor(who), invoice=sent)

    assert send_back("secretary_general") == "step_of_others"
    assert send_back("auditor") == send_back("contact") == send_back("nobody") == "not_allowed"
    assert send_back(sent=uuid4()) == "not_found"
    assert send_back(sent=issued(published, "network")) == "invoice_state"
    assert row(invoice).state == "approved"
    assert no_line_of("dues.send_back_invoice")
