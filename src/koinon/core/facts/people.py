"""What the room of people announces."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class PersonAdded(Fact):
    """Somebody is on record now."""

    person: UUID


@dataclass(frozen=True, slots=True)
class PersonChanged(Fact):
    """Somebody's details changed."""

    person: UUID


@dataclass(frozen=True, slots=True)
class MandateNamed(Fact):
    """A person holds a role over an organisation from a day on."""

    mandate: UUID
    person: UUID
    role: str
    starts_on: date
    ends_on: date | None
    organisation: UUID | None


@dataclass(frozen=True, slots=True)
class MandateEnded(Fact):
    """A role was given a last day."""

    mandate: UUID
    person: UUID
    role: str
    ends_on: date
    organisation: UUID | None


@dataclass(frozen=True, slots=True)
class PersonInvited(Fact):
    """A person was asked to take on a role over an organisation, perhaps in place of another mandate's holder."""

    invitation: UUID
    role: str
    starts_on: date
    ends_on: date | None
    replaces: UUID | None
    organisation: UUID


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Fact):
    """Whoever was asked said yes and holds the role."""

    invitation: UUID
    person: UUID
    mandate: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class InvitationDeclined(Fact):
    """Whoever was asked said no."""

    invitation: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class InvitationWithdrawn(Fact):
    """An invitation was taken back before it was answered."""

    invitation: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class InvitationExpired(Fact):
    """Nobody answered an invitation in time."""

    invitation: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class InvitationErased(Fact):
    """Name and address of an invitation that is over are erased; the mandate, if it became one, stays."""

    invitation: UUID
    state: str
    organisation: UUID


@dataclass(frozen=True, slots=True)
class ContactsConfirmed(Fact):
    """An organisation confirmed on a day who speaks for it."""

    organisation: UUID
    on: date


@dataclass(frozen=True, slots=True)
class MailChosen(Fact):
    """A person said of some topics whether they want mail on them."""

    person: UUID
    organisation: UUID
    topics: Mapping[str, bool]
