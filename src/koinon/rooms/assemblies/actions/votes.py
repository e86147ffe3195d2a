"""Open votes, close them with their result, stop and repeat them, resolve ties, elect without a ballot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assembly_votes import ElectedUnopposed, TieResolved, VoteClosed, VoteOpened, VoteStopped
from koinon.core.locking import hold_alone, locked
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import one_line
from koinon.rooms.assemblies.actions.casting import TABLE
from koinon.rooms.assemblies.actions.planning import check_kind, item_with_meeting
from koinon.rooms.assemblies.counting import AWAITED, counted
from koinon.rooms.assemblies.halls import votes_with_meeting
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Motion, Vote
from koinon.rooms.assemblies.motions import check_stands
from koinon.rooms.assemblies.rules import (
    by_the_rules,
    check_comes_together,
    check_presides,
    check_state,
    meeting_for_update,
    rulebook_of,
    take_moment,
)
from koinon.rooms.people.models import Person
from koinon.statutes.assembly.elections import acclaim
from koinon.statutes.assembly.hand_count import TELLERS
from koinon.statutes.transitions import VOTE

BY_HAND = (Vote.Method.HAND, Vote.Method.PAPER)


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to the vote, and how: the item as it stands, a motion, or (with seats) candidates.

    Candidates are persons by public id, or alternatives by a word each; `election` is the kind where the agenda names
    none. `tellers` are those who count by hand.
    """

    method: str = "open"
    motion: UUID | None = None
    decision: str = ""
    election: str = ""
    seats: int = 0
    candidates: tuple[str, ...] = ()
    round: int = 1
    tellers: tuple[UUID, ...] = ()


@action("assemblies.open_vote", needs="assemblies.preside", rule="decisions")
def open_vote(*, actor: Actor, item: UUID, question: Question) -> VoteOpened:
    """Open a vote on an item or a motion, or an election."""
    found, meeting = item_with_meeting(item)
    check_presides(actor, meeting)
    check_state(meeting, "open")
    check_comes_together(meeting)
    if not found.stands:
        refuse("not_on_the_agenda", _("Too few members support this item, so it is not on the agenda."))
    check_free(meeting)
    _check_method(question)
    if meeting.entered_later and question.method not in BY_HAND:
        refuse(
            "counted_on_paper",
            _("This meeting was held on paper: its votes were counted by hand."),
            to_do=_("Enter what the tellers counted."),
        )
    decision, election = _kind(meeting, found, question)
    row = Vote.objects.create(
        meeting=meeting,
        item=found,
        motion=_motion(found, question.motion),
        method=question.method,
        decision=decision,
        election=election,
        seats=question.seats,
        candidates=list(question.candidates),
        round=question.round,
        tellers=[str(teller) for teller in question.tellers],
        state=VOTE.initial,
        opened_at=take_moment(meeting, actor),
        opened_by=actor.person,
    )
    meeting.current = found
    meeting.save(update_fields=["last_at", "current"])
    return VoteOpened(row.public_id, found.public_id, row.method, row.opened_at, meeting.rules.hash)


def check_free(meeting: Meeting) -> None:
    """Refuse while a vote is open."""
    if meeting.votes.filter(state="open").exists():
        refuse("vote_open", _("A vote is still open."), to_do=_("Close or stop it first."))


def _check_method(question: Question) -> None:
    if question.method not in (Vote.Method.OPEN, *BY_HAND):
        refuse("method_unknown", _("A vote is held by names, by hand or on paper."), to_do=_("Choose one of these."))
    wanted = TELLERS if question.method in BY_HAND else 0
    people = Person.objects.filter(public_id__in=question.tellers).count()
    if people != len(question.tellers) or people < wanted:
        refuse(
            "tellers_missing",
            _("A vote that is counted by hand needs two tellers on record."),
            to_do=_("Name two persons, each of them once."),
        )


def _kind(meeting: Meeting, item: AgendaItem, question: Question) -> tuple[str, str]:
    """The kind of decision or election; refuses where item and question do not name exactly one."""
    rulebook = rulebook_of(meeting)
    election = question.election or item.election if question.seats or question.candidates else ""
    decision = "" if election else question.decision or item.decision
    check_kind(meeting, rulebook, decision, election)
    if not decision and not election:
        refuse(
            "nothing_to_decide",
            _("The agenda names no kind of decision for this item."),
            to_do=_("Name the kind of decision."),
        )
    if election:
        _check_race(question.seats, question.candidates, question.round)
    return decision, election


def _check_race(seats: int, candidates: Sequence[str], round_: int) -> None:
    if seats < 1 or round_ < 1 or not candidates or len(set(candidates)) < len(candidates):
        refuse(
            "race_incomplete",
            _("An election needs a number of seats, and candidates who stand once each."),
            to_do=_("Fill in both."),
        )


def _motion(item: AgendaItem, public_id: UUID | None) -> Motion | None:
    if public_id is None:
        return None
    found = Motion.objects.filter(public_id=public_id, item=item).first()
    if found is None:
        refuse_not_found()
    check_stands(found)
    return found


def taken(vote: UUID) -> Vote:
    """A vote to be changed, with its meeting: both locked, and nobody casting any more."""
    meeting = Meeting.objects.filter(votes__public_id=vote).values_list("public_id", flat=True).first()
    if meeting is None:
        refuse_not_found()
    held = meeting_for_update(meeting)
    hold_alone(TABLE, vote.int)
    row = locked(votes_with_meeting(), vote)
    row.meeting = held
    return row


def check_open(row: Vote) -> None:
    """Refuse a vote that is over."""
    if row.state != "open":
        refuse(
            "vote_closed",
            _("This vote is not open any more."),
            kept=_("It stays as it is."),
            to_do=_("Look at it as it stands now."),
        )


@action("assemblies.close_vote", needs="assemblies.preside", rule="majorities")
def close_vote(*, actor: Actor, vote: UUID) -> VoteClosed:
    """Close a vote and reckon its result; every ballot that was acknowledged is counted."""
    row = taken(vote)
    check_presides(actor, row.meeting)
    check_open(row)
    row.state = VOTE.apply(row.state, "close")
    row.closed_at, row.closed_by = take_moment(row.meeting, actor), actor.person
    with by_the_rules():
        found = counted(row, row.closed_at)
    if found.outcome == AWAITED:
        refuse(
            "answers_awaited",
            _("Answers that are still out can decide this vote."),
            to_do=_("Wait until they are in, or their time is over."),
        )
    row.outcome, row.result = found.outcome, found.result
    row.save(update_fields=["state", "closed_at", "closed_by", "outcome", "result"])
    row.meeting.save(update_fields=["last_at"])
    return VoteClosed(row.public_id, row.item.public_id, row.outcome, row.closed_at, row.meeting.rules.hash)


@action("assemblies.stop_and_repeat", needs="assemblies.preside")
def stop_and_repeat(*, actor: Actor, vote: UUID, reason: str) -> VoteStopped:
    """Stop a vote that went wrong, and open it anew; what was cast in the first is kept and not counted."""
    row = taken(vote)
    check_presides(actor, row.meeting)
    check_open(row)
    if not one_line(reason):
        refuse("reason_needed", _("Stopping a vote needs a reason."), to_do=_("Say why in a sentence."))
    row.state, row.reason = VOTE.apply(row.state, "stop"), one_line(reason)[:300]
    row.closed_at, row.closed_by = take_moment(row.meeting, actor), actor.person
    row.save(update_fields=["state", "reason", "closed_at", "closed_by"])
    copied = ("item", "motion", "method", "decision", "election", "seats", "candidates", "round", "tellers")
    again = Vote.objects.create(
        meeting=row.meeting,
        repeats=row,
        state=VOTE.initial,
        opened_at=take_moment(row.meeting, actor),
        opened_by=actor.person,
        **{name: getattr(row, name) for name in copied},
    )
    row.meeting.save(update_fields=["last_at"])
    return VoteStopped(row.public_id, again.public_id, row.reason, row.closed_at)


@action("assemblies.resolve_tie", needs="assemblies.preside", rule="majorities")
def resolve_tie(*, actor: Actor, vote: UUID, chair: str = "", chosen: tuple[str, ...] = ()) -> TieResolved:
    """Resolve a tie as the rulebook says: by the chair's vote, or between candidates by lot."""
    row = taken(vote)
    check_presides(actor, row.meeting)
    if (row.state, row.outcome) != ("closed", "to_resolve") or row.result is None or row.closed_at is None:
        refuse("no_tie", _("There is no tie to resolve in this vote."), to_do=_("Look at its result."))
    _check_tie_rule(row, row.result, chair, chosen)
    row.chair, row.chosen = chair, list(chosen)
    with by_the_rules():
        found = counted(row, row.closed_at)
    row.outcome, row.result = found.outcome, found.result
    row.save(update_fields=["chair", "chosen", "outcome", "result"])
    return TieResolved(row.public_id, row.outcome, row.meeting.rules.hash)


def _check_tie_rule(row: Vote, result: dict[str, Any], chair: str, chosen: Sequence[str]) -> None:
    rule = result["tie"]["rule"] if row.election else result["majority"]["tie_rule"]
    by_chair = rule == "chair" and chair in ("yes", "no") and not chosen
    by_lot = rule == "lot" and chosen and not chair
    if not by_chair and not by_lot:
        refuse(
            "tie_rule",
            _("By the rulebook this tie is resolved in another way."),
            to_do=_("Have the chair vote, draw lots, or vote again, as the result says."),
        )


@action("assemblies.elect", needs="assemblies.preside", rule="elections")
def elect(*, actor: Actor, item: UUID, seats: int, candidates: tuple[str, ...]) -> ElectedUnopposed:
    """Elect by acclamation, where the rulebook allows it and there are no more candidates than seats."""
    found, meeting = item_with_meeting(item)
    check_presides(actor, meeting)
    check_state(meeting, "open")
    check_comes_together(meeting)
    check_free(meeting)
    _check_race(seats, candidates, 1)
    election = acclaim(rulebook_of(meeting), found.election, seats, candidates) if found.election else None
    if election is None:
        refuse(
            "ballot_needed",
            _("Here nobody is elected without a ballot."),
            to_do=_("Open a vote with these candidates."),
        )
    row = Vote(
        meeting=meeting,
        item=found,
        method=Vote.Method.ACCLAMATION,
        election=found.election,
        seats=seats,
        candidates=list(candidates),
        state="closed",
        opened_at=take_moment(meeting, actor),
        opened_by=actor.person,
        closed_by=actor.person,
    )
    row.closed_at = row.opened_at
    reckoned = counted(row, row.closed_at)
    row.outcome, row.result = reckoned.outcome, reckoned.result
    row.save()
    meeting.save(update_fields=["last_at"])
    return ElectedUnopposed(row.public_id, found.public_id, election.elected, meeting.rules.hash)
