"""What the room of memberships announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class MemberAdmitted(Fact):
    """An organisation is a member from a day on."""

    membership: UUID
    organisation: UUID
    category: str
    starts_on: date
    rulebook: str


@dataclass(frozen=True, slots=True)
class MembershipEnded(Fact):
    """A membership has a last day."""

    membership: UUID
    organisation: UUID
    event: str
    ends_on: date
