"""What the room of bodies announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class BodiesKept(Fact):
    """Every body that a version of the rules names stands on record."""

    version: UUID | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatTaken(Fact):
    """Somebody sits in a body from a day on, by election, in place of another, or co-opted."""

    seat: UUID
    body: UUID
    person: UUID
    kind: str
    way: str
    starts_on: date
    term_ends_on: date
    organisation: UUID | None
    rulebook: str


@dataclass(frozen=True, slots=True)
class SeatLeft(Fact):
    """A seat has a last day; `others` are seats of smaller bodies that ended with it."""

    seat: UUID
    body: UUID
    person: UUID
    ending: str
    ends_on: date
    others: tuple[UUID, ...]
    organisation: UUID | None


@dataclass(frozen=True, slots=True)
class PublicationAgreed(Fact):
    """What somebody agrees to have published of a seat has changed."""

    seat: UUID
    publish: str


@dataclass(frozen=True, slots=True)
class SelfDescribed(Fact):
    """Somebody said what is to be counted of them, or took it back. What they said is not repeated here."""

    person: UUID
