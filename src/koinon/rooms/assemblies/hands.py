"""What one person carries for a vote at this moment, read from the few records that bear on it.

The roll of a large meeting is not read for it: a piece's place hangs on who speaks for it, its member's proxy, and who
speaks for the holder, and on nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from koinon.core.actors import Actor
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.halls import carriage_for
from koinon.rooms.assemblies.models import Meeting, Piece, Proxy, Speaker, Vote
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.statutes.assembly.carriage import BARRED, Carried
from koinon.statutes.assembly.proxies import COUNTS


@dataclass(frozen=True, slots=True)
class Hand:
    """What a person carries, and the proxies by which; `barred` where an interest keeps them from it."""

    carried: tuple[Carried, ...]
    proxies: dict[str, Proxy]
    speaks: bool
    barred: bool


def hand_of(actor: Actor, vote: Vote, moment: datetime) -> Hand:
    """What an actor carries for a vote at a moment. A mandate that has ended speaks for nobody any more."""
    members = _speaks_for(actor, vote.meeting)
    if not members:
        return Hand((), {}, speaks=False, barred=False)
    proxies = list(Proxy.objects.filter(meeting=vote.meeting_id, holder__in=members, state__in=COUNTS))
    pieces = list(Piece.objects.filter(meeting=vote.meeting_id, member__in={*members, *(row.giver for row in proxies)}))
    found = carriage_for(vote, pieces, proxies, moment)
    mine = found.in_the_hand_of(str(actor.person))
    own = {str(member) for member in members}
    allowed = {str(row.public_id) for row in proxies}
    carried = tuple(piece for piece in mine if piece.member in own or piece.proxy in allowed)
    barred = any(piece.reason in BARRED and piece.member in own for piece in found.idle)
    return Hand(carried, {str(row.public_id): row for row in proxies}, speaks=True, barred=barred)


def _speaks_for(actor: Actor, meeting: Meeting) -> Sequence[UUID]:
    if actor.person is None:
        return []
    rows = Speaker.objects.filter(meeting=meeting, person=actor.person).values_list("member", flat=True)
    if not of_members(meeting):
        return list(rows)
    return [member for member in rows if actor.mandates.get(member, frozenset()) & set(SPEAKING)]
