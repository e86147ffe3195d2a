"""The rules of a body's meetings: notice, agenda, roll, proxies, presence, what is decided in writing; and the year."""

from dataclasses import dataclass
from typing import Literal

from koinon.statutes.rulebook.scalars import Key, Positive, Share, TableKey, Whole, Words
from koinon.statutes.rulebook.yearly_rules import DayOfYear
from koinon.statutes.texts import LocalText

Counting = Literal["calendar", "clear"]
At = Literal[
    "declarations_open",
    "declarations_close",
    "convocation_latest",
    "supplement_latest",
    "candidates_latest",
    "record_date",
    "meeting",
]


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """How long before a meeting it is convened.

    `calendar`: the day it is sent does not count, the day of the meeting does. `clear`: neither counts. A late
    convocation is refused, or sent and flagged.
    """

    days: Positive
    counting: Counting
    late: Literal["refuse", "flag"]
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class SupplementRule:
    """Until so many days before, members may add to the agenda; a share of the heads may be asked for it."""

    days: Positive
    by_share: Share | None = None
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that an item of the agenda needs."""

    key: Key
    label: LocalText


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A standard item, the kind of decision it asks for (none: it is only discussed), and its papers.

    `when`: at every meeting, at the ordinary one of the year, when seats are to be filled, or when there is need.
    """

    key: Key
    label: LocalText
    when: Literal["every_time", "yearly", "on_elections", "when_needed"]
    decision: Key | None = None
    election: Key | None = None
    papers: tuple[Paper, ...] = ()
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class ProxyRule:
    """Who may hold proxies, how many, and for what.

    `holders`: any member that may vote, or one of the giver's category or country. `scopes`: for the whole meeting,
    for items by name, or both.
    """

    per_holder: Positive
    holders: Literal["any", "same_category", "same_country"]
    scopes: tuple[Literal["meeting", "items"], ...]
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitRule:
    """A member may split its votes of one weight key between its delegates; all other keys follow in proportion."""

    weight: Key
    most_delegates: Positive
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class PresenceRule:
    """When somebody counts as present for a vote.

    `online`: taking part from afar counts. `counted_at`: the opening or the close of the vote. `late_arrivals` take
    part in a vote that is open, or from the next one on. Ballots of somebody who leaves stay.
    """

    online: bool
    counted_at: Literal["opening", "closing"]
    late_arrivals: Literal["open_vote", "next_vote"]
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """Whoever has declared an interest in an item does not vote on it; whether they still count in its bases."""

    in_base: bool
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class SecondConvocation:
    """After a meeting without quorum: how many days later at the earliest, and with which notice."""

    days_between: Positive
    notice: NoticeRule
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """Decisions without a meeting: by which majority, how long members have, and on what it is not allowed."""

    majority: Key
    days: Positive
    excluded: tuple[Key, ...]
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """How a body meets. `right` names the entitlement that voting in it takes, where members vote.

    The roll is that of `record_days` before the meeting. `candidate_days` before, candidates are known.
    """

    key: TableKey
    notice: NoticeRule
    agenda: tuple[AgendaItem, ...]
    record_days: Whole
    weights: tuple[Key, ...]
    quorum: Key
    presence: PresenceRule
    conflict: ConflictRule
    right: Key | None = None
    candidate_days: Whole | None = None
    supplement: SupplementRule | None = None
    proxies: ProxyRule | None = None
    split: SplitRule | None = None
    second: SecondConvocation | None = None
    written: WrittenRule | None = None
    amendments: Literal["furthest_first", "as_filed"] = "furthest_first"
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class YearStep:
    """A task of the confederation's year, on a day that is fixed, counted from the Assembly, or given by a rule.

    `leads_to` names what is done then, for the screen that serves it; where a body meets then, `body` is that body.
    """

    key: Key
    label: LocalText
    leads_to: Key
    on: DayOfYear | None = None
    days_before: Whole | None = None
    days_after: Whole | None = None
    at: At | None = None
    body: Key | None = None
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class YearRule:
    """The confederation's year: which body's ordinary meeting it turns around, and its tasks."""

    around: Key
    steps: tuple[YearStep, ...]
    choices: tuple[Key, ...] = ()
