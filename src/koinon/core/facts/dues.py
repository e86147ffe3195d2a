"""What the room of dues announces."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class FeeProposed(Fact):
    """A fee was computed and waits for approval."""

    invoice: UUID
    organisation: UUID
    year: int
    part: int
    amount: Decimal
    rulebook: str


@dataclass(frozen=True, slots=True)
class InvoiceApproved(Fact):
    """The amount is approved; the invoice may be issued."""

    invoice: UUID
    organisation: UUID
    amount: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceSentBack(Fact):
    """An approval was taken back before the invoice was issued."""

    invoice: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class InvoiceWithdrawn(Fact):
    """A proposal was dropped before it was issued."""

    invoice: UUID
    organisation: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class InvoiceIssued(Fact):
    """An invoice has a number and is on its way."""

    invoice: UUID
    organisation: UUID
    number: str
    amount: Decimal
    due_on: date
    rulebook: str


@dataclass(frozen=True, slots=True)
class InvoiceCancelled(Fact):
    """An invoice was taken back by a credit note."""

    credit_note: UUID
    invoice: UUID
    organisation: UUID
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReminderSent(Fact):
    """A member was reminded of an overdue invoice."""

    invoice: UUID
    organisation: UUID
    step: int
    pay_by: date
    rulebook: str


@dataclass(frozen=True, slots=True)
class PaymentRecorded(Fact):
    """Money came in."""

    payment: UUID
    invoice: UUID
    organisation: UUID
    amount: Decimal
    settled: bool


@dataclass(frozen=True, slots=True)
class PaymentReversed(Fact):
    """An entry of money received was wrong."""

    payment: UUID
    invoice: UUID
    organisation: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class QuoteSent(Fact):
    """Somebody was told what membership would cost; its first field is the letter in the outbox."""

    letter: UUID
    organisation: UUID | None
    category: str
    year: int
    valid_until: date
    rulebook: str


@dataclass(frozen=True, slots=True)
class ConsequencesWaived(Fact):
    """A body decided that a member keeps its rights although it owes."""

    waiver: UUID
    organisation: UUID
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class QuoteAsked(Fact):
    """Somebody asked what membership would cost them."""

    request: UUID
    category: str


@dataclass(frozen=True, slots=True)
class QuoteRequestClosed(Fact):
    """A request for a quote was answered in another way, or needs no answer."""

    request: UUID


@dataclass(frozen=True, slots=True)
class QuoteRequestsForgotten(Fact):
    """Requests for a quote are erased, answered or not."""

    count: int
