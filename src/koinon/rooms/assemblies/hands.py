"""What one person carries for a vote at this moment, read from the few records that bear on it.

A piece's place hangs on who speaks for it, its member's proxy, and who speaks for the holder, and on nothing else.
What cannot change any more is kept in memory: the question of a vote, who is barred from it and the pieces of the roll
since it opened (no member is added to a roll while a vote is open). Who is there, and which proxies hold, is read anew
each time.
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
from koinon.rooms.assemblies.models import Attendance, Meeting, Piece, Proxy, Vote
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.rules import rule_of
from koinon.statutes.assembly.carriage import BARRED, Barred, Carried, carriage
from koinon.statutes.assembly.presence import present_for
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
    """What a person carries, and the proxies by which; `barred` where an interest keeps them from it."""

    carried: tuple[Carried, ...]
    proxies: Mapping[str, Proxy]
    speaks: bool
    barred: bool


@lru_cache(maxsize=64)
def asked(vote: UUID) -> Asked:
    """A vote that was opened; raises Vote.DoesNotExist."""
    row = votes_with_meeting().get(public_id=vote)
    return Asked(row, barred_from(row))


@lru_cache(maxsize=16)
def _cards(vote: UUID) -> Cards:
    by_member: dict[str, list[Card]] = {}
    members_of: dict[str, list[str]] = {}
    for card in read_pieces(Piece.objects.filter(meeting__votes__public_id=vote)):
        by_member.setdefault(card.member, []).append(card)
        for person in card.speakers:
            known = members_of.setdefault(person, [])
            if card.member not in known:
                known.append(card.member)
    return Cards(by_member, members_of)


def hand_of(actor: Actor, question: Asked, moment: datetime) -> Hand:
    """What an actor carries for a vote at a moment. A mandate that has ended speaks for nobody any more."""
    vote, rule = question.vote, rule_of(question.vote.meeting)
    cards = _cards(vote.public_id)
    own = _speaks_for(actor, vote.meeting, cards)
    if not own:
        return Hand((), {}, speaks=False, barred=False)
    held = _held(vote.meeting, own) if rule.proxies else []
    members = dict.fromkeys([*own, *(str(row.giver) for row in held)])
    pieces = [card for member in members for card in cards.by_member.get(member, ())]
    people = {person for card in pieces for person in card.speakers}
    present = _present(vote, people, moment)
    proxies = proxies_from(held, moment)
    found = carriage(pieces, proxies, rule.proxies, present, str(vote.item.public_id), question.barred)
    known = {str(row.public_id): row for row in held}
    carried = [card for card in found.in_the_hand_of(str(actor.person)) if card.member in own or card.proxy in known]
    barred = any(card.reason in BARRED and card.member in own for card in found.idle)
    return Hand(tuple(carried), known, speaks=True, barred=barred)


def _present(vote: Vote, people: AbstractSet[str], moment: datetime) -> AbstractSet[str]:
    """Of some people, those that are there; in writing everybody is."""
    if vote.method == Vote.Method.WRITTEN:
        return people
    stays = read_stays(Attendance.objects.filter(meeting=vote.meeting_id, person__in=people))
    return present_for(rule_of(vote.meeting).presence, stays, vote.opened_at, moment)


def _speaks_for(actor: Actor, meeting: Meeting, cards: Cards) -> Sequence[str]:
    members = cards.members_of.get(str(actor.person), ())
    if not of_members(meeting):
        return members
    return [member for member in members if actor.mandates.get(UUID(member), frozenset()) & set(SPEAKING)]


def _held(meeting: Meeting, own: Sequence[str]) -> list[Proxy]:
    return list(Proxy.objects.filter(meeting=meeting, holder__in=own, state__in=COUNTS).order_by())
