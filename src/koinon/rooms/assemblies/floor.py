"""Who may come to a meeting, who is there, whose votes they carry: before it opens as it would be, then as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from koinon.core.actors import Actor
from koinon.rooms.assemblies.drawing import draw_up, names_on, voices_of
from koinon.rooms.assemblies.halls import barred_from, frozen_roll, proxies_from, read_pieces
from koinon.rooms.assemblies.models import Attendance, Ballot, Meeting, Piece, Proxy, RollLine, Vote
from koinon.rooms.assemblies.rules import by_the_rules, moment_now, presides, rule_of, rulebook_of
from koinon.rooms.people.queries import names_of as names_of_people
from koinon.statutes.assembly import presence, voices
from koinon.statutes.assembly.carriage import Carriage, carriage
from koinon.statutes.assembly.proxies import Proxy as Mandated
from koinon.statutes.assembly.quorum import QuorumResult, quorum
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.assembly.voices import Piece as Card
from koinon.statutes.assembly.voices import Voice
from koinon.statutes.inputs import InputError

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Called:
    """Who is on the roll, by name, and the pieces that it is cut into."""

    roll: Roll
    names: Names
    pieces: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Floor:
    """A meeting at one moment: who was called, who is there, which proxies stand, who carries what, and the quorum."""

    meeting: Meeting
    moment: datetime
    called: Called
    stays: Sequence[presence.Attendance]
    proxies: Sequence[Mandated]
    carriage: Carriage
    quorum: QuorumResult

    def there(self) -> dict[str, presence.Attendance]:
        """Who is in the hall or takes part from afar now, by person, with when they came."""
        return {stay.person: stay for stay in self.stays if stay.lasts_at(self.moment)}

    def represented(self) -> tuple[int, int]:
        """How many of those that may vote are present or represented, and how many there are."""
        there = {piece.member for piece in self.carriage.carried}
        there |= {piece.member for piece in self.carriage.idle if piece.reason == "barred"}
        return len(there), len(self.called.roll.entitled())

    def people(self) -> Names:
        """The names of everybody who may cast something. One query."""
        wanted = {UUID(person) for piece in self.called.pieces for person in piece.speakers}
        return {str(person): name for person, name in names_of_people(wanted).items()}


def floor_of(actor: Actor, meeting: Meeting) -> Floor | None:
    """The floor of a meeting at this moment, for whoever presides; refuses where no roll can be drawn up."""
    if not presides(actor, meeting):
        return None
    called = _as_frozen(meeting.public_id, meeting.version) if meeting.opened_at else _as_drawn(meeting, actor)
    moment, rule = moment_now(meeting, actor), rule_of(meeting)
    proxies = proxies_from(Proxy.objects.filter(meeting=meeting), moment)
    stays = _stays(meeting)
    with by_the_rules():
        carried = carriage(called.pieces, proxies, rule.proxies, presence.present_at(rule.presence, stays, moment))
    return Floor(meeting, moment, called, stays, proxies, carried, _quorum(meeting, called.roll, carried))


def _stays(meeting: Meeting) -> list[presence.Attendance]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("came_at", "id")
    found = rows.values_list("person", "came_at", "left_at", "online")
    return [presence.Attendance(str(person), came_at, left_at, online) for person, came_at, left_at, online in found]


def _quorum(meeting: Meeting, roll: Roll, carried: Carriage) -> QuorumResult:
    return quorum(
        rulebook_of(meeting),
        rule_of(meeting).quorum,
        present=carried.present(),
        entitled=roll.totals(),
        convocation=meeting.convocation,
    )


# Read once for each version: it moves on when the meeting lets a suspended member vote.
@lru_cache(maxsize=16)
def _as_frozen(meeting: UUID, _version: int) -> Called:
    row = Meeting.objects.select_related("rules").get(public_id=meeting)
    lines = RollLine.objects.filter(roll__meeting=row).values_list("member", "name")
    names = {str(member): name for member, name in lines}
    return Called(frozen_roll(row, row.last_at), names, read_pieces(Piece.objects.filter(meeting=row)))


def _as_drawn(meeting: Meeting, actor: Actor) -> Called:
    """As it would be opened now; a split that does not fit the roll any more is shown whole."""
    roll = draw_up(meeting, actor.today)
    found, rule = voices_of(meeting, roll, meeting.meeting_on), rule_of(meeting).split
    try:
        cut = voices.pieces(roll, found, rule)
    except InputError:
        cut = voices.pieces(roll, {member: _as_one(split) for member, split in found.items()}, rule)
    return Called(roll, names_on(roll, meeting), cut)


def _as_one(split: Sequence[Voice]) -> tuple[Voice, ...]:
    first, *others = dict.fromkeys(person for voice in split for person in (voice.person, *voice.substitutes))
    return (Voice(first, tuple(others)),)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an open vote is: pieces cast, all that can be or were, and the members still awaited, by name."""

    cast: int
    of: int
    awaited: tuple[str, ...]


def progress_of(floor: Floor, vote: Vote) -> Progress:
    """How far a vote by names is. What was cast is not read: nobody learns it before the close."""
    rule = rule_of(floor.meeting)
    present = presence.present_for(rule.presence, floor.stays, vote.opened_at, floor.moment)
    item = str(vote.item.public_id)
    found = carriage(floor.called.pieces, floor.proxies, rule.proxies, present, item, barred_from(vote))
    rows = Ballot.objects.filter(vote=vote).values_list("member", "place")
    cast = {(str(member), place) for member, place in rows}
    carried = {piece.key for piece in found.carried}
    awaited = {floor.called.names.get(member, member) for member, _place in carried - cast}
    return Progress(len(cast), len(cast | carried), tuple(sorted(awaited)))
