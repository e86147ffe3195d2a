"""Invoices, credit notes, reminders and receipts: from the values of a paper to its PDF."""

import re
from decimal import Decimal
from typing import Any

from babel import Locale
from django.utils import translation
from django.utils.translation import gettext as _

from koinon.adapters.payments import Transfer, payment_qr_svg
from koinon.adapters.pdf import formats, parts, wording
from koinon.adapters.pdf.engine import render
from koinon.adapters.pdf.paper import IncompletePaper, InvoicePaper


def render_invoice(paper: InvoicePaper) -> bytes:
    """Give the PDF of an invoice, credit note, reminder or receipt; the same paper gives the same bytes."""
    _check(paper)
    return render("invoice.typ", document_of(paper), written_at=paper.written_at)


def document_of(paper: InvoicePaper) -> dict[str, Any]:
    """Give everything the template prints, said in the paper's language."""
    locale = formats.locale_of(paper.language)
    with translation.override(paper.language):
        return {
            **parts.frame(paper.issuer, locale),
            "title": wording.title(paper),
            "banner": _("Illustrative — not a demand for payment") if paper.illustrative else "",
            "recipient": parts.recipient(paper.recipient),
            "facts": wording.facts(paper, locale),
            "subtitle": _subtitle(paper),
            "lead": wording.lead(paper, locale),
            "table": _table(paper, locale),
            "vat_note": wording.vat_note(paper) if paper.kind in {"invoice", "credit_note"} else "",
            "explanation": _explanation(paper, locale),
            "payment": _payment(paper, locale),
            "notes": wording.notes(paper),
        }


def _check(paper: InvoicePaper) -> None:
    needed = {"credit_note": paper.corrects, "reminder": paper.reminder, "receipt": paper.receipt}
    if paper.kind in needed and needed[paper.kind] is None:
        raise IncompletePaper(f"a {paper.kind} needs its own facts")
    if sum((line.amount for line in paper.lines), Decimal(0)) != paper.total:
        raise IncompletePaper(f"the lines of {paper.number} do not add up to {paper.total}")
    if paper.written_at.tzinfo is None:
        raise IncompletePaper("written_at needs a time zone")


def _subtitle(paper: InvoicePaper) -> str:
    # Callers may have said the year already: "Membership fee 2026, second instalment".
    if paper.year is None or str(paper.year) in paper.purpose:
        return paper.purpose
    return f"{paper.purpose} {paper.year}"


def _table(paper: InvoicePaper, locale: Locale) -> dict[str, Any]:
    lines = [
        {
            "label": line.label,
            "detail": line.detail,
            "amount": formats.money(line.amount, paper.currency, locale),
            "mark": _("illustrative") if line.illustrative else "",
        }
        for line in paper.lines
    ]
    return {
        "columns": [_("Description"), _("Amount")],
        "lines": lines,
        "totals": wording.totals(paper, locale),
    }


def _explanation(paper: InvoicePaper, locale: Locale) -> dict[str, Any] | None:
    # A reminder and a receipt speak of an invoice that has been explained already.
    if paper.kind in {"reminder", "receipt"} or not (paper.explanation or paper.rulebook):
        return None
    return {
        "title": _("How this amount was computed"),
        "columns": parts.explanation_columns(),
        "lines": parts.explanation_lines(paper.explanation, paper.currency, locale),
        "rulebook": paper.rulebook,
    }


def _payment(paper: InvoicePaper, locale: Locale) -> dict[str, Any] | None:
    if paper.kind == "reminder" and paper.reminder:
        asked, until = paper.reminder.open_amount, paper.reminder.pay_by or paper.due_on
    elif paper.kind == "invoice":
        asked, until = paper.total, paper.due_on
    else:
        return None
    issuer = paper.issuer
    if not issuer.iban or asked <= 0:
        return None
    reference = paper.structured_reference or paper.number
    pairs = [
        (_("Amount"), formats.money(asked, paper.currency, locale)),
        (_("Pay by"), formats.day(until, locale) if until else ""),
        (_("Reference"), reference),
        (_("Account (IBAN)"), _in_fours(issuer.iban)),
        (_("Bank (BIC)"), issuer.bic),
        (_("Account holder"), issuer.name),
    ]
    transfer = Transfer(issuer.name, issuer.iban, asked, reference, issuer.bic, paper.currency)
    return {
        "title": _("How to pay"),
        "facts": [pair for pair in pairs if pair[1]],
        "qr": payment_qr_svg(transfer) or "",
        "qr_alt": _("Payment code: %(amount)s to %(iban)s, reference %(reference)s")
        % {"amount": pairs[0][1], "iban": _in_fours(issuer.iban), "reference": reference},
        "qr_caption": _("Illustrative: do not pay") if paper.illustrative else _("Scan with your bank's app"),
    }


def _in_fours(iban: str) -> str:
    bare = re.sub(r"\s", "", iban)
    return " ".join(bare[i : i + 4] for i in range(0, len(bare), 4))
