"""What the room of the rulebook announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class RulebookAdopted(Fact):
    """A version of the rules is in force from a day on."""

    version: UUID
    code: str
    rulebook: str
    in_force_from: date
