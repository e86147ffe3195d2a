"""What phones and the screen of a meeting ask every other second: little is read where nothing has changed.

Whatever changes a meeting moves its revision on. What was read for one revision is kept in memory for all who look,
and read anew for the next. Who may look, and what one carries oneself, is never kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from koinon.core.actors import Actor
from koinon.rooms.assemblies import models
from koinon.rooms.assemblies.candidates import names_of_candidates
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.halls import frozen_roll, proxies_from, read_pieces, read_stays
from koinon.rooms.assemblies.hands import NO_HAND, Asked, Hand, asked, hand_in, hand_of, speaks_for
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.queries import visible_meetings
from koinon.rooms.assemblies.rules import moment_now, rule_of, rulebook_of, with_rules
from koinon.rooms.assemblies.seats import seats_on
from koinon.rooms.memberships.queries import memberships_of
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.carriage import Carriage, carriage
from koinon.statutes.assembly.presence import Attendance, present_at, present_for
from koinon.statutes.assembly.proxies import Proxy
from koinon.statutes.assembly.quorum import QuorumResult, quorum
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.assembly.voices import Piece

# Names may be put right without anything happening in the meeting: seconds after which all is read anew.
PERIOD = 60


@dataclass(frozen=True, slots=True)
class Glance:
    """A meeting as it stands, its revision, and the vote that is open."""

    meeting: models.Meeting
    revision: str
    open_vote: UUID | None
    period: int


def glance(actor: Actor, meeting: UUID) -> Glance | None:
    """A meeting that the actor may see, at one look. One query, and those that the right to see it takes."""
    row = marked(visible_meetings(actor).filter(public_id=meeting)).first()
    return None if row is None else glance_at(row, actor.at)


def marked(rows: "QuerySet[models.Meeting]") -> "QuerySet[Any]":
    """Meetings with all that tells whether anything has happened in them."""
    votes = models.Vote.objects.filter(meeting=OuterRef("pk")).order_by()
    items = models.AgendaItem.objects.filter(meeting=OuterRef("pk"), stands=True).order_by()
    motions = models.Motion.objects.filter(item__meeting=OuterRef("pk")).order_by()
    return rows.annotate(
        open_vote=Subquery(votes.filter(state="open").values("public_id")[:1]),
        decided=_how_many(votes.exclude(outcome__in=["", "to_resolve"]), "meeting"),
        standing=_how_many(items, "meeting"),
        filed=_how_many(motions, "item__meeting"),
    )


def glance_at(row: Any, moment: datetime) -> Glance:
    """The glance that a marked meeting gives."""
    known = (row.public_id, row.state, row.version, row.last_at, row.current_id, row.chair)
    marks = (*known, row.open_vote, row.decided, row.standing, row.filed)
    revision = blake2b(repr(marks).encode(), digest_size=6).hexdigest()
    return Glance(row, revision, row.open_vote, int(moment.timestamp()) // PERIOD)


def _how_many(
    rows: "QuerySet[models.Vote] | QuerySet[models.AgendaItem] | QuerySet[models.Motion]", by: str
) -> Subquery:
    return Subquery(rows.values(by).annotate(number=Count("pk")).values("number"))


@dataclass(frozen=True, slots=True)
class Scene:
    """The agenda and what was voted on so far; the item and the vote that a meeting is at; candidates by name."""

    items: Sequence[models.AgendaItem]
    votes: Sequence[models.Vote]
    item: models.AgendaItem | None
    vote: models.Vote | None
    names: Mapping[str, str]


def scene_of(seen: Glance) -> Scene:
    """What everybody sees of a meeting. No query where somebody saw the same revision before."""
    return _scene(seen.meeting, seen.revision, seen.period)


@lru_cache(maxsize=16)
def _scene(row: models.Meeting, _revision: str, _period: int) -> Scene:
    rows = models.AgendaItem.objects.filter(meeting=row, stands=True).order_by("position")
    items = list(rows.select_related("concerns", "proposed_by"))
    known = models.Vote.objects.filter(meeting=row).exclude(state="stopped")
    votes = list(known.select_related("motion__parent").order_by("opened_at", "id"))
    item = _item_on(row, items, votes)
    vote = next((vote for vote in reversed(votes) if item is not None and vote.item_id == item.pk), None)
    return Scene(items, votes, item, vote, names_of_candidates(votes))


def _item_on(
    row: models.Meeting, items: Sequence[models.AgendaItem], votes: Sequence[models.Vote]
) -> models.AgendaItem | None:
    """The item of the open vote, else the one that was taken up; in writing there is only one."""
    if row.state != "open":
        return None
    voting = next((vote.item_id for vote in votes if vote.state == "open"), None)
    wanted = voting or row.current_id
    if wanted is None and row.kind == models.Meeting.Kind.WRITTEN:
        return next(iter(items), None)
    return next((item for item in items if item.pk == wanted), None)


def own_hand(actor: Actor, seen: Glance) -> Hand:
    """What one carries now: for the open vote, else in the meeting as a whole; nothing before the roll is frozen."""
    if seen.meeting.opened_at is None:
        return NO_HAND
    moment = moment_now(seen.meeting, actor)
    if seen.open_vote is not None:
        return hand_of(actor, asked(seen.open_vote), moment, seen.meeting.last_at)
    return hand_in(actor, seen.meeting, moment)


def own_ballots(actor: Actor, seen: Glance, *carried: str) -> "QuerySet[models.Ballot]":
    """What was cast in the open vote by oneself, or with the votes of one's own members or of those one carries."""
    rows = models.Ballot.objects.filter(vote__public_id__in=[seen.open_vote]).order_by("cast_at", "id")
    members = [*speaks_for(actor, seen.meeting), *carried]
    return rows.filter(Q(person__in=[actor.person]) | Q(member__in=members))


def how_many_own(actor: Actor, seen: Glance) -> int:
    """How many of them there are: it tells a phone whether its receipts are still all."""
    return own_ballots(actor, seen).count() if seen.open_vote else 0


def is_there(actor: Actor, meeting: models.Meeting) -> models.Attendance | None:
    """One's own stay at a meeting that is not over."""
    return models.Attendance.objects.filter(meeting=meeting, person__in=[actor.person], left_at=None).first()


def own_conflicts(actor: Actor, meeting: models.Meeting) -> "QuerySet[models.ConflictOfInterest]":
    """The interests that one declared in a meeting."""
    return models.ConflictOfInterest.objects.filter(item__meeting=meeting, person__in=[actor.person])


def belongs(actor: Actor, meeting: models.Meeting) -> bool:
    """Whether one may come to a meeting for oneself: who speaks for a member, or sits in the body."""
    if actor.person is None:
        return False
    if not of_members(meeting):
        return str(actor.person) in {seat.person for seat in seats_on(meeting.body, meeting.meeting_on)}
    spoken_for = [member for member, roles in actor.mandates.items() if roles & set(SPEAKING)]
    is_member = bool(spoken_for) and memberships_of(spoken_for, actor.today).exists()
    return is_member or models.Speaker.objects.filter(meeting=meeting, person__in=[actor.person]).exists()


@lru_cache(maxsize=16)
def names_on_roll(meeting: UUID, _version: int) -> Mapping[str, str]:
    """The names of everybody on a roll that is frozen, by member."""
    rows = models.RollLine.objects.filter(roll__meeting__public_id=meeting)
    return {str(member): name for member, name in rows.values_list("member", "name")}


@dataclass(frozen=True, slots=True)
class Frozen:
    """What was written down when the meeting opened: the roll, and the pieces that it is cut into.

    A member that is added to it moves the meeting's version on.
    """

    roll: Roll
    pieces: Sequence[Piece]


@lru_cache(maxsize=16)
def _frozen(meeting: UUID, _version: int) -> Frozen:
    row = with_rules().get(public_id=meeting)
    return Frozen(frozen_roll(row), read_pieces(models.Piece.objects.filter(meeting=row)))


@dataclass(frozen=True, slots=True)
class HallNow:
    """Who is there: persons by name, members present or represented of all that may vote, the quorum.

    `castable` is how many pieces of the roll can be cast, or were, in the open vote.
    """

    people: Sequence[str]
    represented: int = 0
    entitled: int = 0
    quorum: QuorumResult | None = None
    castable: int = 0


def hall_now(seen: Glance) -> HallNow:
    """The hall as everybody sees it. All pieces of the roll are looked at, once for each revision."""
    return _hall(seen.meeting, seen.revision, seen.open_vote)


@lru_cache(maxsize=16)
def _hall(row: models.Meeting, _revision: str, vote: UUID | None) -> HallNow:
    stays = read_stays(models.Attendance.objects.filter(meeting=row))
    people = sorted(names_of(UUID(stay.person) for stay in stays if stay.left_at is None).values())
    if row.opened_at is None or row.state != "open" or row.kind == models.Meeting.Kind.WRITTEN:
        return HallNow(people)
    frozen, moment = _frozen(row.public_id, row.version), row.last_at or row.opened_at
    place = _Place(row, frozen, stays, proxies_from(models.Proxy.objects.filter(meeting=row), moment), moment)
    found = place.carriage()
    there = {card.member for card in found.carried} | {card.member for card in found.idle if card.reason == "barred"}
    reached = quorum(
        rulebook_of(row),
        rule_of(row).quorum,
        present=found.present(),
        entitled=frozen.roll.totals(),
        convocation=row.convocation,
    )
    return HallNow(people, len(there), len(frozen.roll.entitled()), reached, place.castable(vote) if vote else 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """All that says who carries what at a moment."""

    row: models.Meeting
    frozen: Frozen
    stays: Sequence[Attendance]
    proxies: Sequence[Proxy]
    moment: datetime

    def carriage(self, question: Asked | None = None) -> Carriage:
        """Who carries what, for a vote or in the meeting as a whole."""
        rule = rule_of(self.row)
        if question is None:
            present = present_at(rule.presence, self.stays, self.moment)
            return carriage(self.frozen.pieces, self.proxies, rule.proxies, present)
        present = present_for(rule.presence, self.stays, question.vote.opened_at, self.moment)
        item = str(question.vote.item.public_id)
        return carriage(self.frozen.pieces, self.proxies, rule.proxies, present, item, question.barred)

    def castable(self, vote: UUID) -> int:
        """How many pieces can be cast in a vote, or were by somebody who has left since."""
        question = asked(vote)
        cast = models.Ballot.objects.filter(vote=question.vote).values_list("member", "place")
        carried = {card.key for card in self.carriage(question).carried}
        return len(carried | {(str(member), place) for member, place in cast})


def how_many_cast(seen: Glance) -> int:
    """How many pieces of the roll were cast in the open vote; how, nobody learns before the close."""
    return models.Ballot.objects.filter(vote__public_id=seen.open_vote).count() if seen.open_vote else 0


def motions_and_papers(seen: Glance) -> tuple[Mapping[int, Sequence[models.Motion]], Mapping[int, Sequence[int]]]:
    """By item: the motions as they were filed, each with what it changes; and its papers (documents by primary key)."""
    motions: dict[int, list[models.Motion]] = {}
    rows = models.Motion.objects.filter(item__meeting=seen.meeting, item__stands=True)
    for motion in rows.select_related("parent").order_by("filed"):
        motions.setdefault(motion.item_id, []).append(motion)
    papers: dict[int, list[int]] = {}
    kept = models.ItemPaper.objects.filter(item__meeting=seen.meeting, item__stands=True).order_by("id")
    for item, document in kept.values_list("item", "document"):
        papers.setdefault(item, []).append(document)
    return motions, papers
