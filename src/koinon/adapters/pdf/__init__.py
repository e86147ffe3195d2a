"""Paper: every PDF of the confederation, laid out by Typst from plain values."""

from koinon.adapters.pdf.engine import PaperNotRendered
from koinon.adapters.pdf.invoice import IncompletePaper, render_invoice
from koinon.adapters.pdf.paper import (
    Correction,
    ExplanationLine,
    InvoicePaper,
    Issuer,
    PaperLine,
    ReceiptFacts,
    Recipient,
    ReminderFacts,
)
from koinon.adapters.pdf.placeholder import PlaceholderPaper, render_placeholder

__all__ = [
    "Correction",
    "ExplanationLine",
    "IncompletePaper",
    "InvoicePaper",
    "Issuer",
    "PaperLine",
    "PaperNotRendered",
    "PlaceholderPaper",
    "ReceiptFacts",
    "Recipient",
    "ReminderFacts",
    "render_invoice",
    "render_placeholder",
]
