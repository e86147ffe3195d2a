"""Paper: every PDF of the confederation, laid out by Typst from plain values."""

from koinon.adapters.pdf.engine import PaperNotRendered
from koinon.adapters.pdf.invoice import render_invoice
from koinon.adapters.pdf.minutes import (
    MinutesPaper,
    MinutesPart,
    MinutesSection,
    MinutesTable,
    render_minutes,
)
from koinon.adapters.pdf.paper import (
    Correction,
    ExplanationLine,
    IncompletePaper,
    InvoicePaper,
    Issuer,
    PaperLine,
    QuotePaper,
    ReceiptFacts,
    Recipient,
    ReminderFacts,
)
from koinon.adapters.pdf.placeholder import PlaceholderPaper, render_placeholder
from koinon.adapters.pdf.quote import render_quote

__all__ = [
    "Correction",
    "ExplanationLine",
    "IncompletePaper",
    "InvoicePaper",
    "Issuer",
    "MinutesPaper",
    "MinutesPart",
    "MinutesSection",
    "MinutesTable",
    "PaperLine",
    "PaperNotRendered",
    "PlaceholderPaper",
    "QuotePaper",
    "ReceiptFacts",
    "Recipient",
    "ReminderFacts",
    "render_invoice",
    "render_minutes",
    "render_placeholder",
    "render_quote",
]
