"""What the room of organisations announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class OrganisationRecorded(Fact):
    """An organisation is on record now."""

    organisation: UUID


@dataclass(frozen=True, slots=True)
class OrganisationChanged(Fact):
    """An organisation's details changed."""

    organisation: UUID


@dataclass(frozen=True, slots=True)
class OrganisationRenamed(Fact):
    """An organisation has another name from a day on."""

    change: UUID
    organisation: UUID
    on: date


@dataclass(frozen=True, slots=True)
class NameChangeRevoked(Fact):
    """A new name that was to come is not taken."""

    change: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class FactRecorded(Fact):
    """Something became known of an organisation, with its source and date."""

    fact: UUID
    key: str
    organisation: UUID


@dataclass(frozen=True, slots=True)
class ConfederationRecordKept(Fact):
    """The confederation's own record changed."""

    organisation: UUID


@dataclass(frozen=True, slots=True)
class EnquirySent(Fact):
    """Somebody wrote to the confederation; its first field is the letter in the outbox."""

    letter: UUID
    topic: str
