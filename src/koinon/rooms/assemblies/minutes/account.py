"""What minutes say happened, as plain values: drawn once from the records, stored with its hash, never typed twice.

Moments carry the offset of the meeting's place, so that everybody reads the hour that its clock showed. Who voted how
is kept by place in `members` and `people`: the same few hundred names stand behind thousands of ballots.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from koinon.core.canonical import digest, plain, restored

Came = Literal["there", "proxy", "absent", "answered", "silent"]
Voice = tuple[int, int, str]
"""Member, acting person, and via what: a place in `members`, a place in `people`, delegate, substitute or proxy."""


@dataclass(frozen=True, slots=True)
class Stay:
    """From when to when somebody was there."""

    begins: datetime
    ends: datetime | None
    online: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who was there."""

    person: str
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A member that may vote: with how many votes, and how it was there; `by` holds its proxy."""

    member: str
    group: str
    country: str
    votes: tuple[str, ...]
    came: Came
    people: tuple[Presence, ...]
    by: str = ""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A member on the roll that may not vote, and why; `suspended` where its category would let it."""

    member: str
    why: str
    suspended: bool


@dataclass(frozen=True, slots=True)
class Waiver:
    """A member that votes although its vote was withheld, by which decision."""

    member: str
    decision: str


@dataclass(frozen=True, slots=True)
class HeldProxy:
    """A proxy: for the whole meeting, or for the items at these places."""

    giver: str
    holder: str
    items: tuple[int, ...]
    state: str
    used: bool


@dataclass(frozen=True, slots=True)
class KeptRoll:
    """The roll that was frozen when the meeting opened; `totals` by weight."""

    on: date
    hash: str
    weights: tuple[str, ...]
    totals: tuple[str, ...]
    entitled: int
    lines: tuple[Line, ...]
    withheld: tuple[Withheld, ...]
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Convocation:
    """When it was sent, whether in time, and the sentence that says so."""

    at: datetime | None
    number: int
    in_time: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Quorum:
    """Its arithmetic as it was stated last, and each time that it was."""

    met: bool
    sentences: tuple[str, ...]
    stated: tuple[tuple[datetime, bool], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Votes of one weight."""

    weight: str
    yes: str
    no: str
    abstain: str
    invalid: str


@dataclass(frozen=True, slots=True)
class Score:
    """A candidate's votes."""

    candidate: str
    votes: str
    elected: bool


@dataclass(frozen=True, slots=True)
class HeldVote:
    """A vote with its result and why; stopped ones too. `named` is who voted how, by show of names."""

    id: str
    motion: str
    about: str
    kind: str
    method: str
    opened: datetime
    closed: datetime | None
    state: str
    outcome: str
    verdict: str
    sentences: tuple[str, ...] = ()
    reason: str = ""
    repeats: bool = False
    columns: tuple[Column, ...] = ()
    scores: tuple[Score, ...] = ()
    elected: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    counted_by: tuple[str, ...] = ()
    named: tuple[tuple[str, tuple[Voice, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PutMotion:
    """A motion, or an amendment to the one above it; motions stand in the order of voting."""

    id: str
    title: str
    text: str
    amends: str = ""


@dataclass(frozen=True, slots=True)
class Interest:
    """Somebody who declared an interest in an item, and so did not vote on it."""

    person: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda, and what became of it."""

    id: str
    position: int
    title: str
    words: str = ""
    proposed_by: str = ""
    concerns: str = ""
    papers: tuple[str, ...] = ()
    interests: tuple[Interest, ...] = ()
    motions: tuple[PutMotion, ...] = ()
    votes: tuple[HeldVote, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """All that happened in a meeting, said in one language."""

    language: str
    body: str
    kind: str
    written: bool
    on: date
    time_zone: str
    place: str
    online_address: str
    chair: str
    opened: datetime | None
    closed: datetime | None
    rulebook: str
    convocation: Convocation
    roll: KeptRoll
    others: tuple[Presence, ...]
    proxies: tuple[HeldProxy, ...]
    quorum: Quorum | None
    items: tuple[Item, ...]
    members: tuple[str, ...]
    people: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """JSON-safe."""
        data: dict[str, Any] = plain(self)
        return data


def account_from(stored: Mapping[str, Any]) -> Account:
    """The inverse of `Account.as_data`."""
    read: Account = restored(Account, stored)
    return read


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """What the secretary writes beside what happened; `items` by the public id of the item."""

    keeper: str = ""
    opening: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    incidents: str = ""
    closing: str = ""

    def as_data(self) -> dict[str, Any]:
        """JSON-safe."""
        data: dict[str, Any] = plain(self)
        return data


def words_from(stored: Mapping[str, Any]) -> WrittenWords:
    """The inverse of `WrittenWords.as_data`."""
    read: WrittenWords = restored(WrittenWords, stored)
    return read


def digest_of(account_hash: str, words: Mapping[str, Any]) -> str:
    """The hash that is signed: of what happened (by its own hash) and of the words beside it, as they are stored."""
    return digest({"account": account_hash, "words": words})
