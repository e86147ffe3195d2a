"""Letters about money: the invoice, its credit note, the reminders, the quote; rendered and sent by the worker."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from koinon.adapters.mail import Attachment, Letter
from koinon.core import clock
from koinon.core.canonical import restored
from koinon.core.outbox import PermanentFailure, handler
from koinon.rooms.dues.models import Invoice, Reminder
from koinon.rooms.dues.papers import reminder_paper, stored_paper
from koinon.rooms.dues.quotes import Addressee, Quote, quote_paper
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.people.deliveries import message_id, send_letter
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import addresses_for
from koinon.statutes.fees import fee_from_data

PAYERS = ("finance_contact", "contact")


@handler("dues.invoice_letter")
def deliver_invoice_letter(payload: Mapping[str, Any]) -> None:
    """Render the paper if it is not yet, and mail it to those who pay for the member."""
    invoice = _invoice(payload)
    paper = stored_paper(invoice)
    for person in _payers(invoice):
        with translation.override(person.language):
            credit = invoice.kind == Invoice.Kind.CREDIT_NOTE
            words = _credit_note_words(invoice) if credit else _invoice_words(invoice)
            _send(person, words, invoice, paper, payload["message"])


@handler("dues.reminder_letter")
def deliver_reminder_letter(payload: Mapping[str, Any]) -> None:
    """Mail a reminder, unless the invoice was paid or cancelled in the meantime."""
    invoice = _invoice(payload)
    if invoice.state != "issued":
        return
    reminder = Reminder.objects.select_related("invoice").get(invoice=invoice, step=payload["step"])
    paper = reminder_paper(reminder)
    for person in _payers(invoice):
        with translation.override(person.language):
            _send(person, _reminder_words(invoice, reminder), invoice, paper, payload["message"])


@handler("dues.quote_letter")
def deliver_quote_letter(payload: Mapping[str, Any]) -> None:
    """Draw the quote as it was reckoned when it was made, and mail it to whoever asked."""
    to, language = restored(Addressee, payload["addressee"]), payload["language"]
    days = (date.fromisoformat(payload[key]) for key in ("made_on", "valid_until"))
    quote = Quote(fee_from_data(payload["fee"]), *days)
    with translation.override(language):
        subject, text = _quote_words(quote, to)
    house = confederation()
    send_letter(
        Letter(
            to=payload["to"],
            subject=subject,
            text=text,
            attachments=(Attachment(quote.file_name, quote_paper(quote, language, to)),),
            message_id=message_id(payload["message"]),
            language=language,
            reply_to=house.email if house else "",
        )
    )


def _invoice(payload: Mapping[str, Any]) -> Invoice:
    rows = Invoice.objects.select_related("organisation", "membership", "corrects")
    return rows.get(public_id=UUID(payload["invoice"]))


def _payers(invoice: Invoice) -> list[Person]:
    """The finance contacts of the organisation, or its contacts where it has none."""
    organisation = invoice.organisation.public_id
    for role in PAYERS:
        if people := addresses_for([organisation], [role], clock.today()).get(organisation):
            return people
    raise PermanentFailure(f"{invoice.organisation} has no current contact to send {invoice} to")


def _send(person: Person, words: tuple[str, str], invoice: Invoice, paper: bytes, message: str) -> None:
    subject, text = words
    house = confederation()
    send_letter(
        Letter(
            to=person.email,
            subject=subject,
            text=text,
            attachments=(Attachment(f"{invoice.full_number}.pdf", paper),),
            # One message a recipient, and the same one however often the delivery is tried.
            message_id=message_id(f"{message}.{person.public_id}"),
            language=person.language,
            reply_to=house.email if house else "",
        )
    )


def _figures(invoice: Invoice) -> dict[str, str]:
    address = reverse("members:invoice", kwargs={"invoice": invoice.public_id})
    return {
        "number": invoice.full_number,
        "organisation": str(invoice.recipient.get("name", "")),
        "amount": f"{number_format(invoice.amount, 2, use_l10n=True, force_grouping=True)} {invoice.currency}",
        "due": date_format(invoice.due_on, "j F Y") if invoice.due_on else "",
        "reference": invoice.reference,
        "year": str(invoice.year),
        "address": settings.KOINON_URL.rstrip("/") + address,
    }


def _invoice_words(invoice: Invoice) -> tuple[str, str]:
    figures = _figures(invoice)
    text = _(
        "The membership fee %(year)s of %(organisation)s is %(amount)s.\n\n"
        "Please pay by %(due)s with the reference %(reference)s.\n\n"
        "The invoice is attached; how the amount was computed, line by line, stands here:\n%(address)s\n"
    )
    return _("Invoice %(number)s: membership fee %(year)s") % figures, text % figures


def _credit_note_words(invoice: Invoice) -> tuple[str, str]:
    corrected = invoice.corrects.full_number if invoice.corrects else ""
    figures = {**_figures(invoice), "corrected": corrected, "reason": invoice.reason}
    text = _(
        "Credit note %(number)s takes back invoice %(corrected)s of %(amount)s: %(reason)s\n\n"
        "You need not pay that invoice. The credit note is attached.\n"
    )
    return _("Credit note %(number)s for invoice %(corrected)s") % figures, text % figures


def _quote_words(quote: Quote, to: Addressee) -> tuple[str, str]:
    fee = quote.fee
    figures = {
        "name": to.name,
        "organisation": to.organisation,
        "year": str(fee.year),
        "amount": f"{number_format(fee.amount or 0, 2, use_l10n=True, force_grouping=True)} {fee.currency}",
        "until": date_format(quote.valid_until, "j F Y"),
    }
    text = _(
        "%(name)s,\n\n"
        "Membership would cost %(organisation)s %(amount)s in %(year)s, by the figures you gave us.\n\n"
        "The quote is attached; it shows line by line how the amount comes about. It is valid until %(until)s.\n\n"
        "A quote is not an invoice: nothing is owed on it.\n"
    )
    illustrative = _("The amounts are illustrative: they have not been published.")
    return (
        _("Quote: membership fee %(year)s of %(organisation)s") % figures,
        text % figures + (f"\n{illustrative}\n" if fee.illustrative else ""),
    )


def _reminder_words(invoice: Invoice, reminder: Reminder) -> tuple[str, str]:
    figures = {**_figures(invoice), "pay_by": date_format(reminder.pay_by, "j F Y")}
    text = _(
        "Invoice %(number)s of %(organisation)s over %(amount)s was due on %(due)s.\n\n"
        "Please pay by %(pay_by)s with the reference %(reference)s. If you have paid in the last days,"
        " thank you: nothing more is needed.\n\n"
        "The invoice and its account stand here:\n%(address)s\n"
    )
    return _("Reminder: invoice %(number)s was due on %(due)s") % figures, text % figures
