"""What the room of assemblies announces."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class MeetingPlanned(Fact):
    """A meeting of a body has a day and a place."""

    meeting: UUID
    body: str
    starts_at: datetime
    convocation: int
    rulebook: str


@dataclass(frozen=True, slots=True)
class AskedInWriting(Fact):
    """A body is asked to decide something without a meeting."""

    meeting: UUID
    vote: UUID
    body: str
    roll: str
    called: int
    rulebook: str


@dataclass(frozen=True, slots=True)
class AgendaSet(Fact):
    """A meeting has an agenda."""

    meeting: UUID
    items: tuple[UUID, ...]
    version: int
    rulebook: str


@dataclass(frozen=True, slots=True)
class ChairNamed(Fact):
    """Somebody presides over a meeting, or (with nobody) only the secretariat conducts it."""

    meeting: UUID
    person: UUID | None


@dataclass(frozen=True, slots=True)
class MeetingConvened(Fact):
    """A meeting was convened; late where the rules ask for earlier notice and let it pass."""

    meeting: UUID
    in_time: bool
    called: int
    rulebook: str


@dataclass(frozen=True, slots=True)
class MeetingCancelled(Fact):
    """A meeting does not take place."""

    meeting: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ItemProposed(Fact):
    """A member proposed an item for the agenda; it stands there once enough members support it."""

    item: UUID
    meeting: UUID
    organisation: UUID
    stands: bool
    rulebook: str


@dataclass(frozen=True, slots=True)
class ItemSupported(Fact):
    """A member supports an item that another one proposed."""

    item: UUID
    organisation: UUID
    stands: bool


@dataclass(frozen=True, slots=True)
class MotionFiled(Fact):
    """A motion on an item was filed, or an amendment to one."""

    motion: UUID
    item: UUID
    parent: UUID | None


@dataclass(frozen=True, slots=True)
class DelegatesNamed(Fact):
    """A member said who votes for it at a meeting."""

    meeting: UUID
    organisation: UUID
    delegates: tuple[UUID, ...]
    rulebook: str


@dataclass(frozen=True, slots=True)
class ProxyGiven(Fact):
    """A member gave its votes into another's hands, which has to accept them."""

    proxy: UUID
    meeting: UUID
    giver: UUID
    holder: UUID
    rulebook: str


@dataclass(frozen=True, slots=True)
class ProxyMoved(Fact):
    """A proxy was accepted, declined or revoked."""

    proxy: UUID
    meeting: UUID
    state: str


@dataclass(frozen=True, slots=True)
class MeetingOpened(Fact):
    """A meeting is open and its roll frozen: what it is hashed to, and whether there was a quorum."""

    meeting: UUID
    roll: str
    voters: int
    quorum: bool
    rulebook: str


@dataclass(frozen=True, slots=True)
class MemberLetVote(Fact):
    """A member whose vote was withheld votes in a meeting, which decided so: with how many votes by weight key."""

    meeting: UUID
    member: UUID
    vote: UUID
    votes: dict[str, int]
    roll: str
    rulebook: str


@dataclass(frozen=True, slots=True)
class ItemTakenUp(Fact):
    """A meeting came to an item of its agenda."""

    item: UUID
    meeting: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class MotionRanked(Fact):
    """The chair said how far a motion goes, and (in the inputs) which others cannot stand beside it."""

    motion: UUID
    reach: int | None


@dataclass(frozen=True, slots=True)
class QuorumStated(Fact):
    """The chair had it stated whether there is a quorum."""

    meeting: UUID
    met: bool
    at: datetime
    rulebook: str


@dataclass(frozen=True, slots=True)
class MeetingClosed(Fact):
    """A meeting is over."""

    meeting: UUID
    votes: int


@dataclass(frozen=True, slots=True)
class MinutesApproved(Fact):
    """The minutes of a meeting were approved by a vote of a later one."""

    meeting: UUID
    vote: UUID
    hash: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class CheckedIn(Fact):
    """A person came to a meeting, on site or from afar."""

    meeting: UUID
    person: UUID
    online: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Left(Fact):
    """A person left a meeting."""

    meeting: UUID
    person: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class ConflictDeclared(Fact):
    """A person has an interest in an item and does not vote on it."""

    item: UUID
    person: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class VoteOpened(Fact):
    """A vote is open."""

    vote: UUID
    item: UUID
    method: str
    at: datetime
    rulebook: str


@dataclass(frozen=True, slots=True)
class CastBallot:
    """What was cast with one piece of the roll."""

    member: UUID
    place: int
    choice: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VotesCast(Fact):
    """A person cast the votes that they carry."""

    vote: UUID
    person: UUID
    ballots: tuple[CastBallot, ...]


@dataclass(frozen=True, slots=True)
class HandCountRecorded(Fact):
    """A teller wrote down what was counted by hand, or confirmed what another one did."""

    vote: UUID
    teller: UUID
    tellers_who_agree: int


@dataclass(frozen=True, slots=True)
class VoteClosed(Fact):
    """A vote is over and its result reckoned."""

    vote: UUID
    item: UUID
    outcome: str
    at: datetime
    rulebook: str


@dataclass(frozen=True, slots=True)
class VoteStopped(Fact):
    """A vote was stopped: it decides nothing, and another one was opened in its place."""

    vote: UUID
    repeated_as: UUID
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TieResolved(Fact):
    """A tie was resolved as the rules say."""

    vote: UUID
    outcome: str
    rulebook: str


@dataclass(frozen=True, slots=True)
class ElectedUnopposed(Fact):
    """Persons were elected without a ballot, as there were no more candidates than seats."""

    vote: UUID
    item: UUID
    elected: tuple[str, ...]
    rulebook: str
