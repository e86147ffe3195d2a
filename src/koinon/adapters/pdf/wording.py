"""The fixed words of the papers: headings, leading sentences and notes, per kind of paper.

Each function gives words in the language that is active when it is called.
"""

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from koinon.adapters.pdf.formats import day, money
from koinon.adapters.pdf.paper import InvoicePaper


def title(paper: InvoicePaper) -> str:
    """Give the name of the document, as its heading and in its properties."""
    return {
        "invoice": _("Invoice %(number)s"),
        "credit_note": _("Credit note %(number)s"),
        "reminder": _("Reminder of invoice %(number)s"),
        "receipt": _("Receipt for invoice %(number)s"),
    }[paper.kind] % {"number": paper.number}


def lead(paper: InvoicePaper, locale: Locale) -> list[str]:
    """Give the sentences under the heading; an invoice needs none."""
    if paper.kind == "credit_note":
        return _credit_note_lead(paper, locale)
    if paper.kind == "reminder":
        return _reminder_lead(paper, locale)
    if paper.kind == "receipt":
        return _receipt_lead(paper, locale)
    return []


def _credit_note_lead(paper: InvoicePaper, locale: Locale) -> list[str]:
    assert paper.corrects is not None
    words = {"number": paper.corrects.number, "date": day(paper.corrects.issued_on, locale)}
    sentences = [_("This credit note cancels invoice %(number)s of %(date)s. You owe nothing on it.") % words]
    if paper.corrects.reason:
        sentences.append(_("Reason: %(reason)s") % {"reason": paper.corrects.reason})
    return sentences


def _reminder_lead(paper: InvoicePaper, locale: Locale) -> list[str]:
    assert paper.reminder is not None
    facts = paper.reminder
    words = {
        "amount": money(facts.open_amount, paper.currency, locale),
        "number": paper.number,
        "due": day(paper.due_on, locale) if paper.due_on else "",
        "until": day(facts.pay_by, locale) if facts.pay_by else "",
    }
    if paper.due_on:
        first = _("By our records %(amount)s of invoice %(number)s, due on %(due)s, is still to be paid.") % words
    else:
        first = _("By our records %(amount)s of invoice %(number)s is still to be paid.") % words
    sentences = [first]
    if facts.pay_by:
        sentences.append(_("Please pay it by %(until)s.") % words)
    sentences.append(_("If your payment has crossed this letter, nothing more is needed."))
    # The consequence is a paragraph of its own: it must not be overlooked.
    return [" ".join(sentences), *([facts.consequence] if facts.consequence else [])]


def _receipt_lead(paper: InvoicePaper, locale: Locale) -> list[str]:
    assert paper.receipt is not None
    facts = paper.receipt
    words = {
        "amount": money(facts.amount, paper.currency, locale),
        "date": day(facts.paid_on, locale),
        "number": paper.number,
        "open": money(facts.open_amount, paper.currency, locale),
    }
    received = _("We received %(amount)s for invoice %(number)s on %(date)s.") % words
    if facts.open_amount > 0:
        return [received + " " + _("%(open)s is still to be paid.") % words]
    return [received + " " + _("The invoice is paid in full.")]


def facts(paper: InvoicePaper, locale: Locale) -> list[tuple[str, str]]:
    """Give the pairs of label and value beside the address: number, dates, the recipient's own number."""
    pairs: list[tuple[str, str]] = []
    if paper.kind == "reminder" and paper.reminder:
        pairs.append((pgettext("of a letter", "Date"), day(paper.reminder.written_on, locale)))
        pairs.append((_("Reminder"), str(paper.reminder.sequence)))
    if paper.kind == "receipt" and paper.receipt:
        pairs.append((_("Received on"), day(paper.receipt.paid_on, locale)))
    number = _("Credit note") if paper.kind == "credit_note" else _("Invoice")
    pairs += [(number, paper.number), (_("Issued on"), day(paper.issued_on, locale))]
    if paper.due_on and paper.kind in {"invoice", "reminder"}:
        pairs.append((_("Due on"), day(paper.due_on, locale)))
    if paper.corrects:
        pairs.append((_("Cancels invoice"), paper.corrects.number))
    if paper.receipt and paper.receipt.bank_reference:
        pairs.append((_("Bank reference"), paper.receipt.bank_reference))
    if paper.recipient.identifier:
        pairs.append((_("Your number"), paper.recipient.identifier))
    return pairs


def totals(paper: InvoicePaper, locale: Locale) -> list[tuple[str, str]]:
    """Give the rows under the lines; the last one is what the paper is about."""
    total = money(paper.total, paper.currency, locale)
    if paper.kind == "credit_note":
        return [(_("Credited"), total)]
    if paper.kind == "invoice":
        return [(_("Total to pay"), total)]
    rows = [(_("Total of the invoice"), total)]
    if paper.receipt:
        if paper.receipt.open_amount:
            rows.append((_("Still to be paid"), money(paper.receipt.open_amount, paper.currency, locale)))
        return [*rows, (_("Received"), money(paper.receipt.amount, paper.currency, locale))]
    assert paper.reminder is not None
    still_open = paper.reminder.open_amount
    if paper.total != still_open:
        rows.append((_("Paid so far"), money(paper.total - still_open, paper.currency, locale)))
    return [*rows, (_("Still to be paid"), money(still_open, paper.currency, locale))]


def vat_note(paper: InvoicePaper) -> str:
    """Give the line on value added tax; by default the exemption of bodies that serve their members."""
    if paper.vat_note is not None:
        return paper.vat_note
    return _("Exempt from VAT: services to members for a subscription (Directive 2006/112/EC, Article 132(1)(l)).")


def notes(paper: InvoicePaper) -> list[str]:
    """Give the closing notes, the honest ones of a demonstration first."""
    said = []
    if paper.invented:
        said.append(_("The organisation named here is invented; this paper was made to show how Koinon works."))
    if paper.illustrative:
        said.append(_("Illustrative amounts stand in for amounts that have not been published."))
    return [*said, *paper.notes]
