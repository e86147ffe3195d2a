"""One invoice: how its amount came about, what was paid, what was sent; and the steps it can take."""

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from koinon.core.models import OutboxMessage
from koinon.core.refusals import Refused, Words
from koinon.doors.secretariat import offers
from koinon.doors.secretariat.adapter import DeskPage
from koinon.doors.secretariat.forms.dues import PaymentForm, ReasonForm
from koinon.doors.secretariat.steps import Step, StepPage, may_take
from koinon.rooms.dues.actions import (
    approve_invoices,
    cancel_invoice,
    issue_invoices,
    record_payment,
    remind,
    reverse_payment,
    send_back_invoice,
    withdraw_invoice,
)
from koinon.rooms.dues.models import Invoice, Payment
from koinon.rooms.dues.papers import stored_paper
from koinon.rooms.dues.queries import visible_invoices, with_paid
from koinon.rooms.people.queries import names_of


class OfInvoice(DeskPage):
    """A page about one invoice."""

    needs = "dues.see"

    def prepare(self) -> None:
        """Find the invoice."""
        rows = with_paid(visible_invoices(self.actor)).select_related(
            "organisation", "membership", "declaration", "corrects", "corrected_by"
        )
        found = rows.filter(public_id=self.kwargs["invoice"]).first()
        if found is None:
            raise Http404
        self.invoice = found

    @property
    def name(self) -> str:
        """Its number, or what it is and for whom."""
        if self.invoice.full_number:
            return self.invoice.full_number
        return f"{self.invoice.organisation.name}, {self.invoice.year}"

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the invoice."""
        page = reverse("desk:invoice", args=[self.invoice.public_id])
        return ((_("Dues"), reverse("desk:invoices")), (self.name, page))


class InvoicePage(OfInvoice):
    """The page."""

    template_name = "secretariat/invoice.html"
    header_icon = "doc-full-inverse"

    def get_page_title(self) -> str:
        """Kind and number, and for whom."""
        kind = self.invoice.get_kind_display().capitalize()
        return f"{kind} {self.invoice.full_number}".strip() if self.invoice.full_number else self._proposal()

    def _proposal(self) -> str:
        return str(_("Proposed invoice, %(member)s") % {"member": self.invoice.organisation.name})

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return super().trail()[:1]

    @cached_property
    def payments(self) -> list[Payment]:
        """Money received, with what reversed it."""
        return list(self.invoice.payments.select_related("reverses", "reversed_by"))

    def content(self) -> dict[str, Any]:
        """Explanation, payments, reminders, letters."""
        row = self.invoice
        late = row.state == "issued" and row.due_on is not None and row.due_on < self.actor.today
        reversible = may_take(self.actor, reverse_payment)
        return {
            "invoice": row,
            "organisation": row.organisation,
            "state": "overdue" if late and row.kind == Invoice.Kind.INVOICE else row.state,
            "open": row.amount - row.paid,  # type: ignore[attr-defined]
            "payments": [(payment, self._reversal(payment) if reversible else None) for payment in self.payments],
            "reminders": list(row.reminders.all()),
            "letters": self._letters(),
            "names": names_of([row.approved_by, row.issued_by]),
            "corrected_by": getattr(row, "corrected_by", None),
            "steps": offers.for_invoice(offers.Asker(self.actor, *self.rules), row),
        }

    def _reversal(self, payment: Payment) -> Step | None:
        if payment.reverses_id or hasattr(payment, "reversed_by") or self.invoice.state == "cancelled":
            return None
        return Step(_("Reverse"), reverse("desk:reverse-payment", args=[payment.public_id]))

    def _letters(self) -> list[OutboxMessage]:
        rows = OutboxMessage.objects.filter(subject=self.invoice.public_id, kind__startswith="dues.")
        return list(rows.defer("payload", "sealed_payload").order_by("-id")[:20])


class InvoicePaper(OfInvoice):
    """The invoice as it was sent."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The PDF, in the browser."""
        try:
            content = stored_paper(self.invoice)
        except Refused as refused:
            raise Http404 from refused
        answer = FileResponse(
            iter([content]), content_type="application/pdf", filename=f"{self.invoice.full_number}.pdf"
        )
        answer["Content-Length"] = str(len(content))
        return answer


class InvoiceStep(OfInvoice, StepPage):
    """A step about one invoice."""

    def subject(self) -> dict[str, Any]:
        """The invoice."""
        return {"invoice": self.invoice.public_id}

    def version(self) -> int:
        """As the invoice stands."""
        return self.invoice.version

    def content(self) -> dict[str, Any]:
        """The amount with its account, so that nobody decides on a bare number."""
        return {**super().content(), "account": self.invoice.explanation}


class AloneStep(InvoiceStep):
    """One invoice out of those that a bulk action could take."""

    def subject(self) -> dict[str, Any]:
        """The invoice alone."""
        return {"alone": self.invoice.public_id}


class Approve(AloneStep):
    """Approve the amount."""

    page_title = _("Approve the amount")
    lead = _("The figures behind it are locked, and somebody else may then issue the invoice.")
    action = approve_invoices
    procedure = offers.APPROVE
    button = _("Approve the amount")
    said = _("The amount is approved.")


class Issue(AloneStep):
    """Give it its number and send it."""

    page_title = _("Issue the invoice")
    lead = _("The invoice gets its number and is mailed to the member. From then on it is never edited.")
    action = issue_invoices
    procedure = offers.ISSUE
    button = _("Issue the invoice")

    def words_of(self, outcome: Any) -> Words:
        """With its number."""
        return _("Invoice %(number)s is issued and on its way.") % {"number": outcome.number}


class Remind(AloneStep):
    """Send the next reminder."""

    page_title = _("Send the next reminder")
    lead = _("The member gets the next letter of the rulebook's ladder.")
    action = remind
    button = _("Send the reminder")
    said = _("The reminder is on its way.")


class SendBack(InvoiceStep):
    """Take the approval back."""

    page_title = _("Take the approval back")
    lead = _("The amount is proposed again and waits for the treasurer.")
    action = send_back_invoice
    procedure = offers.APPROVE
    button = _("Take the approval back")
    said = _("The approval is taken back.")


class Withdraw(InvoiceStep):
    """Drop a proposal."""

    page_title = _("Drop the proposal")
    lead = _("It never becomes an invoice. The fee can be computed anew.")
    action = withdraw_invoice
    form_class = ReasonForm
    button = _("Drop the proposal")
    danger = True
    said = _("The proposal is dropped.")


class Cancel(InvoiceStep):
    """Take an issued invoice back."""

    page_title = _("Cancel by credit note")
    lead = _("The invoice stays in the books; a numbered credit note sets it to zero, and the member is told.")
    action = cancel_invoice
    form_class = ReasonForm
    button = _("Cancel it by credit note")
    danger = True

    def words_of(self, outcome: Any) -> Words:
        """With the credit note's number."""
        return _("Credit note %(number)s cancels the invoice.") % {"number": outcome.number}


class RecordPayment(InvoiceStep):
    """Record money that came in."""

    page_title = _("Record a payment")
    action = record_payment
    form_class = PaymentForm
    button = _("Record the payment")

    def initial(self) -> dict[str, Any]:
        """All that is open, today."""
        owed = self.invoice.amount - self.invoice.paid  # type: ignore[attr-defined]
        return {**super().initial(), "amount": owed, "received_on": self.actor.today}

    def words_of(self, outcome: Any) -> Words:
        """Whether something is still open."""
        return _("The invoice is paid.") if outcome.settled else _("The payment is recorded; the rest is still open.")


class ReversePayment(StepPage):
    """Reverse an entry of money received."""

    needs = "dues.see"
    page_title = _("Reverse a payment")
    lead = _("The entry stays and a second one takes it back; the invoice is open again.")
    action = reverse_payment
    form_class = ReasonForm
    button = _("Reverse the payment")
    danger = True
    said = _("The payment is reversed.")

    def prepare(self) -> None:
        """Find the payment of an invoice that may be seen."""
        rows = Payment.objects.select_related("invoice__organisation")
        found = rows.filter(public_id=self.kwargs["payment"], invoice__in=visible_invoices(self.actor)).first()
        if found is None:
            raise Http404
        self.payment = found

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list, the invoice."""
        invoice = self.payment.invoice
        page = reverse("desk:invoice", args=[invoice.public_id])
        return ((_("Dues"), reverse("desk:invoices")), (invoice.full_number, page))

    def subject(self) -> dict[str, Any]:
        """The payment."""
        return {"payment": self.payment.public_id}
