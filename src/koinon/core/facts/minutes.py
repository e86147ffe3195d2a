"""What the room of assemblies announces about minutes, up to their approval."""

from dataclasses import dataclass
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class MinutesDrafted(Fact):
    """The minutes of a meeting were drafted from its records: as which version, and what it is hashed to."""

    meeting: UUID
    minutes: UUID
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class MinutesWritten(Fact):
    """The secretary wrote a version of minutes; complete where it waits for the signature of the chair."""

    meeting: UUID
    number: int
    hash: str
    complete: bool


@dataclass(frozen=True, slots=True)
class MinutesCorrected(Fact):
    """Signed minutes were corrected by a new version, for a reason."""

    meeting: UUID
    number: int
    hash: str
    reason: str


@dataclass(frozen=True, slots=True)
class MinutesSigned(Fact):
    """The chair of the meeting signed a version of its minutes; on paper where the secretariat recorded it."""

    meeting: UUID
    number: int
    hash: str
    on_paper: bool


@dataclass(frozen=True, slots=True)
class MinutesSent(Fact):
    """The signed minutes are on their way to everybody who belongs to the body."""

    meeting: UUID
    number: int
    called: int
