"""The list of invoices: what is proposed, issued, overdue, paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import InvalidIdentifier
from koinon.adapters.payments import check_reference
from koinon.core.refusals import Words
from koinon.doors.secretariat import cells
from koinon.doors.secretariat.asking import called
from koinon.doors.secretariat.listing import Column, DeskList, FilterForm
from koinon.doors.secretariat.steps import may_take
from koinon.doors.shared import words
from koinon.rooms.dues import arrears
from koinon.rooms.dues.actions import send_quote
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.queries import ZERO, open_quote_requests, visible_invoices, with_paid
from koinon.rooms.people.queries import names_of

YEARS_BACK = 8
NOT_LISTED = ("explanation", "recipient")
STATES = [
    ("", _("Any state")),
    ("proposed", _("Proposed")),
    ("approved", _("Approved")),
    ("issued", _("Issued, not paid")),
    ("overdue", _("Overdue")),
    ("to_remind", _("A reminder is due")),
    ("paid", _("Paid")),
    ("cancelled", _("Cancelled")),
    ("withdrawn", _("Withdrawn")),
    ("credit_note", _("Credit notes")),
]


class InvoiceFilter(FilterForm):
    """Narrow by year and state."""

    year = forms.TypedChoiceField(label=_("Fee year"), required=False, coerce=int)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    def __init__(self, *args: Any, this_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(year, str(year)) for year in range(this_year + 1, this_year - YEARS_BACK, -1)]
        self.fields["year"].choices = [("", _("All years")), *years]


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """An invoice with what the list says of it."""

    invoice: Invoice
    today: date
    reminders: int
    approved_by: str = ""
    issued_by: str = ""

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("desk:invoice", args=[self.invoice.public_id])

    @property
    def state(self) -> str:
        """Its state; an issued one that is late says so."""
        late = self.invoice.state == "issued" and self.invoice.due_on is not None and self.invoice.due_on < self.today
        return "overdue" if late and self.invoice.kind == Invoice.Kind.INVOICE else self.invoice.state

    @property
    def open(self) -> Decimal:
        """What is still to be paid of an issued invoice."""
        owed = self.invoice.state == "issued" and self.invoice.kind == Invoice.Kind.INVOICE
        return self.invoice.amount - self.invoice.paid if owed else ZERO  # type: ignore[attr-defined]

    @property
    def received(self) -> Decimal:
        """What came in, in cents whatever the database made of the sum."""
        return self.invoice.paid.quantize(ZERO)  # type: ignore[attr-defined,no-any-return]

    @property
    def booked(self) -> Decimal | None:
        """What it adds to the claims on members: a credit note takes away, what was never issued adds nothing."""
        if not self.invoice.number:
            return None
        return -self.invoice.amount if self.invoice.kind == Invoice.Kind.CREDIT_NOTE else self.invoice.amount

    @property
    def due_on(self) -> date | None:
        """Until when to pay; there is nothing to pay on a credit note."""
        return self.invoice.due_on if self.invoice.kind == Invoice.Kind.INVOICE else None


def _number(row: InvoiceRow) -> Words:
    return cells.link(row.invoice.full_number or _("not numbered yet"), row.url)


def _amount(row: InvoiceRow) -> Words:
    shown = words.money(row.invoice.amount, row.invoice.currency)
    return cells.together(shown, cells.illustrative()) if row.invoice.illustrative else shown


def _open(row: InvoiceRow) -> Words:
    return words.money(row.open, row.invoice.currency) if row.open else ""


def _taken_back(invoice: Invoice) -> str:
    return invoice.corrects.full_number if invoice.corrects else ""


def _name(names: Mapping[UUID, str], person: UUID | None) -> str:
    return names.get(person, "") if person else ""


def _state(row: InvoiceRow) -> Words:
    pill = cells.pill(row.state)
    return cells.together(pill, cells.muted(_("reminded %(n)s×") % {"n": row.reminders})) if row.reminders else pill


class Invoices(DeskList):
    """The list, the latest first."""

    needs = "dues.see"
    page_title = _("Dues")
    header_icon = "doc-full-inverse"
    filter_form = InvoiceFilter
    template_name = "secretariat/invoices.html"
    default_sort = "-made"
    file_name = "invoices"
    empty_title = _("No invoices here")
    empty_text = _("Compute the year's fees, and their proposals appear here.")
    columns: Sequence[Column] = (
        Column(
            "number",
            _("Number"),
            lambda row: row.invoice.full_number,
            _number,
            sort=("number_year", "number", "id"),
        ),
        Column(
            "member",
            _("Member"),
            lambda row: row.invoice.organisation.name,
            lambda row: cells.link(
                row.invoice.organisation.name, reverse("desk:organisation", args=[row.invoice.organisation.public_id])
            ),
            sort=("organisation__name", "id"),
        ),
        Column("year", _("Year"), lambda row: row.invoice.year, sort=("year", "id"), numeric=True),
        Column("amount", _("Amount"), lambda row: row.invoice.amount, _amount, sort=("amount", "id"), numeric=True),
        Column("state", _("State"), lambda row: row.state, _state),
        Column(
            "due",
            _("Due on"),
            lambda row: row.due_on,
            lambda row: words.long_date(row.due_on),
            sort=("due_on", "id"),
        ),
        Column("open", _("Open"), lambda row: row.open, _open, numeric=True),
        Column("made", _("Issued on"), lambda row: row.invoice.issued_on, sort=("id",), file_only=True),
        Column("kind", _("Kind"), lambda row: row.invoice.kind, file_only=True),
        Column("country", _("Country"), lambda row: row.invoice.organisation.country, file_only=True),
        Column("currency", _("Currency"), lambda row: row.invoice.currency, file_only=True),
        Column("booked", _("Booked"), lambda row: row.booked, file_only=True),
        Column("received", _("Received"), lambda row: row.received, file_only=True),
        Column("illustrative", _("Illustrative"), lambda row: row.invoice.illustrative, file_only=True),
        Column("corrects", _("Takes back"), lambda row: _taken_back(row.invoice), file_only=True),
        Column("reason", _("Reason"), lambda row: row.invoice.reason, file_only=True),
        Column("approved", _("Approved by"), lambda row: row.approved_by, file_only=True),
        Column("issued", _("Issued by"), lambda row: row.issued_by, file_only=True),
        Column("rulebook", _("Rulebook"), lambda row: row.invoice.rulebook, file_only=True),
        Column("reference", _("Payment reference"), lambda row: row.invoice.reference, file_only=True),
        Column("reminders", _("Reminders"), lambda row: row.reminders, file_only=True),
    )

    def filter_inputs(self) -> dict[str, Any]:
        """The years to choose from."""
        return {"this_year": self.actor.today.year}

    def rows(self) -> "QuerySet[Invoice]":
        """All invoices and credit notes, without their accounts, which no list shows."""
        return visible_invoices(self.actor).defer(*NOT_LISTED)

    def narrowed(self, rows: "QuerySet[Invoice]", chosen: Mapping[str, Any]) -> "QuerySet[Invoice]":
        """Invoices that fit."""
        if "year" in chosen:
            rows = rows.filter(year=chosen["year"])
        if "q" in chosen:
            rows = rows.filter(_found(chosen["q"]))
        state = chosen.get("state")
        return rows & self._in_state(state) if state else rows

    def _in_state(self, state: str) -> "QuerySet[Invoice]":
        rows = self.rows()
        if state == "overdue":
            return arrears.overdue(self.actor)
        if state == "credit_note":
            return rows.filter(kind=Invoice.Kind.CREDIT_NOTE)
        if state == "to_remind":
            rulebook = self.rules[0]
            late = arrears.to_remind(self.actor, rulebook) if rulebook else rows.none()
            return rows.filter(pk__in=late.values("pk"))
        return rows.filter(kind=Invoice.Kind.INVOICE, state=state)

    def read(self, page: Sequence[Invoice]) -> list[InvoiceRow]:
        """Each invoice with what was paid and how often its member was reminded, and who decided, in two queries."""
        keys = [row.pk for row in page]
        rows = with_paid(visible_invoices(self.actor).filter(pk__in=keys)).annotate(reminded=Count("reminders"))
        by_key = {row.pk: row for row in rows.select_related("organisation", "membership", "corrects")}
        names = names_of(person for row in by_key.values() for person in (row.approved_by, row.issued_by))
        return [
            InvoiceRow(
                invoice=row,
                today=self.actor.today,
                reminders=row.reminded,
                approved_by=_name(names, row.approved_by),
                issued_by=_name(names, row.issued_by),
            )
            for row in (by_key[pk] for pk in keys)
        ]

    def content(self) -> dict[str, Any]:
        """The list, the way to the year's run, and to a quote."""
        year = self.actor.today.year
        return {
            **super().content(),
            "year": year,
            "run_url": reverse("desk:run", args=[year]),
            "quotes": may_take(self.actor, send_quote),
            "asked": open_quote_requests(self.actor).count(),
        }


def _found(term: str) -> Q:
    """By member, by number as printed, by payment reference."""
    found = called(term, "organisation")
    year, _dash, number = term.strip().removeprefix("C").partition("-")
    if year.isdecimal() and number.isdecimal() and len(term) < 20:
        found |= Q(number_year=int(year), number=int(number))
    try:
        return found | Q(reference=check_reference(term).value)
    except InvalidIdentifier:
        return found
