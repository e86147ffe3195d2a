"""Invoices and credit notes as a member sees them: what is open, since when, and how it is paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from koinon.adapters.payments import Transfer, payment_qr_svg
from koinon.core.actors import Actor
from koinon.doors.shared import words
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.queries import ISSUED, visible_invoices, with_paid
from koinon.rooms.organisations.models import Confederation, Organisation

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Shown:
    """An issued invoice or credit note on a day."""

    row: Invoice
    paid: Decimal
    today: date

    @property
    def claims(self) -> bool:
        """Whether it asks for money at all; a credit note takes a claim back."""
        return self.row.kind == Invoice.Kind.INVOICE

    @property
    def owed(self) -> Decimal:
        """What is still to be paid."""
        return max(self.row.amount - self.paid, ZERO) if self.claims and self.row.state == "issued" else ZERO

    @property
    def overdue(self) -> bool:
        """Whether it should have been paid by now."""
        return self.owed > 0 and self.row.due_on is not None and self.row.due_on < self.today

    @property
    def state(self) -> str:
        """The state its pill shows."""
        return "overdue" if self.overdue else self.row.state

    @property
    def title(self) -> str:
        """What it is and its number."""
        name = _("Invoice %(number)s") if self.claims else _("Credit note %(number)s")
        return name % {"number": self.row.full_number}

    @property
    def subject(self) -> str:
        """What it is for."""
        named = _("Fee %(year)s, part %(part)s") if self.row.part > 1 else _("Fee %(year)s")
        return named % {"year": self.row.year, "part": self.row.part}

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("members:invoice", kwargs={"invoice": self.row.public_id})

    @property
    def asked_amount(self) -> str:
        """The amount as it was issued; a credit note's is taken back."""
        return words.money(self.row.amount if self.claims else -self.row.amount, self.row.currency)


def claims_of(actor: Actor, organisation: Organisation) -> list[Shown]:
    """What was issued to an organisation, newest first. One query."""
    rows = with_paid(visible_invoices(actor)).filter(organisation=organisation, state__in=ISSUED)
    return [_shown(row, actor) for row in rows.order_by("-issued_on", "-id")]


def claim_of(actor: Actor, invoice: UUID) -> Shown | None:
    """One issued invoice or credit note with all that belongs to it; None where the actor may not see it."""
    rows = with_paid(visible_invoices(actor)).filter(public_id=invoice, state__in=ISSUED)
    related = ("corrects", "corrected_by", "declaration__decision")
    row = rows.select_related(*related).prefetch_related("reminders", "payments").first()
    return _shown(row, actor) if row else None


def _shown(row: Any, actor: Actor) -> Shown:
    return Shown(row, row.paid, actor.today)


def open_claims(claims: Sequence[Shown]) -> list[Shown]:
    """Those still to be paid, the oldest debt first."""
    return sorted((claim for claim in claims if claim.owed), key=lambda claim: claim.row.due_on or date.max)


def payment_code(claim: Shown, house: Confederation) -> str | None:
    """The QR code that fills in the transfer of what is owed, as SVG; None where there can be none."""
    return payment_qr_svg(
        Transfer(
            name=house.bank_name or house.organisation.name,
            iban=house.iban,
            bic=house.bic,
            amount=claim.owed,
            reference=claim.row.reference,
            currency=claim.row.currency,
        )
    )


def in_fours(number: str) -> str:
    """An account number as people read it aloud."""
    return " ".join(number[place : place + 4] for place in range(0, len(number), 4))


def what_happened(claim: Shown) -> list[dict[str, Any]]:
    """The life of an invoice so far and its due day, newest first, for the timeline."""
    row = claim.row
    rows: list[dict[str, Any]] = [{"on": row.issued_on, "title": _("Issued"), "detail": ""}]
    rows += [_reminded(reminder) for reminder in row.reminders.all()]
    rows += [_received(payment, row.currency) for payment in row.payments.all()]
    note = getattr(row, "corrected_by", None) if claim.claims else None
    if note is not None:
        detail = _("by credit note %(number)s: %(reason)s") % {"number": note.full_number, "reason": note.reason}
        rows.append({"on": note.issued_on, "title": _("Cancelled"), "detail": detail})
    if claim.owed and not claim.overdue:
        rows.append({"on": row.due_on, "title": _("Due"), "detail": "", "ahead": True})
    return sorted(rows, key=lambda event: event["on"], reverse=True)


def _reminded(reminder: Any) -> dict[str, Any]:
    detail = _("asked to be paid by %(day)s") % {"day": words.long_date(reminder.pay_by)}
    return {"on": reminder.sent_on, "title": _("Reminder sent"), "detail": detail}


def _received(payment: Any, currency: str) -> dict[str, Any]:
    title = _("Payment received") if payment.amount > 0 else _("Payment entry reversed")
    return {"on": payment.received_on, "title": title, "detail": words.money(payment.amount, currency)}


def declared_words(declaration: Declaration | None) -> list[str]:
    """Where the figures behind a fee come from, for its explanation."""
    if declaration is None or declaration.submitted_at is None:
        return []
    day = words.long_date(declaration.submitted_at)
    if declaration.kind == Declaration.Kind.ESTIMATE:
        return [_("estimate adopted by %(decision)s") % {"decision": declaration.decision}]
    return [_("declared by you on %(day)s") % {"day": day}]
