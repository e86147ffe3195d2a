"""Killed in the middle of issuing, at random points: no number skipped or doubled, nothing half done, all resumed.

The seed is printed; KOINON_CRASH_SEED repeats a run. KOINON_CRASH_POINTS says how often to kill (20 in CI).
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from koinon.core import journal
from koinon.core.actors import Actor
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.rooms.dues.actions import approve_invoices, issue_invoices, propose_fees
from koinon.rooms.dues.models import Invoice, NumberSeries
from koinon.rooms.memberships.actions import admit_member
from koinon.rooms.organisations.actions import OrganisationDetails, record_fact, record_organisation
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import actor_for
from tests.processes import running
from tests.world import APPROVING, ASSEMBLY, ISSUING, World, moment

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]
CHUNK = 3
INVOICES = 60
POINTS = int(os.environ.get("KOINON_CRASH_POINTS", "20"))
SEED = int(os.environ.get("KOINON_CRASH_SEED", random.SystemRandom().randrange(10**6)))

# A process that is ready to issue and forks for each order, so that twenty kills cost twenty issuings and not
# twenty starts. The forked one does in full what the command line would; chunks are small, so that a kill finds it
# between and within many.
READY = f"""
import os, sys
from dataclasses import replace
from uuid import UUID
from django.db import connections
from koinon.adapters.payments import reference_for
from koinon.rooms.dues.actions import issue_invoices
from tests.crash.test_issuing import secretary_general
issue_invoices.spec = replace(issue_invoices.spec, chunk={CHUNK})
# Rules read and modules loaded beforehand, so that the time to be killed in is that of issuing.
reference_for("BE", 2026, 1, "invoice")
issue_invoices([UUID(int=0)], actor=secretary_general())
connections.close_all()
for order in sys.stdin:
    invoices = [UUID(word) for word in order.split()]
    child = os.fork()
    if child == 0:
        issue_invoices(invoices, actor=secretary_general())
        os._exit(0)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""


def secretary_general() -> Actor:
    """Who issues."""
    return actor_for(Person.objects.get(email="secretary.general@example.org"), moment(ISSUING), "test")


@pytest.fixture
def approved(published: World) -> list[UUID]:
    """Approved invoices of associated members, whose fee is fixed."""
    officer, treasurer = published.actor("membership", APPROVING), published.actor("treasurer", APPROVING)
    members = [_member(published, number) for number in range(INVOICES)]
    proposed = propose_fees(members, actor=officer, year=2026)
    invoices = [fact.invoice for fact in proposed.done]
    approve_invoices(invoices, actor=treasurer)
    assert len(invoices) == INVOICES
    return invoices


def _member(world: World, number: int) -> UUID:
    officer = world.actor("membership", APPROVING)
    details = OrganisationDetails(f"Support institution {number}", "IT")
    organisation = record_organisation(actor=officer, details=details).organisation
    source = Source("Statutes", date(2026, 1, 2))
    record_fact(actor=officer, organisation=organisation, key="nature", value="non_financial", source=source)
    given = {"criterion": "support_institution", "starts_on": date(2026, 1, 1), "decision": ASSEMBLY}
    return admit_member(actor=officer, organisation=organisation, **given).membership


def issued() -> list[Invoice]:
    """What has a number."""
    return list(Invoice.objects.filter(state="issued").order_by("number"))


def check_nothing_is_half(invoices: Sequence[UUID]) -> int:
    """Numbers without gap and twin; a letter, a journal line and all fields for each, and for no other."""
    done = issued()
    assert [row.number for row in done] == list(range(1, len(done) + 1))
    series = NumberSeries.objects.filter(kind="invoice", year=2026).first()
    assert (series.last if series else 0) == len(done)
    for row in done:
        assert row.reference, row
        assert row.recipient, row
        assert (row.issued_on, row.due_on) == (ISSUING, date(2026, 5, 2))
    ids = {row.public_id for row in done}
    for rows in (
        OutboxMessage.objects.filter(kind="dues.invoice_letter"),
        JournalEntry.objects.filter(action="dues.issue_invoices"),
    ):
        subjects = list(rows.values_list("subject", flat=True))
        assert len(subjects) == len(ids)
        assert set(subjects) == ids
    left = Invoice.objects.exclude(public_id__in=ids)
    assert set(left.values_list("state", "number")) <= {("approved", None)}
    assert len(done) % CHUNK == 0 or len(done) == len(invoices)
    return len(done)


def put_back() -> None:
    """All invoices approved again, as before they were issued: the same starting point for the next kill."""
    Invoice.objects.update(state="approved", number=None, number_year=None, reference="", issued_on=None, due_on=None)
    NumberSeries.objects.all().delete()
    OutboxMessage.objects.filter(kind="dues.invoice_letter").delete()
    JournalEntry.objects.filter(action="dues.issue_invoices").delete()


class Issuer:
    """Invoices issued by another process, as often as one likes."""

    def __init__(self, process: "subprocess.Popen[str]", invoices: Sequence[UUID]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.orders, self.answers, self.invoices = process.stdin, process.stdout, invoices

    def begin(self) -> int:
        """Let it begin; gives the process that issues."""
        self.orders.write(" ".join(map(str, self.invoices)) + "\n")
        self.orders.flush()
        return int(self.answers.readline())

    def ended(self) -> int:
        """Wait until it has ended, of itself or killed; gives how."""
        return int(self.answers.readline())


def test_killed_at_random_points(approved: list[UUID], capsys: pytest.CaptureFixture[str]) -> None:
    dice, reached = random.Random(SEED), []
    with running(READY) as process:
        issuer = Issuer(process, approved)
        issuer.begin()
        begun = time.monotonic()
        assert issuer.ended() == 0
        whole = time.monotonic() - begun
        assert check_nothing_is_half(approved) == INVOICES
        for _ in range(POINTS):
            if not reached or reached[-1] == INVOICES or dice.random() < 0.7:
                put_back()
            child = issuer.begin()
            time.sleep(dice.uniform(0, whole))
            with suppress(ProcessLookupError):  # it was faster
                os.kill(child, signal.SIGKILL)
            issuer.ended()
            reached.append(check_nothing_is_half(approved))
    with capsys.disabled():
        told = f"killed {POINTS} times within {whole:.2f} s, seed {SEED}; issued by then: {reached}"
        print(f"\n{connection.vendor}: {told}")  # noqa: T201
    assert any(0 < count < INVOICES for count in reached), "no kill fell into the middle; another seed may"
    issue_invoices(approved, actor=secretary_general())
    assert check_nothing_is_half(approved) == INVOICES
    assert not issue_invoices(approved, actor=secretary_general()).done
    journal.seal_waiting()
    assert journal.verify().holds


def test_two_processes_issue_the_same(approved: list[UUID]) -> None:
    with running(READY) as one, running(READY) as two:
        issuers = [Issuer(one, approved), Issuer(two, approved[::-1])]
        for issuer in issuers:
            issuer.begin()
        assert [issuer.ended() for issuer in issuers] == [0, 0]
    assert check_nothing_is_half(approved) == INVOICES
