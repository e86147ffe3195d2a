"""A meeting lets a member vote whose vote was withheld: the roll is added to, and what was counted before stays."""

from dataclasses import replace
from datetime import date

import pytest

from koinon.rooms.assemblies.actions import ItemDetails, let_vote
from koinon.rooms.assemblies.halls import frozen_roll
from koinon.rooms.assemblies.models import Piece, Roll, RollAddition, Vote
from koinon.rooms.assemblies.queries import quorum_now
from koinon.rooms.assemblies.recount import recount
from tests.rooms.assemblies.meeting import ITEMS, Gathering, convened
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, reminded

WAIVER = ItemDetails(title="The vote of a member in arrears", decision="waiver")


@pytest.fixture
def meeting(published: World, demo: None) -> Gathering:
    """An open Assembly with a member in arrears, whose contact sits in the hall."""
    reminded(published, on=date(2026, 5, 17))
    item = replace(WAIVER, concerns=published.organisations["ours"])
    found = convened(published, items=(*ITEMS, item, ItemDetails("elections")))
    found.comes("delegate", "their_contact", "associated_contact")
    found.opens()
    return found


def adopted(meeting: Gathering, choice: str = "yes") -> Vote:
    vote = meeting.asks("waiver")
    for name in ("their_contact", "associated_contact"):
        meeting.casts(name, vote, choice)
    return meeting.closes(vote)


def test_let_vote(meeting: Gathering) -> None:
    before = meeting.closes(meeting.asks("accounts"))
    vote = adopted(meeting)
    said = let_vote(actor=meeting.desk(), vote=vote.public_id)
    ours = str(meeting.world.organisations["ours"])
    roll = frozen_roll(meeting.row, meeting.row.last_at)
    line = next(line for line in roll.lines if line.member == ours)
    assert (line.entitled, line.reason, line.votes) == (True, "waiver", {"one_each": 1})
    assert line.waived_by == "General Assembly, 18 June 2026: The vote of a member in arrears"
    assert said.roll == RollAddition.objects.get().hash != Roll.objects.get().hash
    # What was frozen stays as it was frozen.
    assert not next(line for line in frozen_roll(meeting.row).lines if line.member == ours).entitled
    assert line_of("assemblies.let_vote", meeting.id)

    budget = meeting.asks("budget")
    for name in ("delegate", "their_contact", "associated_contact"):
        meeting.casts(name, budget)
    after = meeting.closes(budget)
    assert before.result is not None
    assert after.result is not None
    assert [_entitled(vote) for vote in (before, after)] == ["2", "3"]
    quorum = quorum_now(meeting.desk(), meeting.id)
    assert quorum is not None
    assert quorum.parts[0].entitled == 3
    found = recount(meeting.row)
    assert (found.votes, found.agree, found.differences) == (3, 3, [])


def _entitled(vote: Vote) -> str:
    assert vote.result is not None
    return str(vote.result["quorum"]["parts"][0]["entitled"])


def test_a_changed_addition_is_found(meeting: Gathering) -> None:
    let_vote(actor=meeting.desk(), vote=adopted(meeting).public_id)
    RollAddition.objects.update(votes={"one_each": 40})
    assert "added does not give the hash" in recount(meeting.row).differences[0]


def test_let_vote_refused(meeting: Gathering) -> None:
    rejected = adopted(meeting, "no")
    other = meeting.closes(meeting.asks("accounts"))
    for vote in (rejected, other):
        assert refused(let_vote, actor=meeting.desk(), vote=vote.public_id) == "no_waiver"
    again = adopted(meeting)
    assert refused(let_vote, actor=meeting.actor("their_contact"), vote=again.public_id) == "not_allowed"
    running = meeting.asks("budget")
    assert refused(let_vote, actor=meeting.desk(), vote=again.public_id) == "vote_open"
    assert no_line_of("assemblies.let_vote")
    meeting.closes(running)
    let_vote(actor=meeting.desk(), vote=again.public_id)
    assert refused(let_vote, actor=meeting.desk(), vote=again.public_id) == "votes_already"
    assert Piece.objects.filter(member=meeting.world.organisations["ours"]).count() == 1
