"""The door of the hall: everybody who may come, by member, with who is there, represented or missing."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.core.words import folded
from koinon.doors.shared.words import say
from koinon.rooms.assemblies.floor import Floor
from koinon.statutes.assembly.carriage import Carried, Idle
from koinon.statutes.assembly.presence import Attendance
from koinon.statutes.assembly.proxies import COUNTS
from koinon.statutes.assembly.roll import RollLine
from koinon.statutes.assembly.voices import Piece
from koinon.statutes.assembly.vote_words import number_text
from koinon.statutes.assembly.words import IDLE, ROLL_REASONS

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DoorPerson:
    """Somebody who may cast a member's votes: as what, and since when they are there."""

    id: str
    name: str
    said: str
    there: bool


@dataclass(frozen=True, slots=True)
class DoorMember:
    """A member with its votes, whoever may cast them, and how it stands in the hall."""

    name: str
    votes: str
    state: str
    word: str
    people: tuple[DoorPerson, ...]
    holds: tuple[str, ...]
    sought: str


@dataclass(frozen=True, slots=True)
class WithoutVote:
    """A member that does not vote in this meeting, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doorway:
    """Everything at the door."""

    members: Sequence[DoorMember]
    without: Sequence[WithoutVote]
    shown: Sequence[DoorMember]


@dataclass(frozen=True, slots=True)
class _Hall:
    """The floor, sorted by member: three hundred of them are looked at at once."""

    floor: Floor
    people: Names
    there: Mapping[str, Attendance]
    pieces: Mapping[str, Sequence[Piece]]
    carried: Mapping[str, Sequence[Carried]]
    idle: Mapping[str, Sequence[Idle]]
    holders: Mapping[str, str]
    held: Mapping[str, Sequence[str]]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.floor.meeting.time_zone)

    def name(self, member: str) -> str:
        return self.floor.called.names.get(member, member)


def _hall(floor: Floor) -> _Hall:
    standing = [proxy for proxy in floor.proxies if proxy.state in COUNTS]
    held: dict[str, list[str]] = {}
    for proxy in standing:
        held.setdefault(proxy.holder, []).append(floor.called.names.get(proxy.giver, proxy.giver))
    return _Hall(
        floor=floor,
        people=floor.people(),
        there=floor.there(),
        pieces=_by_member(floor.called.pieces),
        carried=_by_member(floor.carriage.carried),
        idle=_by_member(floor.carriage.idle),
        holders={proxy.key: proxy.holder for proxy in standing},
        held=held,
    )


Of = TypeVar("Of", Piece, Carried, Idle)


def _by_member(rows: Iterable[Of]) -> dict[str, list[Of]]:
    found: dict[str, list[Of]] = {}
    for row in rows:
        found.setdefault(row.member, []).append(row)
    return found


def doorway_of(floor: Floor, sought: str, show: str) -> Doorway:
    """The members on the roll by name, of which those are shown that one looks for."""
    hall = _hall(floor)
    lines = sorted(floor.called.roll.lines, key=lambda line: searchable(hall.name(line.member)))
    members = [_member(hall, line) for line in lines if line.entitled]
    without = [WithoutVote(hall.name(line.member), _(ROLL_REASONS[line.reason])) for line in lines if not line.entitled]
    words = searchable(sought).split()
    return Doorway(members, without, [member for member in members if _matches(member, words, show)])


def weights_of(floor: Floor) -> list[tuple[str, str, str]]:
    """By each weight beside heads: what it is called, how much is there or represented, and how much there is."""
    labels = {account.key: say(account.label) for line in floor.called.roll.lines for account in line.weights}
    totals, present = floor.called.roll.totals(), floor.carriage.present()
    heads = Fraction(len(floor.called.roll.entitled()))
    return [
        (labels[key], number_text(present.get(key, Fraction(0))), number_text(total))
        for key, total in totals.items()
        if len(totals) > 1 or total != heads
    ]


def searchable(name: str) -> str:
    """A name as somebody in a hurry types it: without accents, in small letters."""
    parts = unicodedata.normalize("NFKD", folded(name))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _matches(member: DoorMember, words: Sequence[str], show: str) -> bool:
    wanted = {"there": ("there",), "missing": ("missing",)}.get(show)
    return (wanted is None or member.state in wanted) and all(word in member.sought for word in words)


def _member(hall: _Hall, line: RollLine) -> DoorMember:
    carried, idle = hall.carried.get(line.member, ()), hall.idle.get(line.member, ())
    state, word = _state(hall, carried, idle)
    name, people = hall.name(line.member), tuple(_people(hall, line.member))
    return DoorMember(
        name=name,
        votes=_votes(line),
        state=state,
        word=word,
        people=people,
        holds=tuple(sorted(hall.held.get(line.member, ()))),
        sought=searchable(" ".join([name, *(person.name for person in people)])),
    )


def _state(hall: _Hall, carried: Sequence[Carried], idle: Sequence[Idle]) -> tuple[str, str]:
    if any(piece.via != "proxy" for piece in carried):
        return "there", _("There in part") if idle else _("There")
    if carried:
        holder = hall.holders.get(carried[0].proxy or "", "")
        return "proxy", _("Represented by %(member)s") % {"member": hall.name(holder)}
    return "missing", _(IDLE[idle[0].reason]) if idle else _("Missing")


def _votes(line: RollLine) -> str:
    """Its votes in words; by weight where there are several."""
    if len(line.weights) == 1 and line.weights[0].votes is not None:
        number = line.weights[0].votes
        return ngettext("%(number)s vote", "%(number)s votes", number) % {"number": number_text(Fraction(number))}
    return ", ".join(
        f"{say(account.label)}: {_('unknown') if account.votes is None else number_text(Fraction(account.votes))}"
        for account in line.weights
    )


def _people(hall: _Hall, member: str) -> Iterable[DoorPerson]:
    """Whoever may cast its votes, the delegate first; where votes are split, one delegate after the other."""
    for piece in hall.pieces.get(member, ()):
        for rank, person in enumerate(piece.speakers):
            role = _("delegate") if rank == 0 else _("substitute")
            stay = hall.there.get(person)
            said = f"{role} · {_since(stay, hall.zone)}" if stay else role
            yield DoorPerson(person, hall.people.get(person, person), said, stay is not None)


def _since(stay: Attendance, zone: ZoneInfo) -> str:
    """Where somebody is, and since when by the clock of the meeting's place."""
    at = {"at": f"{stay.came_at.astimezone(zone):%H:%M}"}
    return _("online since %(at)s") % at if stay.online else _("in the hall since %(at)s") % at
