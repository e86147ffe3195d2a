"""One meeting at the desk: what comes next, its agenda, when and where, who is called, who votes."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from koinon.core.models import JournalEntry
from koinon.core.refusals import Refused, Words
from koinon.doors.secretariat.journal_words import told
from koinon.doors.secretariat.meeting_offers import live_ways, next_of, other_steps
from koinon.doors.secretariat.meeting_words import day_lines, decides_words, state_pill
from koinon.doors.secretariat.steps import may_take
from koinon.doors.secretariat.views.meeting_votes import vote_lines
from koinon.doors.secretariat.views.meetings import OfMeeting
from koinon.doors.shared import words
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.doors.shared.minutes import minutes_papers
from koinon.rooms.assemblies.actions import set_agenda
from koinon.rooms.assemblies.minutes.reading import Shelf, shelf_of
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Proxy
from koinon.rooms.assemblies.preparing import (
    days_of,
    items_prepared,
    letters_of,
    represented,
    support_needed,
)
from koinon.rooms.assemblies.queries import roll_of
from koinon.rooms.assemblies.represented import votes_of
from koinon.rooms.assemblies.rules import rule_of, rulebook_of
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.notice import notice_from_data
from koinon.statutes.assembly.roll import Roll
from koinon.statutes.assembly.words import notice_text

JOURNAL_SHOWN = 12


class MeetingPage(OfMeeting):
    """The page."""

    template_name = "secretariat/meeting.html"
    header_icon = "date"

    def get_page_title(self) -> str:
        """Its body."""
        return ShownMeeting(self.meeting).body

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The list."""
        return super().trail()[:1]

    @cached_property
    def items(self) -> list[AgendaItem]:
        """The agenda, and what members proposed."""
        return list(items_prepared(self.actor, self.meeting.public_id))

    @cached_property
    def shelf(self) -> Shelf:
        """Its minutes, and those that it is to approve."""
        return shelf_of(self.actor, self.meeting)

    def content(self) -> dict[str, Any]:
        """All that is known of it, and the steps."""
        meeting, standing = self.meeting, [item for item in self.items if item.stands]
        people = self._people()
        coming = next_of(meeting, self.actor, len(standing), people.get("unspoken", 0), self.shelf.own)
        return {
            "meeting": meeting,
            "pill": state_pill(meeting),
            "begins": ShownMeeting(meeting).when,
            "written": meeting.kind == Meeting.Kind.WRITTEN,
            "next": coming,
            "steps": [step for step in (coming.step, *other_steps(meeting, self.actor, len(standing))) if step],
            "items": [self._item(item) for item in standing],
            "proposed": [self._item(item) for item in self.items if not item.stands],
            "may_set": meeting.state == "planned" and may_take(self.actor, set_agenda),
            "votes": vote_lines(list(votes_of(meeting))) if meeting.opened_at else [],
            "chair": names_of([meeting.chair]).get(meeting.chair) if meeting.chair else "",
            "days": self._days(),
            "live": live_ways(meeting, self.actor),
            "notice": self._notice(),
            "letters": letters_of(self.actor, meeting.public_id) if meeting.convened_at else None,
            **people,
            "journal": self._journal(),
        }

    def _item(self, item: AgendaItem) -> dict[str, Any]:
        rulebook = rulebook_of(self.meeting)
        standard = next((rule for rule in rule_of(self.meeting).agenda if rule.key == item.key), None)
        papers = list(item.papers.all())
        minutes = minutes_papers(self.shelf, item)
        there = {paper.key for paper in papers} | ({item.key} if minutes else set())
        lacking = [words.say(paper.label) for paper in (standard.papers if standard else ()) if paper.key not in there]
        return {
            "row": item,
            "title": words.say(item.label),
            "decides": decides_words(rulebook, item),
            "papers": [paper.document for paper in papers],
            "minutes": minutes,
            "lacking": lacking if self.meeting.state in ("planned", "convened") else [],
            "motions": item.motions_filed,  # type: ignore[attr-defined]
        }

    def _days(self) -> Sequence[Any]:
        if self.meeting.state not in ("planned", "convened") or self.meeting.kind == Meeting.Kind.WRITTEN:
            return ()
        meeting = self.meeting
        days = days_of(rulebook_of(meeting), meeting.body, meeting.meeting_on, meeting.convocation)
        if meeting.convened_at:
            del days["convocation_latest"]
        return day_lines(days, self.actor.today)

    def _notice(self) -> tuple[str, bool] | None:
        if not self.meeting.notice:
            return None
        given = notice_from_data(self.meeting.notice)
        return notice_text(given, _), given.in_time

    def _people(self) -> dict[str, Any]:
        """Who votes and who speaks for them, in numbers; why it cannot be said where it cannot."""
        try:
            roll = roll_of(self.actor, self.meeting)
        except Refused as refused:
            return {"roll_refused": refused.refusal}
        if roll is None:
            return {}
        return {"roll": roll, **self._numbers(roll)}

    def _numbers(self, roll: Roll) -> dict[str, Any]:
        meeting, labels = self.meeting, rulebook_of(self.meeting).weights
        # Once the roll is frozen, who speaks for whom is in its pieces, and nobody names anybody any more.
        found = {} if meeting.opened_at else represented(meeting, roll)
        hows = [one.how for one in found.values()]
        proxies = Proxy.objects.filter(meeting=meeting).values_list("state", flat=True)
        totals = [(words.say(labels[key].label), votes) for key, votes in roll.totals().items() if key in labels]
        return {
            "entitled": len(roll.entitled()),
            "totals": totals if len(totals) > 1 else [],
            "withheld": sum(line.reason == "standing" for line in roll.lines),
            "names_delegates": rule_of(meeting).right is not None and not meeting.opened_at,
            "unspoken": hows.count("nobody"),
            "named": hows.count("named"),
            "proxies": [state for state in proxies if state in ("given", "accepted", "used")],
            "needed": support_needed(meeting, roll),
            "takes_proxies": rule_of(meeting).proxies is not None,
        }

    def _journal(self) -> list[dict[str, Any]]:
        if not self.actor.may("journal.see"):
            return []
        rows = JournalEntry.objects.filter(subject=self.meeting.public_id)
        return told(rows.order_by("-id"), JOURNAL_SHOWN)
