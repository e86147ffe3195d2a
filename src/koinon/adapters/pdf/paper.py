"""What stands on an invoice, on the papers that follow it, and on a quote, as plain frozen values.

A paper is complete: whoever renders it looks nothing up. Words that belong to records (names, labels from the
rulebook) come already said in the paper's language; the fixed words of the form are the adapter's own.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

PaperKind = Literal["invoice", "credit_note", "reminder", "receipt"]


class IncompletePaper(ValueError):
    """A paper lacks what its kind needs (a credit note its invoice), or its lines do not add up."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The confederation as it signs its papers."""

    name: str
    short_name: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    enterprise_number: str = ""
    iban: str = ""
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """The organisation a paper is sent to; the address lines stand in the envelope's window."""

    name: str
    address: tuple[str, ...] = ()
    attention: str = ""
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line that is charged (or credited): what for, a detail under it, and its amount."""

    label: str
    amount: Decimal
    detail: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ExplanationLine:
    """One step of how the fee was computed; mirrors a line of the statutes' account.

    `value` is the figure the step stands on (a count, money in the paper's currency, or a word of choice), put
    into words by `phrase` ("{value} affiliated cooperatives"). `lower` and `upper` are the tranche's edges
    (None: open), of a floor or ceiling its bound; of pro rata and instalments `upper` is the whole that `value`
    is a part of. `rate` is what one unit costs, 0.035 for 3.5 %.
    """

    label: str
    amount: Decimal
    value: Decimal | str | None = None
    unit: Literal["count", "money", "choice", "none"] = "none"
    kind: str = "tranche"
    lower: Decimal | None = None
    upper: Decimal | None = None
    rate: Decimal | None = None
    illustrative: bool = False
    phrase: str = ""
    lower_included: bool = True


@dataclass(frozen=True, slots=True)
class Correction:
    """The invoice that a credit note cancels, and why."""

    number: str
    issued_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What a reminder says beside the invoice: which one it is, when it was written, what is still open."""

    sequence: int
    written_on: date
    open_amount: Decimal
    pay_by: date | None = None
    consequence: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What was received, when, and what is left to pay after it."""

    paid_on: date
    amount: Decimal
    open_amount: Decimal = Decimal("0.00")
    bank_reference: str = ""


@dataclass(frozen=True, slots=True)
class InvoicePaper:
    """Everything that stands on an invoice, a credit note, a reminder or a receipt.

    `total` is what the lines add up to; on a credit note it is the credited amount, positive as the lines
    are. `written_at` is the paper's fixed instant (with a time zone): the same paper gives the same bytes.
    `vat_note` left at None prints the usual exemption of a representative body; an empty text prints nothing.
    """

    kind: PaperKind
    language: str
    number: str
    issued_on: date
    issuer: Issuer
    recipient: Recipient
    purpose: str
    lines: tuple[PaperLine, ...]
    total: Decimal
    written_at: datetime
    currency: str = "EUR"
    year: int | None = None
    due_on: date | None = None
    explanation: tuple[ExplanationLine, ...] = ()
    rulebook: str = ""
    structured_reference: str = ""
    vat_note: str | None = None
    illustrative: bool = False
    invented: bool = False
    corrects: Correction | None = None
    reminder: ReminderFacts | None = None
    receipt: ReceiptFacts | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotePaper:
    """Everything that stands on a quote: what membership would cost in a year, for the figures given.

    It has no number and claims nothing. `figures` are pairs of question and answer, `explanation` the account that
    adds up to `total`. Without a recipient it is the public's own reckoning. `member_from` is the first day of the
    month of joining, None for a whole year.
    """

    language: str
    issuer: Issuer
    category: str
    year: int
    made_on: date
    valid_until: date
    figures: tuple[tuple[str, str], ...]
    explanation: tuple[ExplanationLine, ...]
    total: Decimal
    rulebook: str
    written_at: datetime
    recipient: Recipient | None = None
    member_from: date | None = None
    currency: str = "EUR"
    illustrative: bool = False
    illustrative_issuer: bool = False
    invented: bool = False
