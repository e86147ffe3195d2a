"""Opening freezes and hashes the roll; the quorum is stated."""

from datetime import date
from uuid import uuid4

from koinon.core.canonical import digest
from koinon.rooms.assemblies.actions import (
    Question,
    Sheet,
    check_in,
    close_meeting,
    close_vote,
    leave,
    name_chair,
    open_meeting,
    open_vote,
    record_hand_count,
    state_quorum,
)
from koinon.rooms.assemblies.drawing import draw_up
from koinon.rooms.assemblies.halls import frozen_roll
from koinon.rooms.assemblies.models import Attendance, Roll, RollLine, Speaker
from koinon.statutes.assembly.roll import frozen_form
from tests.rooms.assemblies.meeting import (
    CONVENED,
    MEETING_ON,
    convened,
    opened,
    planned,
)
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, reminded


def test_open_meeting(world: World) -> None:
    found = opened(world)
    row, roll = found.row, Roll.objects.get()
    assert (row.state, row.quorum["met"]) == ("open", True)
    assert roll.on == date(2026, 6, 11)
    lines = {line.name: (line.entitled, line.reason, line.votes) for line in RollLine.objects.all()}
    assert lines == {
        "Förbundet Arbetskooperation": (True, "granted", {"one_each": 1}),
        "Confédération des coopératives de travail": (True, "granted", {"one_each": 1}),
        "Fondo Mutualistico Solidale": (True, "granted", {"one_each": 1}),
        "Réseau des tiers-lieux": (False, "not_in_category", {}),
    }
    assert Speaker.objects.count() == 3
    assert line_of("assemblies.open_meeting", found.id).outcome["roll"] == roll.hash


def test_the_hash_is_that_of_the_roll_as_it_was_drawn_up(world: World) -> None:
    found = opened(world)
    drawn = digest(frozen_form(draw_up(found.row, MEETING_ON)))
    assert Roll.objects.get().hash == drawn == digest(frozen_form(frozen_roll(found.row)))


def test_a_member_in_arrears_stands_on_the_roll_with_the_reason(published: World, demo: None) -> None:
    reminded(published, on=date(2026, 5, 17))
    found = opened(published)
    line = RollLine.objects.get(member=published.organisations["ours"])
    assert (line.entitled, line.reason, line.votes) == (False, "standing", {})
    assert line.account["right"]["outcome"] == "withheld"
    assert Roll.objects.get().hash == digest(frozen_form(frozen_roll(found.row)))


def test_open_meeting_refused(world: World) -> None:
    found = convened(world)
    for who in ("contact", "delegate", "treasurer", "nobody"):
        assert refused(open_meeting, actor=found.actor(who), meeting=found.id) == "not_allowed"
    for on in (date(2026, 6, 17), date(2026, 6, 19)):
        assert refused(open_meeting, actor=found.desk(on), meeting=found.id) == "not_the_day"
    assert refused(open_meeting, actor=found.desk(), meeting=uuid4()) == "not_found"
    assert not Roll.objects.exists()
    assert no_line_of("assemblies.open_meeting")
    found.opens()
    assert refused(open_meeting, actor=found.desk(), meeting=found.id) == "meeting_state"
    assert refused(open_meeting, actor=found.desk(), meeting=planned(world).id) == "meeting_state"


def test_nobody_there_is_no_quorum(world: World) -> None:
    found = convened(world)
    found.opens()
    assert found.row.quorum["met"] is False


def test_state_quorum(world: World) -> None:
    found = opened(world, "delegate")
    assert found.row.quorum["met"] is False
    found.comes("their_contact")
    stated = state_quorum(actor=found.desk(), meeting=found.id)
    assert (stated.met, found.row.quorum["parts"][0]["present"]) == (True, "2")
    assert line_of("assemblies.state_quorum", found.id).outcome["met"] is True
    leave(actor=found.desk(), meeting=found.id, person=world.people["delegate"])
    assert state_quorum(actor=found.desk(), meeting=found.id).met is False


def test_state_quorum_refused(world: World) -> None:
    found = convened(world)
    assert refused(state_quorum, actor=found.desk(), meeting=found.id) == "meeting_state"
    assert refused(state_quorum, actor=found.actor("contact"), meeting=found.id) == "not_allowed"
    assert no_line_of("assemblies.state_quorum")


def test_close_meeting(world: World) -> None:
    found = opened(world)
    found.closes(found.asks())
    closed = close_meeting(actor=found.desk(hour=17), meeting=found.id)
    assert (found.row.state, closed.votes) == ("closed", 1)
    assert set(Attendance.objects.values_list("left_at", flat=True)) == {found.row.closed_at}
    assert line_of("assemblies.close_meeting", found.id)


def test_close_meeting_refused(world: World) -> None:
    found = opened(world)
    assert refused(close_meeting, actor=found.actor("delegate"), meeting=found.id) == "not_allowed"
    found.asks()
    assert refused(close_meeting, actor=found.desk(), meeting=found.id) == "vote_open"
    assert found.row.state == "open"
    assert no_line_of("assemblies.close_meeting")
    early = planned(world)
    assert refused(close_meeting, actor=early.desk(), meeting=early.id) == "meeting_state"


def test_what_was_held_on_paper_is_entered_afterwards(world: World) -> None:
    found = convened(world)
    later = date(2026, 6, 22)
    desk, why = found.desk(later), "The hall had no network."
    assert refused(open_meeting, actor=desk, meeting=found.id) == "not_the_day"
    assert (
        refused(open_meeting, actor=found.desk(date(2026, 6, 17)), meeting=found.id, entered_later=why) == "not_the_day"
    )
    for name in ("delegate", "their_contact", "associated_contact"):
        check_in(actor=desk, meeting=found.id, person=world.people[name])
    open_meeting(actor=desk, meeting=found.id, entered_later=why)
    assert (found.row.state, found.row.entered_later) == ("open", why)
    assert found.row.quorum["met"] is True
    item = found.item("accounts")
    assert refused(open_vote, actor=desk, item=item, question=Question()) == "counted_on_paper"
    tellers = (world.people["membership"], world.people["treasurer"])
    vote = open_vote(actor=desk, item=item, question=Question(method="paper", tellers=tellers)).vote
    sheet = Sheet(columns={"one_each": {"yes": "2", "no": "1"}})
    for name in ("membership", "treasurer"):
        record_hand_count(actor=world.actor(name, later), vote=vote, sheet=sheet)
    assert close_vote(actor=desk, vote=vote).outcome == "adopted"


def test_only_the_secretariat_enters_a_meeting_afterwards(world: World) -> None:
    found = convened(world)
    name_chair(actor=found.desk(CONVENED), meeting=found.id, person=world.people["their_contact"])
    chair = found.actor("their_contact", date(2026, 6, 22))
    assert refused(open_meeting, actor=chair, meeting=found.id, entered_later="No network.") == "not_the_day"
