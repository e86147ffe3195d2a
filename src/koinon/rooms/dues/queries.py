"""What is owed, what is overdue, and how members stand."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import DecimalField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from koinon.core.actors import Actor
from koinon.rooms.dues.models import Invoice, Payment, QuoteRequest, Reminder, Waiver
from koinon.rooms.memberships.models import Membership
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.keeping_rules import KeepingRules
from koinon.statutes.standing import Claim, Standing, standing
from koinon.statutes.transitions import MEMBER_STATES

ISSUED = ("issued", "paid", "cancelled")
ZERO = Decimal("0.00")


def visible_invoices(actor: Actor) -> "QuerySet[Invoice]":
    """The invoices this actor may see: all at the desk; elsewhere one's own, once issued."""
    rows = Invoice.objects.select_related("organisation", "membership")
    if actor.may("dues.see"):
        return rows
    return rows.filter(organisation__public_id__in=actor.organisations("dues.see"), state__in=ISSUED)


def visible_quote_requests(actor: Actor) -> "QuerySet[QuoteRequest]":
    """The requests for a quote, for whoever sends quotes; none for anybody else."""
    return QuoteRequest.objects.all() if actor.may("dues.quote") else QuoteRequest.objects.none()


def open_quote_requests(actor: Actor) -> "QuerySet[QuoteRequest]":
    """Those that nobody has answered, the oldest first."""
    return visible_quote_requests(actor).filter(answered_at=None).order_by("asked_at", "id")


def quote_requests_over(on: date, rules: KeepingRules) -> "QuerySet[QuoteRequest]":
    """The requests for a quote that the rules keep no longer, answered or not."""
    return QuoteRequest.objects.filter(asked_at__date__lt=on - timedelta(days=rules.quote_requests_days)).order_by("id")


def with_paid(invoices: "QuerySet[Invoice]") -> "QuerySet[Invoice]":
    """Invoices with `paid`: the sum received, reversals taken off."""
    received = (
        Payment.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice").annotate(sum=Sum("amount"))
    ).values("sum")
    field: DecimalField[Decimal, Decimal] = DecimalField(max_digits=14, decimal_places=2)
    return invoices.annotate(paid=Coalesce(Subquery(received, output_field=field), ZERO, output_field=field))


def overdue_invoices(on: date) -> "QuerySet[Invoice]":
    """The invoices that should have been paid before a day."""
    return Invoice.objects.filter(kind=Invoice.Kind.INVOICE, state="issued", due_on__lt=on)


def paid_amount(invoice: Invoice) -> Decimal:
    """What has been received for an invoice, reversals taken off."""
    total: Decimal = invoice.payments.aggregate(sum=Sum("amount"))["sum"] or ZERO
    return total


def waivers_in_force(memberships: Iterable[int], on: date) -> "QuerySet[Waiver]":
    """The waivers that hold on a day, for memberships by primary key."""
    rows = Waiver.objects.select_related("decision").filter(membership__in=list(memberships), starts_on__lte=on)
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=on))


def standings(rulebook: Rulebook, memberships: Iterable[Membership], on: date) -> Mapping[int, Standing]:
    """How many members stand on a day (by membership's primary key), in three queries."""
    members = list(memberships)
    keys = [member.pk for member in members]
    waived = set(waivers_in_force(keys, on).values_list("membership_id", flat=True))
    claims: dict[int, list[Claim]] = {pk: [] for pk in keys}
    for invoice in _open_claims(keys, on):
        claims[invoice.membership_id or 0].append(_claim(invoice, waived))
    return {
        member.pk: standing(rulebook, state=_state_on(member, on), claims=claims[member.pk], on=on)
        for member in members
    }


def standing_of(rulebook: Rulebook, membership: Membership, on: date) -> Standing:
    """How one member stands on a day, explained."""
    return standings(rulebook, [membership], on)[membership.pk]


def _state_on(member: Membership, on: date) -> str:
    """A membership with a last day to come is still what it was."""
    if member.starts_on > on:
        return "applied"
    if member.ends_on is None:
        return member.state
    if member.ends_on >= on:
        return "admitted"
    # A notice may have run out a moment before its effect is recorded.
    return "resigned" if member.state in MEMBER_STATES else member.state


def _open_claims(memberships: Iterable[int], on: date) -> "QuerySet[Invoice]":
    first_reminder = Reminder.objects.filter(invoice=OuterRef("pk"), sent_on__lte=on).order_by("sent_on")
    rows = Invoice.objects.filter(
        membership__in=list(memberships), kind=Invoice.Kind.INVOICE, state="issued", issued_on__lte=on
    ).annotate(reminded_on=Subquery(first_reminder.values("sent_on")[:1]))
    # Who stands how is asked for whole lists: the accounts of the invoices are long, and nothing of them is needed.
    return with_paid(rows.defer("explanation", "recipient")).order_by("due_on", "id")


def _claim(invoice: Invoice, waived: set[int]) -> Claim:
    return Claim(
        year=invoice.year,
        amount_due=invoice.amount,
        paid=invoice.paid,  # type: ignore[attr-defined]
        due_on=invoice.due_on,  # type: ignore[arg-type]
        reminded_on=invoice.reminded_on,  # type: ignore[attr-defined]
        waived=invoice.membership_id in waived,
    )
