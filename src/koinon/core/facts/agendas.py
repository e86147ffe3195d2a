"""What the room of assemblies announces of an agenda after it was set."""

from dataclasses import dataclass
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class PaperPut(Fact):
    """An item of an agenda has another paper."""

    item: UUID
    meeting: UUID
    document: UUID
