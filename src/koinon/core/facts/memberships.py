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


@dataclass(frozen=True, slots=True)
class WithdrawalNoticeGiven(Fact):
    """A member has given notice; its membership has a last day."""

    notice: UUID
    membership: UUID
    organisation: UUID
    last_day: date
    rulebook: str


@dataclass(frozen=True, slots=True)
class WithdrawalNoticeTakenBack(Fact):
    """A notice was taken back before it took effect; the membership goes on."""

    notice: UUID
    membership: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class CategoryChangeDecided(Fact):
    """A member is in another category from a day on."""

    change: UUID
    membership: UUID
    organisation: UUID
    category: str
    on: date
    rulebook: str


@dataclass(frozen=True, slots=True)
class CategoryChanged(Fact):
    """The day of a change of category has come: the member is in it now."""

    change: UUID
    membership: UUID
    organisation: UUID
    category: str


@dataclass(frozen=True, slots=True)
class CategoryChangeRevoked(Fact):
    """A change of category that was to come is not made."""

    change: UUID
    membership: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class MembersMerged(Fact):
    """A member has become part of another organisation: its membership ends the day before."""

    merger: UUID
    membership: UUID
    organisation: UUID
    successor: UUID
    on: date


@dataclass(frozen=True, slots=True)
class ExclusionOpened(Fact):
    """A proceeding that may end in an exclusion was opened."""

    proceeding: UUID
    membership: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class MemberInvitedToBeHeard(Fact):
    """A member was invited to be heard before it is decided on its exclusion."""

    proceeding: UUID
    membership: UUID
    organisation: UUID
    answer_by: date
    rulebook: str


@dataclass(frozen=True, slots=True)
class MemberHeard(Fact):
    """A member was heard, or let its day pass."""

    proceeding: UUID
    membership: UUID
    organisation: UUID
    answer: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class ExclusionDropped(Fact):
    """A proceeding ended without a decision on an exclusion."""

    proceeding: UUID
    membership: UUID
    organisation: UUID


@dataclass(frozen=True, slots=True)
class MemberExcluded(Fact):
    """A member was excluded."""

    membership: UUID
    organisation: UUID
    ends_on: date
    proceeding: UUID | None
    rulebook: str
