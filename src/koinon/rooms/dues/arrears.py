"""Who owes, whom a reminder is due, who has not declared: asked of the records, by the rules in force."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from koinon.core.actors import Actor
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import IN_FORCE
from koinon.rooms.dues.models import Invoice, Reminder
from koinon.rooms.dues.queries import overdue_invoices, visible_invoices
from koinon.rooms.memberships.models import Membership
from koinon.statutes.rulebook import Rulebook

DECIDED = ("approved", "issued", "paid")


def overdue(actor: Actor) -> "QuerySet[Invoice]":
    """The invoices that should have been paid before today."""
    return visible_invoices(actor) & overdue_invoices(actor.today)


def reminded(actor: Actor) -> "QuerySet[Invoice]":
    """Those of them of which the member was reminded after the due day."""
    sent = Reminder.objects.filter(invoice=OuterRef("pk"), sent_on__gt=OuterRef("due_on"))
    return overdue(actor).filter(Exists(sent))


def with_reminders(invoices: "QuerySet[Invoice]") -> "QuerySet[Invoice]":
    """Invoices with `taken`: how many reminders were sent."""
    sent = Reminder.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice").annotate(sent=Count("pk"))
    return invoices.annotate(taken=Coalesce(Subquery(sent.values("sent")), 0))


def reminder_due(today: date, rulebook: Rulebook) -> Q:
    """Which overdue invoices, with `taken`, the rulebook's ladder says to remind today or before."""
    due = Q(pk__in=())
    for taken, step in enumerate(rulebook.invoicing.reminders):
        due |= Q(taken=taken, due_on__lte=today - timedelta(days=step.days_after_due))
    return due


def to_remind(actor: Actor, rulebook: Rulebook) -> "QuerySet[Invoice]":
    """The overdue invoices whose next reminder is due today or before."""
    return with_reminders(overdue(actor)).filter(reminder_due(actor.today, rulebook))


def declaring(rulebook: Rulebook | None) -> Q:
    """Which memberships have a fee that stands on figures they declare."""
    if rulebook is None:
        return Q(pk__in=())
    declared = {key for key, basis in rulebook.bases.items() if basis.unit != "choice"}
    asked = [key for key, rule in rulebook.criteria.items() if declared & set(rule.fee_basis)]
    # Criteria of earlier rulebooks are judged by their category's fee, as the room does.
    categories = [key for key, fee in rulebook.fees.items() if declared & set(fee.bases)]
    return Q(criterion__in=asked) | (~Q(criterion__in=list(rulebook.criteria)) & Q(category__in=categories))


def with_figures_to_declare(members: "QuerySet[Membership]", rulebook: Rulebook | None) -> "QuerySet[Membership]":
    """The members whose fee stands on figures that they declare."""
    return members.filter(declaring(rulebook))


# Asked as sets and not row by row: on SQLite, a question that is asked anew for each of 10,000 members is answered
# through whichever index the planner likes, and took minutes.


def with_figures(year: int, **narrower: Any) -> Q:
    """Which memberships have figures in force for a fee year."""
    return Q(pk__in=figures_in_force(year).filter(**narrower).values("membership"))


def figures_in_force(year: int) -> "QuerySet[Declaration]":
    """The declarations in force for a fee year."""
    return Declaration.objects.filter(year=year, state__in=IN_FORCE)


def without_figures(members: "QuerySet[Membership]", year: int, rulebook: Rulebook | None) -> "QuerySet[Membership]":
    """The members that have to declare figures for a year and have not."""
    return with_figures_to_declare(members, rulebook).exclude(with_figures(year))


def with_fee(year: int, states: Sequence[str]) -> Q:
    """Which memberships have a fee invoice of a year in one of some states."""
    rows = Invoice.objects.filter(
        year=year,
        state__in=states,
        kind=Invoice.Kind.INVOICE,
        purpose=Invoice.Purpose.MEMBERSHIP_FEE,
        membership__isnull=False,
    )
    return Q(pk__in=rows.values("membership"))


def without_decided_fee(members: "QuerySet[Membership]", year: int) -> "QuerySet[Membership]":
    """The members whose fee of a year is neither approved nor issued nor paid."""
    return members.exclude(with_fee(year, DECIDED))


def without_proposal(members: "QuerySet[Membership]", year: int) -> "QuerySet[Membership]":
    """The members for whom no fee of a year was computed yet, though it may be known."""
    return members.exclude(with_fee(year, ("proposed", *DECIDED)))
