"""Where a fee year stands, counted from the records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Q, Sum

from koinon.core.actors import Actor
from koinon.rooms.dues import arrears
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.queries import visible_invoices, with_paid
from koinon.rooms.memberships.queries import running_in_year, visible_memberships
from koinon.statutes.rulebook import Rulebook

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many invoices are in a state, over how much, and how much was received for them."""

    count: int = 0
    amount: Decimal = ZERO
    received: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """What is still to come in."""
        return self.amount - self.received


@dataclass(frozen=True, slots=True)
class Late:
    """The overdue invoices of a year: how many, how many of them can be reminded, how many were to the end."""

    overdue: int = 0
    to_remind: int = 0
    ended: int = 0
    oldest: date | None = None


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """Where a fee year stands."""

    members: int
    to_declare: int
    missing: int
    can_be_computed: int
    to_lock: int
    invoices: Mapping[str, Tally]
    late: Late

    @property
    def declared(self) -> int:
        """How many of those who have to declare have done so."""
        return self.to_declare - self.missing

    @property
    def issued(self) -> Tally:
        """What was issued, paid or not."""
        parts = [self.tally(state) for state in ("issued", "paid")]
        return Tally(
            sum(part.count for part in parts),
            sum((part.amount for part in parts), ZERO),
            sum((part.received for part in parts), ZERO),
        )

    def tally(self, state: str) -> Tally:
        """What is in one state."""
        return self.invoices.get(state, Tally())

    @property
    def proposed(self) -> Tally:
        """What waits for approval."""
        return self.tally("proposed")

    @property
    def approved(self) -> Tally:
        """What waits to be issued."""
        return self.tally("approved")

    @property
    def open(self) -> Tally:
        """What was issued and is not paid yet."""
        return self.tally("issued")

    @property
    def paid(self) -> Tally:
        """What was paid."""
        return self.tally("paid")


def year_so_far(actor: Actor, year: int, rules: Rulebook | None, today: Rulebook | None) -> YearSoFar:
    """Count where a fee year stands, by its rules and by today's, in three queries."""
    return counted(actor, year, rules, late_by_year(actor, today).get(year, Late()))


def counted(actor: Actor, year: int, rules: Rulebook | None, late: Late) -> YearSoFar:
    """The same, where what is late was counted already."""
    declaring = arrears.declaring(rules)
    declared = arrears.with_figures(year)
    computed = arrears.with_fee(year, ("proposed", *arrears.DECIDED))
    known = ~declaring | declared
    members = running_in_year(visible_memberships(actor), year).order_by()
    counts = members.aggregate(
        members=Count("pk"),
        to_declare=Count("pk", filter=declaring),
        missing=Count("pk", filter=declaring & ~declared),
        can_be_computed=Count("pk", filter=known & ~computed),
        to_lock=Count("pk", filter=arrears.with_figures(year, state="submitted")),
    )
    return YearSoFar(invoices=_tallies(actor, year), late=late, **counts)


def _tallies(actor: Actor, year: int) -> dict[str, Tally]:
    rows = with_paid(visible_invoices(actor).filter(year=year, kind=Invoice.Kind.INVOICE)).order_by()
    counts = rows.values("state").annotate(count=Count("pk"), total=Sum("amount"), received=Sum("paid"))
    return {row["state"]: Tally(row["count"], row["total"], row["received"]) for row in counts}


def late_by_year(actor: Actor, rules: Rulebook | None) -> dict[int, Late]:
    """What is overdue, by fee year, in one query; nothing without rules to say when a reminder is due."""
    if rules is None:
        return {}
    steps = len(rules.invoicing.reminders)
    rows = arrears.with_reminders(arrears.overdue(actor)).order_by().values("year")
    counts = rows.annotate(
        overdue=Count("pk"),
        to_remind=Count("pk", filter=arrears.reminder_due(actor.today, rules)),
        ended=Count("pk", filter=Q(taken__gte=steps)),
        oldest=Min("due_on"),
    )
    return {row["year"]: Late(row["overdue"], row["to_remind"], row["ended"], row["oldest"]) for row in counts}
