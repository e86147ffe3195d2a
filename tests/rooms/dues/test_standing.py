"""Standing: overdue and reminded loses the vote and nothing else; a waiver keeps it; payment restores it at once."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.core.decisions import DecisionReference
from koinon.core.models import OutboxMessage
from koinon.rooms.dues.actions import cancel_invoice, remind, reverse_payment, waive_consequences
from koinon.rooms.dues.models import Reminder, Waiver
from koinon.rooms.dues.queries import overdue_invoices, standing_of, standings, visible_invoices
from koinon.rooms.memberships.actions import end_membership
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.entitlements import entitlements
from koinon.statutes.standing import Standing
from tests.rooms.outcomes import declined, line_of, no_line_of, refused
from tests.world import BOARD, DUE, PAYING, REMINDING, World, approved, issued, only, paid, pay, reminded


def stands(world: World, on: date, member: str = "ours") -> Standing:
    """How a member stands on a day."""
    return standing_of(rulebook_in_force(on), world.membership(member), on)


def rights(world: World, on: date) -> dict[str, str]:
    """What our member may, right by right."""
    rulebook, standing = rulebook_in_force(on), stands(world, on)
    granted = entitlements(rulebook, world.membership().category, standing)
    return {key: right.outcome for key, right in granted.items()}


def waive(world: World, who: str = "treasurer", **change: Any) -> Waiver:
    """The Board lets our member keep its rights until the end of the year."""
    given = {
        "membership": world.memberships["ours"],
        "starts_on": date(2026, 6, 3),
        "ends_on": date(2026, 12, 31),
        "reason": "Paying in three parts, as agreed.",
        "decision": BOARD,
        **change,
    }
    waived = waive_consequences(actor=world.actor(who, REMINDING), **given)
    return Waiver.objects.get(public_id=waived.waiver)


def test_admitted_means_good_standing(published: World) -> None:
    assert stands(published, date(2026, 3, 1)).key == "good"
    assert rights(published, date(2026, 3, 1))["vote"] == "granted"


def test_good_until_due_then_overdue_with_all_rights(published: World) -> None:
    issued(published)
    assert stands(published, DUE).key == "good"
    overdue = stands(published, DUE + timedelta(days=1))
    assert (overdue.key, overdue.rights_lost) == ("overdue", ())
    assert rights(published, DUE + timedelta(days=1))["vote"] == "granted"


def test_overdue_and_reminded_loses_only_the_vote(published: World) -> None:
    before = rights(published, REMINDING)
    reminded(published)
    after = rights(published, REMINDING)
    assert stands(published, REMINDING).rights_lost == ("vote",)
    assert {key for key in before if before[key] != after[key]} == {"vote"}
    assert after["vote"] == "withheld"
    assert stands(published, REMINDING - timedelta(days=1)).key == "overdue"


def test_a_part_paid_does_not_restore(published: World) -> None:
    invoice = reminded(published)
    pay(published, invoice, Decimal("3449.99"))
    assert stands(published, PAYING).key == "suspended"


def test_payment_restores_at_once(published: World) -> None:
    invoice = reminded(published)
    payment = pay(published, invoice)
    assert stands(published, PAYING).key == "good"
    reverse_payment(actor=published.actor("treasurer", PAYING), payment=payment, reason="Bounced")
    assert stands(published, PAYING).key == "suspended"


def test_cancelling_restores_at_once(published: World) -> None:
    invoice = reminded(published)
    cancel_invoice(actor=published.actor("treasurer", PAYING), invoice=invoice, reason="Wrong")
    assert stands(published, PAYING).key == "good"


def test_waive_consequences(published: World) -> None:
    reminded(published)
    row = waive(published)
    assert stands(published, date(2026, 6, 2)).key == "suspended"
    for day in (date(2026, 6, 3), date(2026, 12, 31)):
        assert "vote" not in stands(published, day).rights_lost
        assert stands(published, day).key != "good"
    assert stands(published, date(2027, 1, 1)).key == "suspended"
    line = line_of("dues.waive_consequences", row.public_id)
    assert (line.organisation, str(row.decision)) == (published.organisations["ours"], "Board, B2026/2")


def test_a_waiver_without_end(published: World) -> None:
    reminded(published)
    waive(published, ends_on=None)
    assert "vote" not in stands(published, date(2030, 1, 1)).rights_lost


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"who": "membership"}, "step_of_others"),
        ({"who": "auditor"}, "not_allowed"),
        ({"who": "contact"}, "not_allowed"),
        ({"who": "nobody"}, "not_allowed"),
        ({"ends_on": date(2026, 6, 2)}, "dates_reversed"),
        ({"reason": " "}, "reason_needed"),
        ({"decision": DecisionReference("", date(2026, 6, 1), "")}, "decision_incomplete"),
        ({"membership": uuid4()}, "not_found"),
    ],
)
def test_waive_consequences_refused(published: World, change: dict[str, Any], code: str) -> None:
    assert refused(waive, published, **change) == code
    assert not Waiver.objects.exists()
    assert no_line_of("dues.waive_consequences")


def send(world: World, invoice: UUID, on: date = REMINDING, who: str = "membership") -> Any:
    """Send the next reminder."""
    return remind([invoice], actor=world.actor(who, on))


def test_remind(published: World) -> None:
    invoice = issued(published)
    fact = only(send(published, invoice))
    assert (fact.step, fact.pay_by) == (1, REMINDING + timedelta(days=14))
    row = Reminder.objects.get()
    assert (row.step, row.sent_on, row.sent_by) == (1, REMINDING, published.people["membership"])
    assert line_of("dues.remind", invoice).outcome["step"] == 1
    assert OutboxMessage.objects.filter(kind="dues.reminder_letter", subject=invoice).count() == 1


def test_remind_declined(published: World) -> None:
    invoice = issued(published)
    assert declined(send(published, invoice, DUE)) == "not_overdue"
    assert declined(send(published, invoice, DUE + timedelta(days=13))) == "too_early"
    assert declined(send(published, uuid4())) == "not_found"
    assert declined(send(published, approved(published, "network"))) == "not_overdue"
    assert declined(send(published, paid(published, "theirs"))) == "not_overdue"
    assert not Reminder.objects.exclude(invoice__membership__public_id=published.memberships["theirs"]).exists()


def test_remind_refused(published: World) -> None:
    invoice = issued(published)
    for who in ("auditor", "policy", "contact", "technician", "system", "nobody"):
        assert refused(send, published, invoice, who=who) == "not_allowed"
    assert no_line_of("dues.remind")


def test_the_ladder_of_reminders(published: World) -> None:
    invoice = issued(published)
    only(send(published, invoice))
    assert declined(send(published, invoice, REMINDING)) == "too_early"
    steps = [only(send(published, invoice, DUE + timedelta(days=days))).step for days in (45, 90)]
    assert steps == [2, 3]
    assert declined(send(published, invoice, DUE + timedelta(days=365))) == "ladder_ended"


def test_a_credit_note_is_not_reminded_of(published: World) -> None:
    note = cancel_invoice(actor=published.actor("treasurer"), invoice=issued(published), reason="Wrong").credit_note
    assert declined(send(published, note)) == "not_overdue"


def test_whoever_has_left_is_no_member(published: World) -> None:
    end_membership(
        actor=published.actor("membership"),
        membership=published.memberships["ours"],
        event="resign",
        ends_on=REMINDING,
        decision=BOARD,
    )
    assert stands(published, REMINDING).key == "good"
    assert stands(published, REMINDING + timedelta(days=1)).key == "not_member"
    assert stands(published, date(2026, 1, 1)).key == "good"


def test_many_in_three_queries(published: World, django_assert_num_queries: Callable[..., Any]) -> None:
    reminded(published)
    issued(published, "network")
    rulebook = rulebook_in_force(REMINDING)
    members = [published.membership(name) for name in ("ours", "theirs", "associated", "network")]
    with django_assert_num_queries(2):
        found = standings(rulebook, members, REMINDING)
    assert [found[member.pk].key for member in members] == ["suspended", "good", "good", "overdue"]
    assert overdue_invoices(REMINDING).count() == 2
    assert not overdue_invoices(DUE).exists()


def test_who_sees_which_invoices(published: World) -> None:
    issued(published, "ours")
    approved(published, "theirs")

    def seen(who: str) -> int:
        return visible_invoices(published.actor(who)).count()

    assert (seen("auditor"), seen("treasurer")) == (2, 2)
    assert (seen("contact"), seen("delegate"), seen("finance_contact")) == (1, 1, 1)
    # What is not issued is not yet theirs to see.
    assert seen("their_contact") == seen("network_contact") == 0
    assert seen("technician") == seen("former") == seen("stranger") == seen("nobody") == 0
