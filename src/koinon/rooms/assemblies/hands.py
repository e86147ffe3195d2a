"""What one person carries for a vote at this moment, read from the few records that bear on it.

A piece's place hangs on who speaks for it, its member's proxy, and who speaks for the holder, and on nothing else.
What cannot change any more is kept in memory: the question of a vote and who is barred from it since it opened, and the
pieces of a meeting under its version (it moves on when a member is added to the roll, never while a vote is open). Who
is there, and which proxies hold, is kept under the moment of the last thing that happened in the meeting, which whoever
casts has just read: each step that changes either moves it on.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from koinon.core.actors import Actor
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.halls import barred_from, proxies_from, read_pieces, read_stays, votes_with_meeting
from koinon.rooms.assemblies.models import Attendance as Stay
from koinon.rooms.assemblies.models import Meeting, Piece, Proxy, Vote
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.rules import rule_of
from koinon.rooms.assemblies.seats import seats_on
from koinon.statutes.assembly.carriage import BARRED, NOBODY, Barred, Carried, Idle, carriage
from koinon.statutes.assembly.presence import Attendance, present_at, present_for
from koinon.statutes.assembly.proxies import COUNTS
from koinon.statutes.assembly.voices import Piece as Card


@dataclass(frozen=True, slots=True)
class Asked:
    """A vote as it was opened: its question, its rules, and who does not vote on it. Its state is not here."""

    vote: Vote
    barred: Barred


@dataclass(frozen=True, slots=True)
class Cards:
    """The pieces of a meeting by member, and the members that each person speaks for."""

    by_member: Mapping[str, Sequence[Card]]
    members_of: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hand:
    """What a person carries, and the proxies by which; `barred` where an interest keeps them from it.

    `idle` and `others` are what they might carry and do not: it lies idle for a reason, or is in somebody's hand.
    """

    carried: tuple[Carried, ...]
    proxies: Mapping[str, Proxy]
    speaks: bool
    barred: bool
    own: tuple[str, ...] = ()
    idle: tuple[Idle, ...] = ()
    others: tuple[Carried, ...] = ()


NO_HAND = Hand((), {}, speaks=False, barred=False)


@lru_cache(maxsize=64)
def asked(vote: UUID) -> Asked:
    """A vote that was opened; raises Vote.DoesNotExist."""
    row = votes_with_meeting().get(public_id=vote)
    return Asked(row, barred_from(row))


@lru_cache(maxsize=16)
def _cards(meeting: UUID, _version: int) -> Cards:
    by_member: dict[str, list[Card]] = {}
    members_of: dict[str, list[str]] = {}
    for card in read_pieces(Piece.objects.filter(meeting__public_id=meeting)):
        by_member.setdefault(card.member, []).append(card)
        for person in card.speakers:
            known = members_of.setdefault(person, [])
            if card.member not in known:
                known.append(card.member)
    return Cards(by_member, members_of)


@dataclass(frozen=True, slots=True)
class Records:
    """The proxies of a meeting that hold, by member on either side, and the stays of each person."""

    proxies: Mapping[str, Sequence[Proxy]]
    stays: Mapping[str, Sequence[Attendance]]

    def sides_of(self, members: Sequence[str]) -> tuple[Proxy, ...]:
        """The proxies that some members gave or hold."""
        return tuple({row.pk: row for member in members for row in self.proxies.get(member, ())}.values())

    def stays_of(self, people: AbstractSet[str]) -> list[Attendance]:
        """When some people were there."""
        return [stay for person in people for stay in self.stays.get(person, ())]


@lru_cache(maxsize=16)
def _records(meeting: UUID, _last_at: datetime | None) -> Records:
    proxies: dict[str, list[Proxy]] = {}
    for row in Proxy.objects.filter(meeting__public_id=meeting, state__in=COUNTS).order_by("id"):
        for side in (str(row.giver), str(row.holder)):
            proxies.setdefault(side, []).append(row)
    stays: dict[str, list[Attendance]] = {}
    for stay in read_stays(Stay.objects.filter(meeting__public_id=meeting)):
        stays.setdefault(stay.person, []).append(stay)
    return Records(proxies, stays)


def hand_of(actor: Actor, question: Asked, moment: datetime, last_at: datetime | None) -> Hand:
    """What an actor carries for a vote at a moment. A mandate that has ended speaks for nobody any more.

    `last_at` is the moment of the last thing that happened in the meeting, as it was read just now.
    """
    vote = question.vote
    records = _records(vote.meeting.public_id, last_at)
    reading = _read(actor, vote.meeting, records)
    if reading is None:
        return NO_HAND
    return _sorted_out(actor, reading, _present(vote, reading.people, moment, records), moment, question)


def hand_in(actor: Actor, meeting: Meeting, moment: datetime) -> Hand:
    """What an actor carries in a meeting that is open, whatever the item."""
    records = _records(meeting.public_id, meeting.last_at)
    reading = _read(actor, meeting, records)
    if reading is None:
        return NO_HAND
    present = present_at(rule_of(meeting).presence, records.stays_of(reading.people), moment)
    return _sorted_out(actor, reading, present, moment)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The records that bear on what a person carries: their members' pieces, proxies, and those of the other side."""

    meeting: Meeting
    own: tuple[str, ...]
    pieces: tuple[Card, ...]
    rows: tuple[Proxy, ...]

    @property
    def people(self) -> AbstractSet[str]:
        return {person for card in self.pieces for person in card.speakers}


def _read(actor: Actor, meeting: Meeting, records: Records) -> _Reading | None:
    own = speaks_for(actor, meeting)
    if not own:
        return None
    cards = _cards(meeting.public_id, meeting.version)
    rows = records.sides_of(own) if rule_of(meeting).proxies else ()
    members = dict.fromkeys([*own, *(str(side) for row in rows for side in (row.giver, row.holder))])
    pieces = [card for member in members for card in cards.by_member.get(member, ())]
    return _Reading(meeting, tuple(own), tuple(pieces), rows)


def _sorted_out(
    actor: Actor, reading: _Reading, present: AbstractSet[str], moment: datetime, question: Asked | None = None
) -> Hand:
    item, barred = (str(question.vote.item.public_id), question.barred) if question else (None, NOBODY)
    proxies = proxies_from(reading.rows, moment)
    found = carriage(reading.pieces, proxies, rule_of(reading.meeting).proxies, present, item, barred)
    held = {str(row.public_id): row for row in reading.rows if str(row.holder) in reading.own}
    concerned = {*reading.own, *(str(row.giver) for row in held.values())}
    hand = found.in_the_hand_of(str(actor.person))
    mine = [card for card in hand if card.member in reading.own or card.proxy in held]
    return Hand(
        carried=tuple(mine),
        proxies=held,
        speaks=True,
        barred=any(card.reason in BARRED and card.member in reading.own for card in found.idle),
        own=reading.own,
        idle=tuple(card for card in found.idle if card.member in concerned),
        others=tuple(card for card in found.carried if card.member in concerned and card not in mine),
    )


def _present(vote: Vote, people: AbstractSet[str], moment: datetime, records: Records) -> AbstractSet[str]:
    """Of some people, those that are there; in writing everybody is."""
    if vote.method == Vote.Method.WRITTEN:
        return people
    return present_for(rule_of(vote.meeting).presence, records.stays_of(people), vote.opened_at, moment)


def members_spoken_for(meeting: Meeting, person: UUID) -> Sequence[str]:
    """The members on the frozen roll of a meeting for which a person was written down, whatever their mandates now."""
    return _cards(meeting.public_id, meeting.version).members_of.get(str(person), ())


def speaks_for(actor: Actor, meeting: Meeting) -> Sequence[str]:
    """The members on the frozen roll of a meeting for which an actor may cast something, by their mandates now."""
    members = members_spoken_for(meeting, actor.person) if actor.person else ()
    if not of_members(meeting):
        # A seat that has ended casts nothing any more, though the roll was frozen with it: in writing that takes days.
        sitting = {seat.person for seat in seats_on(meeting.body, actor.today)} if members else ()
        return [member for member in members if member in sitting]
    return [member for member in members if actor.mandates.get(UUID(member), frozenset()) & set(SPEAKING)]
