"""Papers the tests render: one complete invoice, the kinds made from it, and a quote."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

from pypdf import PdfReader

from koinon.adapters.payments import reference_for
from koinon.adapters.pdf import (
    Correction,
    ExplanationLine,
    InvoicePaper,
    Issuer,
    PaperLine,
    QuotePaper,
    ReceiptFacts,
    Recipient,
    ReminderFacts,
)

ISSUER = Issuer(
    name="Confederation of Invented Cooperatives",
    short_name="COIN",
    address=("Rue du Commun 7", "1000 Brussels", "Belgium"),
    email="office@coin.example",
    phone="+32 2 555 01 02",
    enterprise_number="BE 0403.019.261",
    iban="BE68539007547034",
    bic="GKCCBEBB",
)

INVOICE = InvoicePaper(
    kind="invoice",
    language="en",
    number="2026-00012",
    issued_on=date(2026, 4, 14),
    due_on=date(2026, 5, 31),
    issuer=ISSUER,
    recipient=Recipient("Federacja Spółdzielni Pracy", ("ul. Żelazna 59", "00-848 Warszawa", "Poland")),
    purpose="Membership fee",
    year=2026,
    lines=(
        PaperLine("Fee A", Decimal("1450.00"), "252 affiliated cooperatives", illustrative=True),
        PaperLine("Fee B", Decimal("2000.00"), "their turnover", illustrative=True),
    ),
    total=Decimal("3450.00"),
    explanation=(
        ExplanationLine(
            "Affiliated cooperatives",
            Decimal("1450.00"),
            Decimal(252),
            "count",
            lower=Decimal(201),
            upper=Decimal(500),
            illustrative=True,
        ),
        ExplanationLine(
            "Their turnover",
            Decimal("2000.00"),
            Decimal(540_000_000),
            "money",
            lower=Decimal(500_000_000),
            upper=Decimal(1_000_000_000),
        ),
    ),
    rulebook="Rulebook COIN, in force since 1 January 2026",
    structured_reference=reference_for("BE", 2026, 12),
    written_at=datetime(2026, 4, 14, 9, 30, tzinfo=UTC),
)

CREDIT_NOTE = replace(
    INVOICE,
    kind="credit_note",
    number="2026-C-00001",
    corrects=Correction("2026-00012", date(2026, 4, 14), "turnover declared in millions"),
)

REMINDER = replace(
    INVOICE,
    kind="reminder",
    reminder=ReminderFacts(
        sequence=2,
        written_on=date(2026, 6, 20),
        open_amount=Decimal("2450.00"),
        pay_by=date(2026, 7, 4),
        consequence="The vote is suspended until it is paid.",
    ),
)

RECEIPT = replace(INVOICE, kind="receipt", receipt=ReceiptFacts(date(2026, 5, 20), Decimal("3450.00")))

QUOTE = QuotePaper(
    language="en",
    issuer=ISSUER,
    category="Full member",
    year=2026,
    made_on=date(2026, 4, 14),
    valid_until=date(2026, 6, 13),
    figures=(("How many cooperatives are affiliated?", "252"), ("What is their turnover?", "€540,000,000")),
    explanation=INVOICE.explanation,
    total=Decimal("3450.00"),
    rulebook="Rulebook COIN, in force since 1 January 2026 · version be04784",
    written_at=INVOICE.written_at,
    recipient=Recipient("Federacja Spółdzielni Pracy", ("Poland",), attention="Anna Zielińska"),
)


def open_pdf(content: bytes) -> PdfReader:
    """Open a PDF for reading."""
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    """Give all text of a PDF in one line, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in open_pdf(content).pages).split())
