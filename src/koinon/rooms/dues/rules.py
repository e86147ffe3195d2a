"""What the rulebook and the house ask of whoever handles money."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Refusal
from koinon.rooms.dues.models import Invoice
from koinon.rooms.rulebook.queries import four_eyes

PROCEDURE = "fee_invoice"


def refused_as_illustrative(invoice: Invoice) -> Refusal | None:
    """Outside the demo nothing is approved or issued on an amount that nobody has adopted."""
    if not invoice.illustrative or settings.KOINON_DEMO:
        return None
    return Refusal(
        "illustrative",
        _("This amount is illustrative: the confederation has not published the scale behind it."),
        to_do=_("Adopt a rulebook with the real amounts, then compute the fees again."),
    )


def refused_as_same_person(approved_by: UUID | None, actor: UUID | None, on: date) -> Refusal | None:
    """The rulebook's four eyes: whoever approved an amount does not issue it."""
    if approved_by is None or approved_by != actor or not four_eyes(PROCEDURE, on):
        return None
    return Refusal(
        "four_eyes",
        _("You approved this amount, so somebody else has to issue the invoice."),
        to_do=_("Ask a colleague who may issue invoices."),
    )
