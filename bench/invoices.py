"""The year's run: fees proposed, approved and issued (rows, numbers, journal, outbox), and papers rendered."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench import world  # noqa: E402
from bench.measure import Figure, table, timed  # noqa: E402
from koinon.adapters.pdf import render_invoice  # noqa: E402
from koinon.core import memory  # noqa: E402
from koinon.core.models import JournalEntry, OutboxMessage  # noqa: E402
from koinon.rooms.dues.actions import approve_invoices, issue_invoices, propose_fees  # noqa: E402
from koinon.rooms.dues.models import Invoice, NumberSeries  # noqa: E402
from koinon.rooms.dues.papers import paper_of  # noqa: E402

GOALS: dict[int, float | None] = {1_000: 1.5, 5_000: None, 10_000: 15.0}
RUNS = 3


def main(kind: str) -> None:
    """Build the house, run the year's fees at two sizes, print the table."""
    memory.settle()  # as the server and the worker do
    call_command("migrate", verbosity=0)
    world.build_house()
    figures, medians = [], {}
    for size, goal in GOALS.items():
        issued = _issue_runs(size)
        medians[size] = sorted(issued[0])[RUNS // 2]
        figures += [
            Figure(f"{size:,} fees proposed", "s", issued[1]),
            Figure(f"{size:,} invoices approved", "s", issued[2]),
            Figure(f"{size:,} invoices issued", "s", issued[0], goal),
        ]
    # How it grows: from the first thousand on, and over the last doubling.
    figures += [
        Figure("time per invoice, 10,000 against 1,000", "ratio", [medians[10_000] / medians[1_000] / 10], 1.2),
        Figure("time per invoice, 10,000 against 5,000", "ratio", [medians[10_000] / medians[5_000] / 2], 1.2),
    ]
    papers = [paper_of(invoice) for invoice in Invoice.objects.select_related("organisation")[:100]]
    figures.append(Figure("100 invoice PDFs", "s", timed(lambda: [render_invoice(paper) for paper in papers], 3), 3.0))
    table(f"The year's run on {kind}", figures)


def _issue_runs(size: int) -> tuple[list[float], list[float], list[float]]:
    issued: list[float] = []
    proposed: list[float] = []
    approved: list[float] = []
    for _run in range(RUNS):
        _clear()
        members = world.build_members(size)
        secretary, treasurer = (
            world.officer("secretary_general", world.at(4, 2)),
            world.officer("treasurer", world.at(4, 1)),
        )
        proposed += timed(lambda: propose_fees(members, actor=secretary, year=world.YEAR), 1)  # noqa: B023
        invoices = list(Invoice.objects.order_by("pk").values_list("public_id", flat=True))  # as the desk does
        approved += timed(lambda: approve_invoices(invoices, actor=treasurer), 1)  # noqa: B023
        issued += timed(lambda: issue_invoices(invoices, actor=secretary), 1)  # noqa: B023
        if Invoice.objects.filter(state="issued").count() != size:
            raise SystemExit("not every invoice was issued; the figures mean nothing")
    return issued, proposed, approved


def _clear() -> None:
    """Take the last run's members away, children first."""
    from koinon.rooms.declarations.models import Declaration
    from koinon.rooms.memberships.models import Membership
    from koinon.rooms.organisations.models import Organisation

    Invoice.objects.all().delete()
    for model in (NumberSeries, JournalEntry, OutboxMessage, Declaration, Membership):
        model.objects.all().delete()
    Organisation.objects.filter(confederation=None).delete()


if __name__ == "__main__":
    main(sys.argv[1])
