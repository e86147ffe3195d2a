"""What a member that leaves still owes: what it was invoiced, and the fees of its years that are not invoiced yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from koinon.rooms.dues.arrears import DECIDED
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.queries import with_paid
from koinon.rooms.memberships.models import Membership

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class StillOwed:
    """The open invoices with what is left of each, and the fee years that will be invoiced yet."""

    invoices: Sequence[tuple[Invoice, Decimal]]
    years: Sequence[int]

    @property
    def amount(self) -> Decimal:
        """What is left to pay of what was invoiced."""
        return sum((left for _invoice, left in self.invoices), ZERO)

    @property
    def currency(self) -> str:
        """The currency of the invoices."""
        return self.invoices[0][0].currency if self.invoices else "EUR"


def still_owed(membership: Membership, last_day: date, today: date) -> StillOwed:
    """What a member owes that is one until a last day; for pages that may show the member's invoices. One query."""
    rows = with_paid(Invoice.objects.filter(membership=membership, kind=Invoice.Kind.INVOICE)).order_by("due_on", "id")
    known = list(rows.defer("explanation", "recipient"))
    invoiced = {row.year for row in known if row.state in DECIDED and row.state != "approved"}
    first = max(membership.starts_on.year, today.year)
    return StillOwed(
        invoices=[(row, left) for row in known if row.state == "issued" and (left := _left(row)) > 0],
        years=[year for year in range(first, last_day.year + 1) if year not in invoiced],
    )


def _left(row: Any) -> Decimal:
    """What is left of an invoice that was read with what was paid."""
    left: Decimal = row.amount - row.paid
    return left
