"""What the room of declarations announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class DraftSaved(Fact):
    """Figures are kept as a draft."""

    declaration: UUID
    organisation: UUID
    year: int
    number: int
    version: int
    rulebook: str


@dataclass(frozen=True, slots=True)
class DeclarationSubmitted(Fact):
    """A member vouches for its figures of a year."""

    declaration: UUID
    organisation: UUID
    year: int
    number: int
    late: bool
    warnings: tuple[str, ...]
    rulebook: str


@dataclass(frozen=True, slots=True)
class DeclarationTakenBack(Fact):
    """A member took its submitted figures back to change them."""

    declaration: UUID
    organisation: UUID
    year: int


@dataclass(frozen=True, slots=True)
class DeclarationLocked(Fact):
    """Figures can no longer be changed, only followed by a new version."""

    declaration: UUID
    organisation: UUID
    year: int


@dataclass(frozen=True, slots=True)
class EstimateAdopted(Fact):
    """Estimated figures stand in for those a member did not declare."""

    declaration: UUID
    organisation: UUID
    year: int
    decision: str
    rulebook: str


@dataclass(frozen=True, slots=True)
class ExchangeRateRecorded(Fact):
    """A rate is on record for a day."""

    currency: str
    on: date
