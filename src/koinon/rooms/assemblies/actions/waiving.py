"""Let a member vote whose vote was withheld: what the meeting has decided is added to its frozen roll."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.canonical import digest
from koinon.core.facts.assemblies import MemberLetVote
from koinon.core.refusals import refuse
from koinon.core.words import day_in_words
from koinon.rooms.assemblies.actions.opening import cut
from koinon.rooms.assemblies.actions.votes import check_free, taken
from koinon.rooms.assemblies.drawing import draw_up
from koinon.rooms.assemblies.halls import frozen_roll
from koinon.rooms.assemblies.models import Roll, RollAddition, Vote
from koinon.rooms.assemblies.rules import check_presides, check_state, rulebook_of, take_moment
from koinon.statutes.assembly.roll import Roll as DrawnRoll
from koinon.statutes.assembly.roll import RollLine, frozen_form
from koinon.statutes.data import as_data
from koinon.statutes.texts import say

# What is frozen is kept in one language.
LANGUAGE = "en"


@action("assemblies.let_vote", needs="assemblies.preside", rule="decisions")
def let_vote(*, actor: Actor, vote: UUID) -> MemberLetVote:
    """Add a suspended member to the roll of a meeting that has just decided to let it vote."""
    row = taken(vote)
    check_presides(actor, row.meeting)
    check_state(row.meeting, "open")
    check_free(row.meeting)
    member = _concerned(row)
    kept = Roll.objects.get(meeting=row.meeting)
    if kept.additions.filter(member=UUID(member)).exists():
        refuse("votes_already", _("This member was let vote already."), to_do=_("Look at the roll."))
    words = _words(row)
    drawn = draw_up(row.meeting, actor.today, {member: words})
    line = _line(row, drawn, member)
    at = take_moment(row.meeting, actor)
    added = RollAddition.objects.create(
        roll=kept,
        member=UUID(member),
        vote=row,
        waived_by=words,
        votes=line.votes,
        account=as_data({"weights": line.weights, "right": line.right}),
        at=at,
        by=actor.person,
    )
    cut(row.meeting, drawn, only=member, at=at)
    added.hash = digest(frozen_form(frozen_roll(row.meeting, at)))
    added.save(update_fields=["hash"])
    # Whoever keeps the pieces in memory reads them anew.
    row.meeting.version += 1
    row.meeting.save(update_fields=["last_at", "version"])
    return MemberLetVote(
        row.meeting.public_id, added.member, row.public_id, line.votes, added.hash, row.meeting.rules.hash
    )


def _concerned(row: Vote) -> str:
    """The member that an adopted waiver concerns."""
    decision = rulebook_of(row.meeting).decisions.get(row.decision)
    adopted = (row.state, row.outcome) == ("closed", "adopted")
    if decision is None or not decision.restores_vote or not adopted or row.item.concerns is None:
        refuse(
            "no_waiver",
            _("This vote lets no member vote."),
            to_do=_("Have the meeting decide on it, under an item that names the member."),
        )
    return str(row.item.concerns.public_id)


def _words(row: Vote) -> str:
    body = say(rulebook_of(row.meeting).bodies[row.meeting.body].label, LANGUAGE)
    return f"{body}, {day_in_words(row.meeting.meeting_on)}: {say(row.item.label, LANGUAGE)}"[:240]


def _line(row: Vote, drawn: DrawnRoll, member: str) -> RollLine:
    """The line that is added; refuses where there is nothing to add, or others would have other votes by it."""
    frozen = frozen_roll(row.meeting, row.meeting.last_at)
    before = {line.member: line for line in frozen.lines}
    line = next((line for line in drawn.entitled() if line.member == member), None)
    if line is None or member not in before or before[member].entitled:
        refuse("not_withheld", _("The vote of this member is not withheld here."), to_do=_("Look at the roll."))
    now = _votes(drawn)
    if any(votes != now.get(other) for other, votes in _votes(frozen).items()) or not drawn.can_be_frozen:
        refuse(
            "others_change",
            _("With this member on the roll others would have other votes, and the roll is frozen."),
            kept=_("The roll stays as it is."),
            to_do=_("Have the waiver decided before a meeting is opened."),
        )
    return line


def _votes(roll: DrawnRoll) -> Mapping[str, Mapping[str, int]]:
    return {line.member: line.votes for line in roll.entitled()}
