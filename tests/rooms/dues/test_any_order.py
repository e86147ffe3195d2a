"""Whatever is done to a fee in whatever order: numbers have no gap, one claim lives, sums are right."""

import os
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from koinon.core.models import JournalEntry, OutboxMessage
from koinon.core.refusals import Refused
from koinon.rooms.dues import actions
from koinon.rooms.dues.models import Invoice, Payment, Reminder
from koinon.rooms.dues.queries import standing_of
from koinon.rooms.rulebook.queries import rulebook_in_force
from tests.world import World, declared

LIVE = ("proposed", "approved", "issued", "paid")
MEMBERS = ("ours", "network")


class Fees(RuleBasedStateMachine):
    """Two members, three people at the desk, and a calendar that only runs forward."""

    world: World

    @initialize()
    def open_the_year(self) -> None:
        """Both have declared; nothing was issued yet."""
        from django.db import transaction

        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.today = date(2026, 4, 1)
        for member in MEMBERS:
            declared(self.world, member)
        self.ask_for_everything()

    def teardown(self) -> None:
        """Everything is rolled back, so that the next order begins anew."""
        from django.db import transaction

        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def invoices(self) -> list[UUID]:
        """All there are."""
        return list(Invoice.objects.order_by("id").values_list("public_id", flat=True))

    def do(self, name: str, who: str, *subjects: object, **inputs: object) -> None:
        """Try an action; a refusal is as good as an outcome."""
        with suppress(Refused):
            getattr(actions, name)(*subjects, actor=self.world.actor(who, self.today), **inputs)

    @rule(days=st.integers(1, 60))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), date(2027, 12, 31))

    @rule(member=st.sampled_from(MEMBERS))
    def propose(self, member: str) -> None:
        self.do("propose_fees", "membership", [self.world.memberships[member]], year=2026)

    @rule()
    def approve(self) -> None:
        self.do("approve_invoices", "treasurer", self.invoices())

    @rule()
    def ask_for_everything(self) -> None:
        """What a spring day at the desk does: whatever can be asked for is."""
        for member in MEMBERS:
            self.propose(member)
        self.approve()
        self.issue("secretary_general")

    @rule(who=st.sampled_from(["secretary_general", "membership", "treasurer"]))
    def issue(self, who: str) -> None:
        self.do("issue_invoices", who, self.invoices())

    @rule()
    def remind(self) -> None:
        self.do("remind", "membership", self.invoices())

    @rule(pick=st.integers(0, 3))
    def ask_anew(self, pick: int) -> None:
        """A claim is cancelled and asked for once more."""
        self.take_back(pick, "cancel_invoice")
        self.ask_for_everything()

    @rule(pick=st.integers(0, 20), name=st.sampled_from(["send_back_invoice", "withdraw_invoice", "cancel_invoice"]))
    def take_back(self, pick: int, name: str) -> None:
        if invoices := self.invoices():
            reason = {} if name == "send_back_invoice" else {"reason": "Because"}
            self.do(name, "treasurer", invoice=invoices[pick % len(invoices)], **reason)

    @rule(pick=st.integers(0, 20), share=st.sampled_from(["0.50", "1.00", "2.00"]))
    def pay(self, pick: int, share: str) -> None:
        if invoices := self.invoices():
            invoice = Invoice.objects.get(public_id=invoices[pick % len(invoices)])
            amount = (invoice.amount * Decimal(share)).quantize(Decimal("0.01"))
            given = {"invoice": invoice.public_id, "amount": amount, "received_on": self.today}
            self.do("record_payment", "treasurer", **given)

    @rule(pick=st.integers(0, 20))
    def reverse(self, pick: int) -> None:
        if payments := list(Payment.objects.order_by("id").values_list("public_id", flat=True)):
            self.do("reverse_payment", "treasurer", payment=payments[pick % len(payments)], reason="Wrong")

    @invariant()
    def numbers_have_no_gap(self) -> None:
        for kind in Invoice.Kind.values:
            for year in (2026, 2027):
                rows = Invoice.objects.filter(kind=kind, number_year=year)
                numbers = sorted(number or 0 for number in rows.values_list("number", flat=True))
                assert numbers == list(range(1, len(numbers) + 1)), (kind, year, numbers)

    @invariant()
    def one_claim_lives(self) -> None:
        live = Invoice.objects.filter(kind="invoice", state__in=LIVE)
        claims = list(live.values_list("membership", "year", "part"))
        assert len(claims) == len(set(claims))

    @invariant()
    def every_credit_note_takes_one_invoice_back(self) -> None:
        cancelled = set(Invoice.objects.filter(state="cancelled").values_list("pk", flat=True))
        notes = list(Invoice.objects.filter(kind="credit_note").values_list("corrects", flat=True))
        assert set(notes) == cancelled
        assert len(notes) == len(cancelled)

    @invariant()
    def paid_is_what_was_received(self) -> None:
        for invoice in Invoice.objects.annotate(received=Sum("payments__amount")):
            received = invoice.received or Decimal(0)
            assert 0 <= received <= invoice.amount
            assert (invoice.state == "paid") == (received == invoice.amount and invoice.number is not None), invoice
            assert invoice.state != "cancelled" or received == 0

    @invariant()
    def a_vote_is_lost_only_after_a_reminder(self) -> None:
        rulebook = rulebook_in_force(self.today)
        for member in MEMBERS:
            membership = self.world.membership(member)
            standing = standing_of(rulebook, membership, self.today)
            open_ones = Invoice.objects.filter(membership=membership, kind="invoice", state="issued")
            reminded = Reminder.objects.filter(invoice__in=open_ones).exists()
            assert (standing.key == "suspended") == reminded, standing

    @invariant()
    def everything_issued_has_its_letter_and_its_line(self) -> None:
        issued = set(Invoice.objects.exclude(number=None).values_list("public_id", flat=True))
        letters = list(OutboxMessage.objects.filter(kind="dues.invoice_letter").values_list("subject", flat=True))
        assert sorted(map(str, letters)) == sorted(map(str, issued))
        lines = JournalEntry.objects.filter(action__in=["dues.issue_invoices", "dues.cancel_invoice"])
        assert {line.subject for line in lines} == issued
        assert lines.count() == len(issued)


def test_any_order(published: World) -> None:
    machine = type("FeesOfThisWorld", (Fees,), {"world": published})
    limits = settings(
        max_examples=20 if os.environ.get("CI") else 4,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    run_state_machine_as_test(machine, settings=limits)
