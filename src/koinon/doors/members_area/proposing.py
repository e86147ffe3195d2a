"""What a member may add to an agenda: by when, with how many supporters, and what asks for its support."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from koinon.doors.members_area.meeting_agenda import ShownItem
from koinon.doors.members_area.meeting_visit import MeetingVisit
from koinon.doors.members_area.rolls import ReadRoll
from koinon.doors.shared import words
from koinon.rooms.assemblies.deadlines import deadlines_of
from koinon.rooms.assemblies.rules import day_in, rulebook_of
from koinon.statutes.assembly.notice import supporters_needed


@dataclass(frozen=True, slots=True)
class Proposing:
    """What may be added to the agenda of a meeting, as this visit finds it."""

    at: MeetingVisit
    roll: ReadRoll

    @property
    def until(self) -> date | None:
        """The last day for it; None where members add nothing."""
        return deadlines_of(self.at.meeting).additions

    @property
    def is_open(self) -> bool:
        """Whether it is time for it."""
        meeting = self.at.meeting
        return (
            meeting.state == "convened" and self.until is not None and day_in(meeting, self.at.actor.at) <= self.until
        )

    @property
    def may(self) -> bool:
        """Whether the reader may add and support items now."""
        return self.is_open and self.at.acts and self.roll.entitled

    @property
    def needed(self) -> int:
        """How many members it takes."""
        return supporters_needed(rulebook_of(self.at.meeting), self.at.meeting.body, len(self.roll.voting)) or 1

    def may_support(self, item: ShownItem) -> bool:
        """Whether the reader may support an item now."""
        return self.may and item.row.proposed_by is not None and not item.supported_by(self.at.member)

    @property
    def decisions(self) -> Mapping[str, str]:
        """The kinds of decision that the body takes."""
        rulebook, body = rulebook_of(self.at.meeting), self.at.meeting.body
        return {key: words.say(rule.label) for key, rule in rulebook.decisions.items() if rule.body == body}
