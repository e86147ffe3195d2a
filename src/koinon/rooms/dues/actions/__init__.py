"""What can be done with fees, invoices and payments."""

from koinon.rooms.dues.actions.approval import approve_invoices, send_back_invoice, withdraw_invoice
from koinon.rooms.dues.actions.cancellation import cancel_invoice
from koinon.rooms.dues.actions.fees import propose_fees
from koinon.rooms.dues.actions.issuing import issue_invoices
from koinon.rooms.dues.actions.payments import record_payment, reverse_payment
from koinon.rooms.dues.actions.quote_requests import ask_for_quote, close_quote_request, forget_quote_requests
from koinon.rooms.dues.actions.quotes import send_quote
from koinon.rooms.dues.actions.reminders import remind
from koinon.rooms.dues.actions.waivers import waive_consequences

__all__ = [
    "approve_invoices",
    "ask_for_quote",
    "cancel_invoice",
    "close_quote_request",
    "forget_quote_requests",
    "issue_invoices",
    "propose_fees",
    "record_payment",
    "remind",
    "reverse_payment",
    "send_back_invoice",
    "send_quote",
    "waive_consequences",
    "withdraw_invoice",
]
