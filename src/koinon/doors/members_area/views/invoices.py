"""Invoices: all of them, one with its account and how to pay it, and its paper."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from koinon.doors.members_area.claims import (
    Shown,
    claim_of,
    claims_of,
    declared_words,
    in_fours,
    open_claims,
    payment_code,
    what_happened,
)
from koinon.doors.members_area.visit import DOOR, Visit, about_organisation, for_members, visit_to
from koinon.doors.shared import words
from koinon.doors.shared.entrance import actor_of
from koinon.rooms.dues.papers import stored_paper
from koinon.rooms.organisations.queries import confederation


@about_organisation
def invoices(visit: Visit) -> HttpResponse:
    """All that was issued to an organisation, newest first."""
    claims = claims_of(visit.actor, visit.organisation)
    columns: list[dict[str, Any]] = [
        {"label": _("Number")},
        {"label": _("For")},
        {"label": _("Issued")},
        {"label": _("Due")},
        {"label": _("State")},
        {"label": _("Amount"), "numeric": True},
    ]
    context = {"columns": columns, "rows": [_row(claim) for claim in claims], "open": open_claims(claims)}
    return visit.show("invoices", "invoices.html", context)


def _row(claim: Shown) -> list[Any]:
    row = claim.row
    return [
        {"text": row.full_number, "url": claim.url},
        claim.subject if claim.claims else _("Credit note"),
        words.long_date(row.issued_on),
        words.long_date(row.due_on) if claim.claims else "–",
        {"state": claim.state},
        claim.asked_amount,
    ]


@for_members
def invoice(request: HttpRequest, invoice: UUID) -> HttpResponse:
    """One invoice: what it asks, why, and how to pay it."""
    visit, claim = _seen(request, invoice)
    house = confederation()
    code = payment_code(claim, house) if house and claim.owed else None
    context = {
        "claim": claim,
        "row": claim.row,
        "confederation": house,
        "iban": in_fours(house.iban) if house else "",
        # Made by ourselves out of squares only; nothing that anybody typed stands in it as text.
        "code": mark_safe(code) if code else "",  # noqa: S308
        "paper_button": "quiet" if claim.owed else "primary",
        "events": what_happened(claim),
        "sources": declared_words(claim.row.declaration),
    }
    return visit.show("invoices", "invoice.html", context)


@for_members
def invoice_pdf(request: HttpRequest, invoice: UUID) -> HttpResponse:
    """The paper of an invoice or credit note, as it was issued."""
    _visit, claim = _seen(request, invoice)
    headers = {
        "Content-Disposition": f'attachment; filename="{claim.row.full_number}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(stored_paper(claim.row), content_type="application/pdf", headers=headers)


def _seen(request: HttpRequest, invoice: UUID) -> tuple[Visit, Shown]:
    """The invoice and the organisation it was issued to; 404 unless the actor may see both."""
    claim = claim_of(actor_of(request, DOOR), invoice)
    if claim is None:
        raise Http404
    return visit_to(request, claim.row.organisation.public_id), claim
