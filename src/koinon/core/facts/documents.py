"""What the room of documents announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class DocumentAdded(Fact):
    """The library knows of a document; nothing of it can be opened yet."""

    document: UUID


@dataclass(frozen=True, slots=True)
class DocumentChanged(Fact):
    """What the library says of a document changed, not its files."""

    document: UUID
    version: int


@dataclass(frozen=True, slots=True)
class EditionPublished(Fact):
    """A version of a document can be opened by those whom it is for."""

    document: UUID
    edition: UUID
    language: str
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DocumentAdopted(Fact):
    """A body adopted a document, in these versions."""

    document: UUID
    editions: tuple[UUID, ...]
    adopted_on: date


@dataclass(frozen=True, slots=True)
class DocumentWithdrawn(Fact):
    """A document is out of the library and stays in the record."""

    document: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class FilesErased(Fact):
    """Private files that no record pointed to any more are gone."""

    count: int
