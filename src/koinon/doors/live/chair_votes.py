"""Votes as whoever presides sees them: the one that is open, the results with their account, and what follows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from koinon.core.refusals import Words
from koinon.doors.live.chair_forms import LotForm, StopForm
from koinon.doors.live.chair_steps import Press, press
from koinon.doors.live.visit import Visit
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.vote_accounts import vote_account
from koinon.doors.shared.words import say
from koinon.rooms.assemblies.candidates import as_person
from koinon.rooms.assemblies.models import AgendaItem, Vote
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.statutes.assembly.elections import election_from_data, run_off

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OpenVote:
    """The vote that is open: what it is about, how it is held, and how it ends."""

    row: Vote
    title: str
    how: Words
    candidates: Sequence[str]
    close: Press
    stop: StopForm
    stop_url: str


@dataclass(frozen=True, slots=True)
class Follow:
    """What a result asks for next: presses, a way to a page, or the lot."""

    words: str = ""
    presses: Sequence[Press] = ()
    url: str = ""
    label: str = ""
    lot: LotForm | None = None
    lot_url: str = ""


@dataclass(frozen=True, slots=True)
class ShownVote:
    """A vote that is over: its account, or why it was stopped; and what follows from it."""

    row: Vote
    title: str
    how: Words
    account: Account | None
    follow: Follow = field(default_factory=Follow)


def title_of(vote: Vote, item: AgendaItem) -> str:
    """What was put to the vote."""
    if vote.motion is not None:
        return vote.motion.title
    if vote.election and vote.round > 1:
        return _("%(item)s, round %(round)s") % {"item": say(item.label), "round": vote.round}
    return say(item.label)


def open_vote_of(visit: Visit, vote: Vote, item: AgendaItem, names: Names) -> OpenVote:
    """The vote that is open, with the ways in which it ends."""
    title = title_of(vote, item)
    return OpenVote(
        row=vote,
        title=title,
        how=vote.get_method_display(),
        candidates=[names.get(candidate, candidate) for candidate in vote.candidates],
        close=press(visit, "close-vote", _("Close the vote"), "primary", vote=vote.public_id, about=title),
        stop=StopForm(initial={"vote": vote.public_id}, auto_id="id_stop_%s"),
        stop_url=visit.url("chair-stop"),
    )


def shown_vote(visit: Visit, vote: Vote, item: AgendaItem, names: Names, *, last: bool) -> ShownVote:
    """A vote that is over; what follows is offered for the last one, while the meeting is open."""
    title = title_of(vote, item)
    account = vote_account(vote, names, title)
    follow = _follow(visit, vote, item, names) if last and visit.meeting.state == "open" else Follow()
    return ShownVote(vote, title, vote.get_method_display(), account, follow)


def _follow(visit: Visit, vote: Vote, item: AgendaItem, names: Names) -> Follow:
    if vote.result is None:
        return Follow()
    if vote.outcome == "no_quorum":
        return Follow(
            _("Without a quorum nothing is decided. Once enough members are there, it can be put to the vote again."),
            [_again(visit, vote, item)],
        )
    if vote.election:
        return _after_election(visit, vote, vote.result, names)
    if vote.outcome != "to_resolve":
        return _after_decision(visit, vote, item)
    if vote.result["majority"]["tie_rule"] == "repeat":
        return Follow(_("By the rulebook the vote is held again."), [_again(visit, vote, item)])
    return Follow(_("By the rulebook the chair's vote decides."), _chair_presses(visit, vote))


def _after_decision(visit: Visit, vote: Vote, item: AgendaItem) -> Follow:
    """What an adopted decision has carried out in the hall itself: a member that was suspended votes from now on."""
    restores = rulebook_of(visit.meeting).decisions[vote.decision].restores_vote
    if vote.outcome != "adopted" or not restores or item.concerns is None:
        return Follow()
    name = item.concerns.name
    words = _("%(name)s votes once it is on the roll; what was counted before stays.") % {"name": name}
    return Follow(words, [press(visit, "let-vote", _("Put it on the roll"), "primary", vote=vote.public_id)])


def _again(visit: Visit, vote: Vote, item: AgendaItem) -> Press:
    motion = vote.motion.public_id if vote.motion else None
    return press(visit, "put", _("Put it to the vote again"), item=item.public_id, motion=motion)


def _chair_presses(visit: Visit, vote: Vote) -> list[Press]:
    said = (("yes", _("The chair votes yes")), ("no", _("The chair votes no")))
    return [press(visit, "chair-votes", label, vote=vote.public_id, chair=chair) for chair, label in said]


def _after_election(visit: Visit, vote: Vote, result: Mapping[str, Any], names: Names) -> Follow:
    tie = result["tie"]
    if tie is not None and tie["rule"] == "lot":
        standing = [(candidate, names.get(candidate, candidate)) for candidate in tie["candidates"]]
        form = LotForm(candidates=standing, initial={"vote": vote.public_id}, auto_id="id_lot_%s")
        said = _("By the rulebook the lot decides. Seats to be drawn: %(number)s.") % {"number": tie["seats"]}
        return Follow(said, lot=form, lot_url=visit.url("chair-lot"))
    after = f"{visit.url('chair-election')}?{urlencode({'after': vote.public_id})}"
    if tie is not None:
        said = _("By the rulebook a second ballot between those with as many votes decides.")
        return Follow(said, url=after, label=_("Prepare the second ballot"))
    if result["next_round"]:
        number = vote.round + 1
        said = _("Not every seat is filled: by the rulebook another round is held.")
        return Follow(said, url=after, label=_("Prepare round %(number)s") % {"number": number})
    return Follow()


def next_race(vote: Vote) -> tuple[int, tuple[str, ...]]:
    """The seats and candidates of what follows an election: its second ballot, or its next round."""
    election = election_from_data(dict(vote.result or {}))
    if election.tie is not None:
        return election.tie.seats, election.tie.candidates
    of_persons = all(as_person(candidate) for candidate in vote.candidates)
    return election.vacant, election.next_round if of_persons else run_off(election)
