"""Meetings, rolls and votes, limited to what the actor may see."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from koinon.core.actors import Actor
from koinon.core.models import OutboxMessage
from koinon.rooms.assemblies.drawing import draw_up, of_members
from koinon.rooms.assemblies.halls import carriage_for, frozen_roll, quorum_at, votes_with_meeting
from koinon.rooms.assemblies.hands import asked, hand_of
from koinon.rooms.assemblies.models import (
    AgendaItem,
    Ballot,
    Meeting,
    Motion,
    Proxy,
    RollLine,
    Speaker,
    Vote,
)
from koinon.rooms.assemblies.motions import in_voting_order
from koinon.rooms.assemblies.rules import moment_now, rulebook_of, with_rules
from koinon.rooms.bodies.queries import sits_in
from koinon.rooms.memberships.queries import memberships_of
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.assembly.carriage import Carried
from koinon.statutes.assembly.quorum import QuorumResult
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.rulebook import NoRuleInForce, Rulebook

# A plan is the secretariat's until the meeting is convened.
ANNOUNCED = ("convened", "open", "closed", "minutes_approved", "cancelled")


def visible_meetings(actor: Actor, rulebook: Rulebook | None = None) -> "QuerySet[Meeting]":
    """The meetings this actor may see: all at the desk; elsewhere those of the bodies that one belongs to.

    `rulebook` is asked for at whoever has read the rules already.
    """
    rows = with_rules()
    if actor.may("assemblies.see"):
        return rows
    if actor.person is None:
        return rows.none()
    spoke = Speaker.objects.filter(person=actor.person).values("meeting")
    of_members, of_persons = _bodies_of(actor, rulebook)
    is_member = Exists(memberships_of(actor.organisations("assemblies.see"), actor.today))
    mine = Q(is_member, body__in=of_members) | Q(body__in=of_persons) | Q(pk__in=spoke) | Q(chair=actor.person)
    return rows.filter(mine, state__in=ANNOUNCED).exclude(convened_at=None)


def _bodies_of(actor: Actor, rulebook: Rulebook | None) -> tuple[list[str], list[str]]:
    """The bodies of members, where one speaks for an organisation, and those of persons in which one sits today."""
    try:
        rulebook = rulebook or rulebook_in_force(actor.today)
    except NoRuleInForce:
        return [], []
    speaks, sits = bool(actor.organisations("assemblies.see")), sits_in(actor, rulebook)
    of_members = [key for key, rule in rulebook.meetings.items() if rule.right and speaks]
    return of_members, [key for key, rule in rulebook.meetings.items() if not rule.right and key in sits]


def meeting_seen(actor: Actor, meeting: UUID) -> Meeting | None:
    """One meeting, if the actor may see it."""
    return visible_meetings(actor).filter(public_id=meeting).first()


def visible_items(actor: Actor, meeting: UUID) -> "QuerySet[AgendaItem]":
    """The agenda of a meeting, with what members proposed and does not stand there yet."""
    rows = AgendaItem.objects.filter(meeting__in=visible_meetings(actor).filter(public_id=meeting).values("pk"))
    return rows.select_related("proposed_by", "concerns").prefetch_related("papers__document").order_by("position")


def roll_of(actor: Actor, meeting: Meeting) -> Roll | None:
    """The roll of a meeting: frozen where it is, before that as it would be today. Every member sees all of it."""
    if not actor.may("assemblies.see") and meeting_seen(actor, meeting.public_id) is None:
        return None
    return frozen_roll(meeting, moment_now(meeting, actor)) if meeting.opened_at else draw_up(meeting, actor.today)


def own_lines(actor: Actor, meeting: Meeting) -> "QuerySet[RollLine]":
    """The lines of a frozen roll of those that one speaks for, with their accounts; all at the desk."""
    rows = RollLine.objects.filter(roll__meeting=meeting).order_by("name")
    if actor.may("assemblies.see"):
        return rows
    if not of_members(meeting):
        return rows.filter(member=actor.person) if actor.person else rows.none()
    return rows.filter(member__in=actor.organisations("assemblies.see"))


def own_proxies(actor: Actor, meeting: Meeting) -> "QuerySet[Proxy]":
    """The proxies of a meeting that one's own members gave or hold; all at the desk."""
    rows = Proxy.objects.filter(meeting=meeting)
    if actor.may("assemblies.see"):
        return rows
    mine = actor.organisations("assemblies.see") | ({actor.person} if actor.person else set())
    return rows.filter(Q(giver__in=mine) | Q(holder__in=mine))


def visible_votes(actor: Actor) -> "QuerySet[Vote]":
    """The votes of the meetings that this actor may see."""
    return votes_with_meeting().filter(meeting__in=visible_meetings(actor).values("pk"))


@dataclass(frozen=True, slots=True)
class OwnVotes:
    """A piece of the roll that one carries now, and whether it was cast."""

    carried: Carried
    cast: bool


def own_carried_votes(actor: Actor, vote: Vote) -> tuple[OwnVotes, ...]:
    """What one carries for a vote at this moment."""
    carried = hand_of(actor, asked(vote.public_id), moment_now(vote.meeting, actor), vote.meeting.last_at).carried
    rows = Ballot.objects.filter(vote=vote, member__in=[piece.member for piece in carried])
    cast = {(str(member), place) for member, place in rows.values_list("member", "place")}
    return tuple(OwnVotes(piece, piece.key in cast) for piece in carried)


@dataclass(frozen=True, slots=True)
class LiveVote:
    """How a vote stands: how many pieces of the roll were cast, and what came of it once it is closed."""

    state: str
    cast: int
    outcome: str


def live_vote(actor: Actor, vote: UUID) -> LiveVote | None:
    """How a vote stands now, for phones that ask every other second; what was cast nobody learns before the close."""
    row = visible_votes(actor).filter(public_id=vote).values_list("pk", "state", "outcome").first()
    if row is None:
        return None
    pk, state, outcome = row
    return LiveVote(state, Ballot.objects.filter(vote=pk).count(), outcome)


def castable_now(actor: Actor, vote: UUID) -> int | None:
    """How many pieces of the roll could be cast at this moment, for the chair and the screen: all are looked at."""
    row = visible_votes(actor).filter(public_id=vote).first()
    return None if row is None else len(carriage_for(row, moment_now(row.meeting, actor)).carried)


def quorum_now(actor: Actor, meeting: UUID) -> QuorumResult | None:
    """Whether there is a quorum at this moment; None where the meeting is not open, or not the actor's to see."""
    row = meeting_seen(actor, meeting)
    if row is None or row.state != "open":
        return None
    return quorum_at(row, moment_now(row, actor))


def motions_in_order(item: AgendaItem) -> list[Motion]:
    """The amendments to each motion of an item in the order of voting, each motion after its own."""
    return in_voting_order(item)


def convocations(actor: Actor, meeting: UUID) -> "QuerySet[OutboxMessage]":
    """The letters of a convocation, with what became of each; for the desk."""
    rows = OutboxMessage.objects.filter(kind="assemblies.convocation", subject=meeting)
    return rows if actor.may("assemblies.see") else rows.none()


def body_label(meeting: Meeting) -> dict[str, str]:
    """What the body is called, by language."""
    return dict(rulebook_of(meeting).bodies[meeting.body].label)
