"""What the room of assemblies announces of votes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koinon.core.facts import Fact


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
