"""What somebody holds in a meeting, in words: the votes they carry and why, those they do not, and what was cast."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from koinon.core.actors import Actor
from koinon.doors.live.saying import VIA, hour_at, said_words, votes_words
from koinon.rooms.assemblies.hands import Hand
from koinon.rooms.assemblies.live import Glance, names_on_roll, own_ballots, own_hand
from koinon.rooms.assemblies.models import Ballot, Meeting
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.carriage import Carried, Idle
from koinon.statutes.assembly.words import IDLE

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Held:
    """Votes of one member that one carries, and why; whether they were cast in the open vote."""

    member: str
    name: str
    votes: str
    why: str
    cast: bool = False


@dataclass(frozen=True, slots=True)
class NotHeld:
    """Votes that one might carry and does not, and why."""

    name: str
    votes: str
    why: str
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was cast: for which member, by whom, what, when."""

    name: str
    by: str
    said: str
    at: str


@dataclass(frozen=True, slots=True)
class Holding:
    """Everything that bears on one's own votes at this moment."""

    speaks: bool
    held: Sequence[Held] = ()
    others: Sequence[NotHeld] = ()
    receipts: Sequence[Receipt] = ()
    barred: bool = False

    @property
    def left(self) -> Sequence[Held]:
        """What is still to cast."""
        return [held for held in self.held if not held.cast]


def holding_of(actor: Actor, seen: Glance, candidates: Names) -> Holding:
    """What one holds now, with what was cast in the open vote."""
    hand = own_hand(actor, seen)
    if not hand.speaks:
        return Holding(speaks=False)
    known = list(own_ballots(actor, seen, *(card.member for card in hand.carried))) if seen.open_vote else []
    cast = {(str(ballot.member), ballot.place) for ballot in known}
    ballots = [ballot for ballot in known if _is_own(ballot, actor, hand)]
    people = _people(actor, hand, ballots)
    meeting = seen.meeting
    return Holding(
        speaks=True,
        held=tuple(_held(card, hand, meeting, cast) for card in hand.carried),
        others=(
            *(_idle(card, meeting) for card in hand.idle),
            *(_elsewhere(card, meeting, people) for card in hand.others),
        ),
        receipts=tuple(_receipt(ballot, actor, meeting, people, candidates) for ballot in ballots),
        barred=hand.barred,
    )


def _is_own(ballot: Ballot, actor: Actor, hand: Hand) -> bool:
    """Whether one may read it before the close: cast by oneself, for one's own member, or by a proxy that one holds.

    How the giver of a proxy voted itself is nobody else's to know yet.
    """
    by_proxy = ballot.proxy_id in {row.pk for row in hand.proxies.values()}
    return ballot.person == actor.person or str(ballot.member) in hand.own or by_proxy


def _people(actor: Actor, hand: Hand, ballots: Iterable[Ballot]) -> Names:
    """The names of those in whose hands one's votes are, or who cast them; none are asked for where it was oneself."""
    wanted = {UUID(card.person) for card in hand.others} | {ballot.person for ballot in ballots}
    wanted.discard(actor.person or UUID(int=0))
    return {str(person): name for person, name in names_of(wanted).items()} if wanted else {}


def _held(card: Carried, hand: Hand, meeting: Meeting, cast: set[tuple[str, int]]) -> Held:
    roll = names_on_roll(meeting.public_id, meeting.version)
    if card.proxy:
        holder = roll.get(str(hand.proxies[card.proxy].holder), "")
        why = _("By proxy, given to %(holder)s.") % {"holder": holder}
    else:
        why = str(VIA[card.via])
    return Held(card.member, roll.get(card.member, ""), votes_words(card.weights, meeting), why, card.key in cast)


def _idle(card: Idle, meeting: Meeting) -> NotHeld:
    name = names_on_roll(meeting.public_id, meeting.version).get(card.member, "")
    barred = card.reason in ("barred", "barred_absent")
    return NotHeld(name, votes_words(card.weights, meeting), _(IDLE[card.reason]), barred)


def _elsewhere(card: Carried, meeting: Meeting, people: Names) -> NotHeld:
    name = names_on_roll(meeting.public_id, meeting.version).get(card.member, "")
    why = _("In the hands of %(person)s.") % {"person": people.get(card.person, _("somebody else"))}
    return NotHeld(name, votes_words(card.weights, meeting), why)


def _receipt(ballot: Ballot, actor: Actor, meeting: Meeting, people: Names, candidates: Names) -> Receipt:
    by = _("you") if ballot.person == actor.person else people.get(str(ballot.person), _("somebody else"))
    name = names_on_roll(meeting.public_id, meeting.version).get(str(ballot.member), "")
    return Receipt(name, by, said_words(ballot, candidates), hour_at(meeting, ballot.cast_at))
