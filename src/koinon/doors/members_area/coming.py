"""What is coming of meetings: those ahead, with how many votes, and the tasks that they bring in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import ngettext

from koinon.core.refusals import Refusal
from koinon.doors.members_area.visit import Visit
from koinon.doors.shared import words
from koinon.doors.shared.entrance import tried
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.rooms.assemblies.drawing import draw_up
from koinon.rooms.assemblies.halls import frozen_roll
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.represented import ahead_of_members
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.weight_rules import OneEach


@dataclass
class Coming:
    """The meetings ahead in which an organisation votes, as a visit finds them."""

    visit: Visit
    rulebook: Rulebook | None

    @cached_property
    def rows(self) -> list[Meeting]:
        """The next one first."""
        return list(ahead_of_members(self.visit.actor, self.rulebook)) if self.rulebook else []

    @property
    def shown(self) -> list[ShownMeeting]:
        """The same in words."""
        return [ShownMeeting(row, self.visit.url("meeting", meeting=row.public_id)) for row in self.rows]

    def of(self, public_id: Any) -> ShownMeeting | None:
        """One of them."""
        return next((one for one in self.shown if one.row.public_id == public_id), None)

    @cached_property
    def votes(self) -> str:
        """With how many votes in the next one, as the sentence at the top goes on; empty where it does not say."""
        meeting = next((row for row in self.rows if row.kind != Meeting.Kind.WRITTEN), None)
        known = _weights(self.visit, meeting) if meeting else []
        if len(known) == 1:
            return votes_words(known[0][1])
        return ", ".join(f"{words.number(votes)} ({label})" for label, votes in known)


def votes_words(votes: int) -> str:
    """Has one vote; votes with weight 3."""
    said = ngettext("has one vote", "votes with weight %(n)s", votes)
    return said % {"n": words.number(votes)}


def _weights(visit: Visit, meeting: Meeting) -> Sequence[tuple[str, int]]:
    """The votes of an organisation by label of the weight; nothing where any is unknown, or it does not vote."""
    rulebook = rulebook_of(meeting)
    rules = [rulebook.weights[key] for key in rulebook.meetings[meeting.body].weights]
    if all(isinstance(rule, OneEach) for rule in rules):
        # Where only heads count nobody's roll has to be drawn up to know that it is one.
        return [(words.say(rules[0].label), 1)]
    roll = frozen_roll(meeting) if meeting.opened_at else tried(lambda: draw_up(meeting, visit.actor.today))
    if isinstance(roll, Refusal):
        return []
    own = next((line for line in roll.entitled() if line.member == str(visit.over)), None)
    if own is None or any(weight.votes is None for weight in own.weights):
        return []
    return [(words.say(weight.label), weight.votes or 0) for weight in own.weights]
