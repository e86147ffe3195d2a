"""Fees computed and proposed: from what is known, kept in step with it, never guessed."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.dues.actions import propose_fees, withdraw_invoice
from koinon.rooms.dues.models import Invoice
from koinon.rooms.memberships.actions import end_membership
from koinon.statutes.fees import fee_from_data
from tests.rooms.outcomes import declined, line_of, no_line_of, refused
from tests.together import at_once
from tests.world import BOARD, FIGURES, World, approved, declared, only, proposed, publish


def propose(world: World, *members: str, who: str = "membership", year: int = 2026) -> Any:
    """Propose the fees of some members."""
    return propose_fees([world.memberships[name] for name in members], actor=world.actor(who), year=year)


def invoice_of(world: World, member: str = "ours") -> Invoice:
    """The one invoice of a member."""
    return Invoice.objects.get(membership__public_id=world.memberships[member])


def test_propose_fees(world: World) -> None:
    declared(world)
    fact = only(propose(world, "ours"))
    row = invoice_of(world)
    assert (row.public_id, row.state, row.number, row.purpose) == (fact.invoice, "proposed", None, "membership_fee")
    assert (row.year, row.part, row.amount, row.currency) == (2026, 1, Decimal("3450.00"), "EUR")
    assert row.illustrative
    assert row.declaration is not None
    line = line_of("dues.propose_fees", row.public_id)
    assert (line.rulebook, line.outcome["amount"]) == (row.rulebook, "3450.00")


def test_the_explanation_is_stored_and_adds_up(world: World) -> None:
    declared(world, "network")
    propose(world, "network")
    fee = fee_from_data(invoice_of(world, "network").explanation)
    assert fee.amount == sum(line.amount for line in fee.lines) == Decimal("1750.00")
    assert fee.rulebook.version == invoice_of(world, "network").rulebook
    assert not fee.illustrative


def test_all_members_at_once(world: World) -> None:
    for member in ("ours", "theirs", "network"):
        declared(world, member)
    outcome = propose(world, "ours", "theirs", "associated", "network")
    assert {fact.amount for fact in outcome.done} == {
        Decimal("3450.00"),
        Decimal("8400.00"),
        Decimal("3000.00"),
        Decimal("1750.00"),
    }
    assert not outcome.declined


def test_propose_fees_declined(world: World) -> None:
    assert declined(propose(world, "ours")) == "fee_unknown"
    nobody = propose_fees([uuid4()], actor=world.actor("membership"), year=2026)
    assert declined(nobody) == "not_found"
    assert not Invoice.objects.exists()


def test_propose_fees_refused(world: World) -> None:
    for who in ("auditor", "policy", "contact", "technician", "nobody"):
        assert refused(propose, world, "ours", who=who) == "not_allowed"
    assert refused(propose, world, "ours", year=2025) == "no_rulebook"
    assert refused(propose, world, "ours", year=10**6) == "year_unknown"
    assert no_line_of("dues.propose_fees")


def test_who_was_no_member_in_the_year_owes_nothing(world: World) -> None:
    end_membership(
        actor=world.actor("membership"),
        membership=world.memberships["associated"],
        event="resign",
        ends_on=date(2025, 12, 31),
        decision=BOARD,
    )
    assert declined(propose(world, "associated")) == "not_a_member_then"


def test_proposed_again_it_follows_the_figures(world: World) -> None:
    first = proposed(world)
    declared(world, figures=[FIGURES["theirs"][0], FIGURES["ours"][1]])
    fact = only(propose(world, "ours"))
    assert fact.invoice == first
    assert fact.amount == Decimal("5600.00")
    assert (invoice_of(world).amount, invoice_of(world).version) == (Decimal("5600.00"), 2)


def test_proposed_again_it_follows_the_rules(world: World) -> None:
    proposed(world)
    publish(world)
    only(propose(world, "ours"))
    assert not invoice_of(world).illustrative


def test_what_is_decided_is_left_alone(published: World) -> None:
    approved(published)
    assert declined(propose(published, "ours")) == "decided_already"


def test_withdraw_invoice(world: World) -> None:
    invoice = proposed(world)
    withdraw_invoice(actor=world.actor("membership"), invoice=invoice, reason="  Joined by mistake.  ")
    assert (invoice_of(world).state, invoice_of(world).reason) == ("withdrawn", "Joined by mistake.")
    assert line_of("dues.withdraw_invoice", invoice).outcome["reason"] == "Joined by mistake."
    assert only(propose(world, "ours")).invoice != invoice


def test_withdraw_invoice_refused(published: World) -> None:
    world, invoice = published, proposed(published)

    def withdraw(who: str = "membership", **change: Any) -> str:
        return refused(withdraw_invoice, actor=world.actor(who), **{"invoice": invoice, "reason": "Why not", **change})

    assert withdraw(reason=" ") == "reason_needed"
    assert withdraw(invoice=uuid4()) == "not_found"
    for who in ("auditor", "contact", "nobody"):
        assert withdraw(who) == "not_allowed"
    assert invoice_of(world).state == "proposed"
    withdraw_invoice(actor=world.actor("membership"), invoice=invoice, reason="Once")
    assert withdraw() == "invoice_state"


@pytest.mark.django_db(transaction=True)
def test_two_propose_at_once(world: World) -> None:
    for member in ("ours", "theirs", "network"):
        declared(world, member)
    forwards = partial(propose, world, "ours", "theirs", "network")
    backwards = partial(propose, world, "network", "theirs", "ours", who="treasurer")
    outcomes = at_once(forwards, backwards)
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    assert Invoice.objects.count() == 3
