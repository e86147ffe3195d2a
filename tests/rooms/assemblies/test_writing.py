"""Decided in writing between meetings: where the rulebook allows it, until its day, and silence is never a yes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core import mail

from koinon.core.models import OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.rooms.assemblies.actions import (
    MeetingDetails,
    Question,
    WrittenQuestion,
    ask_in_writing,
    cast_vote,
    check_in,
    close_meeting,
    close_vote,
    open_vote,
    plan_meeting,
    state_quorum,
)
from koinon.rooms.assemblies.models import Meeting, Roll, Vote
from koinon.rooms.assemblies.queries import own_carried_votes, visible_meetings, visible_votes
from koinon.rooms.assemblies.recount import recount
from koinon.rooms.assemblies.rules import with_rules
from tests.rooms.assemblies.meeting import SPEAKERS, name_delegates
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, moment

ASKED, UNTIL, OVER = date(2026, 9, 1), date(2026, 9, 16), date(2026, 9, 17)
QUESTION = WrittenQuestion("assembly", "ordinary", "A statement on care work", "The confederation states …")


@pytest.fixture
def vote(world: World) -> UUID:
    """The Assembly is asked in writing."""
    name_delegates(world)
    return ask_in_writing(actor=world.actor("secretary_general", ASKED), question=QUESTION).vote


def answers(world: World, vote: UUID, choices: Mapping[str, str], on: date = ASKED) -> None:
    """Delegates answer."""
    for who, choice in choices.items():
        cast_vote(actor=world.actor(who, on), vote=vote, choice=choice)


def closes(world: World, vote: UUID, on: date) -> Vote:
    """The procedure is closed."""
    close_vote(actor=world.actor("secretary_general", on), vote=vote)
    return Vote.objects.get(public_id=vote)


ALL_YES = dict.fromkeys(SPEAKERS.values(), "yes")


def test_ask_in_writing(world: World, vote: UUID) -> None:
    meeting = Meeting.objects.get(votes__public_id=vote)
    assert (meeting.kind, meeting.state, meeting.meeting_on) == ("written", "open", ASKED)
    line = line_of("assemblies.ask_in_writing", meeting.public_id)
    assert (line.outcome["roll"], line.outcome["called"]) == (Roll.objects.get().hash, 3)


def test_adopted_as_soon_as_nothing_can_change_it(world: World, vote: UUID) -> None:
    answers(world, vote, {"delegate": "yes", "their_contact": "yes"})
    assert refused(closes, world, vote, ASKED) == "answers_awaited"
    answers(world, vote, {"associated_contact": "yes"}, UNTIL)
    row = closes(world, vote, UNTIL)
    assert (row.outcome, row.result["majority"]["parts"][0]["counts"]["yes"]) == ("adopted", "3")
    assert recount(with_rules().get(votes=row)).differences == []


@pytest.mark.parametrize("choices", [{**ALL_YES, "delegate": "no"}, {"delegate": "abstain"}], ids=["a no", "no yes"])
def test_rejected_as_soon_as_one_is_not_for_it(world: World, vote: UUID, choices: Mapping[str, str]) -> None:
    answers(world, vote, choices)
    assert closes(world, vote, ASKED).outcome == "rejected"


def test_silence_is_never_a_yes(world: World, vote: UUID) -> None:
    answers(world, vote, {"delegate": "yes"})
    late = {"actor": world.actor("their_contact", OVER), "vote": vote, "choice": "yes"}
    assert refused(cast_vote, **late) == "answers_over"
    assert refused(closes, world, vote, UNTIL) == "answers_awaited"
    row = closes(world, vote, OVER)
    assert row.outcome == "rejected"
    meeting = with_rules().get(votes=row)
    close_meeting(actor=world.actor("secretary_general", OVER), meeting=meeting.public_id)
    assert recount(meeting).differences == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"decision": "statutes"}, "written_excluded"),
        ({"decision": "board"}, "not_this_body"),
        ({"decision": "nothing"}, "not_this_body"),
        ({"body": "choir"}, "not_by_the_rules"),
        ({"title": " "}, "motion_empty"),
        ({"text": ""}, "motion_empty"),
    ],
)
def test_ask_in_writing_refused(world: World, changes: dict[str, Any], code: str) -> None:
    actor = world.actor("secretary_general", ASKED)
    assert refused(ask_in_writing, actor=actor, question=replace(QUESTION, **changes)) == code
    assert not Meeting.objects.exists()
    assert no_line_of("assemblies.ask_in_writing")


def test_it_is_for_the_secretariat_to_ask(world: World) -> None:
    for who in ("contact", "delegate", "treasurer", "nobody"):
        assert refused(ask_in_writing, actor=world.actor(who, ASKED), question=QUESTION) == "not_allowed"
    early = world.actor("secretary_general", date(2025, 3, 3))
    assert refused(ask_in_writing, actor=early, question=QUESTION) == "no_rulebook"


def test_nobody_comes_together(world: World, vote: UUID) -> None:
    desk, meeting = world.actor("secretary_general", ASKED), Meeting.objects.get()
    given = {"actor": desk, "meeting": meeting.public_id}
    assert refused(check_in, **given, person=world.people["delegate"]) == "in_writing"
    assert refused(state_quorum, **given) == "in_writing"
    item = meeting.items.get().public_id
    assert refused(open_vote, actor=desk, item=item, question=Question()) == "in_writing"
    details = MeetingDetails("assembly", "written", moment(OVER))
    assert refused(plan_meeting, actor=desk, details=details) == "kind_unknown"


def test_who_is_asked_sees_it(world: World, vote: UUID) -> None:
    delegate = world.actor("delegate", ASKED)
    assert visible_meetings(delegate).count() == 1
    assert not visible_meetings(world.actor("stranger", ASKED)).exists()
    (mine,) = own_carried_votes(delegate, visible_votes(delegate).get())
    assert mine.cast is False


def test_the_letter(world: World, vote: UUID, calendar: Callable[..., None]) -> None:
    calendar(ASKED)
    OutboxMessage.objects.exclude(kind="assemblies.convocation").delete()
    deliver_due()
    letter = next(letter for letter in mail.outbox if letter.to == ["delegate@example.org"])
    assert letter.subject == "To be decided in writing: A statement on care work"
    assert "until 16 September 2026" in letter.body
