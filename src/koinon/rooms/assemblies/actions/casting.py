"""Cast votes: many at the same moment, none of them waiting for another, against a chair who closes meanwhile."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.assembly_votes import CastBallot, VotesCast
from koinon.core.locking import hold_together
from koinon.core.refusals import refuse, refuse_not_found
from koinon.core.words import day_in_words
from koinon.rooms.assemblies.halls import weights_as_stored
from koinon.rooms.assemblies.hands import Asked, Hand, asked, hand_of
from koinon.rooms.assemblies.models import Ballot, Proxy, Vote
from koinon.rooms.assemblies.rules import day_in, rulebook_of
from koinon.statutes.assembly.carriage import Carried
from koinon.statutes.rulebook.voting_rules import ElectionRule

TABLE = "assemblies.vote"
BY_NAMES = (Vote.Method.OPEN, Vote.Method.WRITTEN)
CHOICES = ("yes", "no", "abstain")


@action("assemblies.cast_vote", needs="assemblies.vote")
def cast_vote(
    *, actor: Actor, vote: UUID, choice: str = "", names: tuple[str, ...] = (), members: tuple[UUID, ...] = ()
) -> VotesCast:
    """Cast the votes that one carries: all of them, or those of the members named.

    In an election `names` are the candidates chosen; none of them is a blank ballot.
    """
    if actor.person is None:
        refuse_not_found()
    # Whoever closes the vote holds it alone: it waits for those who cast now, and those who come after see it closed.
    hold_together(TABLE, vote.int)
    question, last_at = _open_vote(vote)
    row = question.vote
    _check_choice(row, choice, names)
    moment = max(actor.at, last_at or row.opened_at)
    _check_answer_in_time(row, moment)
    hand = hand_of(actor, question, moment, last_at)
    chosen = _chosen(row, hand, members)
    _use(hand, chosen, moment)
    ballots = [_ballot(row, piece, hand, (choice, names), actor) for piece in chosen]
    Ballot.objects.bulk_create(ballots)
    cast = tuple(CastBallot(ballot.member, ballot.place, ballot.choice, names) for ballot in ballots)
    return VotesCast(row.public_id, actor.person, cast)


def _open_vote(public_id: UUID) -> tuple[Asked, datetime | None]:
    """The vote, and the moment of the last thing that happened in its meeting; refuses one that is over."""
    try:
        state, last_at = Vote.objects.values_list("state", "meeting__last_at").get(public_id=public_id)
    except Vote.DoesNotExist:
        refuse_not_found()
    if state != "open":
        refuse(
            "vote_closed",
            _("This vote is not open any more."),
            kept=_("Your votes were not cast."),
            to_do=_("Look at the result."),
        )
    question = asked(public_id)
    if question.vote.method not in BY_NAMES:
        refuse("counted_by_hand", _("This vote is counted in the hall."), to_do=_("Vote there."))
    return question, last_at


def _check_answer_in_time(row: Vote, moment: datetime) -> None:
    rule = rulebook_of(row.meeting).meetings[row.meeting.body].written
    if row.method != Vote.Method.WRITTEN or rule is None:
        return
    until = day_in(row.meeting, row.opened_at) + timedelta(days=rule.days)
    if day_in(row.meeting, moment) > until:
        refuse(
            "answers_over",
            _("Answers were asked for until %(day)s.") % {"day": day_in_words(until)},
            kept=_("Your votes were not cast."),
        )


def _check_choice(row: Vote, choice: str, names: Sequence[str]) -> None:
    if not row.election:
        if choice not in CHOICES or names:
            refuse("choice_unknown", _("One votes yes or no, or abstains."), to_do=_("Choose one of the three."))
        return
    if choice or len(set(names)) < len(names) or not set(names) <= set(row.candidates):
        refuse("name_unknown", _("One votes for those who stand, for each of them once."), to_do=_("Choose again."))
    rule: ElectionRule = rulebook_of(row.meeting).elections[row.election]
    if rule.method == "block" and len(names) > row.seats:
        refuse(
            "too_many_names",
            _("There are more names on this ballot than seats."),
            kept=_("Your votes were not cast."),
            to_do=_("Choose at most %(seats)s.") % {"seats": row.seats},
        )


def _chosen(row: Vote, hand: Hand, members: Sequence[UUID]) -> list[Carried]:
    """The pieces that are cast now; refuses where there are none, or they were cast before."""
    if not hand.carried:
        _refuse_empty(hand)
    wanted = {str(member) for member in members}
    carried = [piece for piece in hand.carried if not wanted or piece.member in wanted]
    if wanted - {piece.member for piece in carried}:
        refuse(
            "not_carried",
            _("You do not carry the votes of that member now."),
            to_do=_("Look at which votes you carry."),
        )
    rows = Ballot.objects.filter(vote=row, member__in=[piece.member for piece in carried])
    cast = {(str(member), place) for member, place in rows.values_list("member", "place")}
    left = [piece for piece in carried if piece.key not in cast]
    if not left:
        refuse(
            "voted_already",
            _("These votes were cast already."),
            kept=_("The first ballot was kept and counts."),
        )
    return left


def _refuse_empty(hand: Hand) -> None:
    if hand.barred:
        refuse("barred", _("An interest in this item keeps you from voting on it."))
    refuse(
        "carries_nothing",
        _("You carry no votes in this meeting now.")
        if not hand.speaks
        else _("You carry no votes now: you are not checked in, or somebody before you is there."),
        to_do=_("Check in, or ask the secretariat to look at the roll with you."),
    )


def _use(hand: Hand, chosen: Sequence[Carried], moment: datetime) -> None:
    """Mark the proxies that are cast by as used; refuses where one was revoked at this moment."""
    rows = [hand.proxies[piece.proxy] for piece in chosen if piece.proxy]
    fresh = [row.pk for row in rows if row.state == "accepted"]
    if not fresh:
        return
    Proxy.objects.filter(pk__in=fresh, state="accepted").update(state="used", used_at=moment)
    if Proxy.objects.filter(pk__in=fresh).exclude(state="used").exists():
        refuse(
            "proxy_revoked",
            _("A proxy was revoked while you voted."),
            kept=_("Your votes were not cast."),
            to_do=_("Look at which votes you carry now, and vote again."),
        )


def _ballot(row: Vote, piece: Carried, hand: Hand, said: tuple[str, tuple[str, ...]], actor: Actor) -> Ballot:
    choice, names = said
    return Ballot(
        vote=row,
        member=UUID(piece.member),
        place=piece.place,
        person=UUID(piece.person),
        via=piece.via,
        proxy=hand.proxies[piece.proxy] if piece.proxy else None,
        choice=choice,
        names=list(names),
        weights=weights_as_stored(piece.weights),
        cast_at=actor.at,
    )
