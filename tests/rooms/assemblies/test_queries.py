"""What of a meeting each person may see, and how it stands now."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import uuid4

from koinon.rooms.assemblies.actions import cancel_meeting, check_in
from koinon.rooms.assemblies.models import Vote
from koinon.rooms.assemblies.queries import (
    castable_now,
    live_vote,
    meeting_seen,
    own_carried_votes,
    own_lines,
    quorum_now,
    roll_of,
    visible_items,
    visible_meetings,
    visible_votes,
)
from koinon.rooms.memberships.actions import end_membership
from tests.rooms.assemblies.meeting import CONVENED, MEETING_ON, convened, opened, with_agenda
from tests.rooms.outcomes import refused
from tests.world import ASSEMBLY, World


def who_sees(world: World, on: Any = MEETING_ON) -> set[str]:
    """The people who see any meeting."""
    return {name for name in (*world.people, "nobody", "system") if visible_meetings(world.actor(name, on)).exists()}


DESK = {"secretary_general", "membership", "treasurer", "policy", "communications", "auditor"}
SPEAK = {"contact", "finance_contact", "delegate", "editor", "their_contact", "associated_contact", "network_contact"}


def test_visible_meetings(world: World) -> None:
    found = with_agenda(world)
    assert who_sees(world) == DESK
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="Never called")
    assert who_sees(world) == DESK
    convened(world)
    assert who_sees(world) == DESK | SPEAK


def test_the_agenda_is_for_whoever_sees_the_meeting(world: World) -> None:
    found = convened(world)
    assert visible_items(world.actor("contact", CONVENED), found.id).count() == 9
    assert not visible_items(world.actor("stranger", CONVENED), found.id).exists()


def test_the_roll_before_and_after_the_opening(world: World) -> None:
    found = convened(world)
    contact = world.actor("contact", CONVENED)
    before = roll_of(contact, found.row)
    assert before is not None
    assert len(before.entitled()) == 3
    assert roll_of(world.actor("stranger", CONVENED), found.row) is None
    found.opens()
    after = roll_of(contact, found.row)
    assert after is not None
    assert [line.member for line in after.entitled()] == [line.member for line in before.entitled()]


def test_own_lines(world: World) -> None:
    found = opened(world)
    ours = [world.organisations["ours"]]
    assert list(own_lines(world.actor("contact"), found.row).values_list("member", flat=True)) == ours
    assert own_lines(world.actor("auditor"), found.row).count() == 4
    assert not own_lines(world.actor("stranger"), found.row).exists()


def test_own_carried_votes(world: World) -> None:
    found = convened(world)
    found.proxy("ours", "theirs")
    found.comes("their_contact")
    found.opens()
    vote = Vote.objects.select_related("meeting__rules", "item__concerns").get(public_id=found.asks())
    actor = found.actor("their_contact")
    mine = own_carried_votes(actor, vote)
    assert [(piece.carried.via, piece.cast) for piece in mine] == [("delegate", False), ("proxy", False)]
    found.casts("their_contact", vote.public_id, members=(world.organisations["ours"],))
    assert [piece.cast for piece in own_carried_votes(actor, vote)] == [False, True]
    assert own_carried_votes(found.actor("delegate"), vote) == ()


def test_live_vote(world: World) -> None:
    found = opened(world)
    vote, actor = found.asks(), world.actor("contact", MEETING_ON)
    found.casts("delegate", vote, "no")
    now = live_vote(actor, vote)
    assert now is not None
    assert (now.state, now.cast, now.outcome) == ("open", 1, "")
    assert castable_now(actor, vote) == 3
    found.closes(vote)
    then = live_vote(actor, vote)
    assert then is not None
    assert (then.state, then.cast, then.outcome) == ("closed", 1, "rejected")
    assert live_vote(world.actor("stranger"), vote) is None
    assert live_vote(actor, uuid4()) is None
    assert castable_now(world.actor("stranger"), vote) is None
    assert not visible_votes(world.actor("former")).exists()


def test_quorum_now(world: World) -> None:
    found = opened(world, "delegate")
    contact = world.actor("contact", MEETING_ON)
    before, _come = quorum_now(contact, found.id), found.comes("their_contact")
    after = quorum_now(contact, found.id)
    assert before is not None
    assert after is not None
    assert (before.met, after.met) == (False, True)
    assert quorum_now(world.actor("stranger", MEETING_ON), found.id) is None


def test_there_is_no_quorum_of_a_meeting_that_is_not_open(world: World) -> None:
    found = convened(world)
    assert quorum_now(found.desk(), found.id) is None
    assert meeting_seen(found.desk(), found.id) is not None


def test_a_phone_that_polls_asks_little(world: World, max_queries: Callable[..., AbstractContextManager[Any]]) -> None:
    found = opened(world)
    vote, actor = found.asks(), world.actor("contact", MEETING_ON)
    with max_queries(4):
        live_vote(actor, vote)


def test_a_former_member_sees_no_later_meeting(world: World) -> None:
    found = convened(world)
    contact = world.actor("associated_contact", CONVENED)
    assert meeting_seen(contact, found.id) is not None
    end_membership(
        actor=world.actor("secretary_general", CONVENED),
        membership=world.memberships["associated"],
        event="lapse",
        ends_on=CONVENED,
        decision=ASSEMBLY,
    )
    after = world.actor("associated_contact", MEETING_ON)
    assert meeting_seen(after, found.id) is None
    assert meeting_seen(world.actor("their_contact", MEETING_ON), found.id) is not None
    assert refused(check_in, actor=after, meeting=found.id, person=world.people["associated_contact"]) == "not_found"
