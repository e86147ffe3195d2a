"""A meeting is planned by the rulebook, and its agenda holds what the rulebook asks for."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.assemblies.actions import (
    ItemDetails,
    cancel_meeting,
    close_meeting,
    file_motion,
    leave,
    name_chair,
    open_meeting,
    plan_meeting,
    set_agenda,
)
from koinon.rooms.assemblies.models import AgendaItem, Meeting
from koinon.rooms.documents.actions import DocumentDetails, add_document
from tests.rooms.assemblies.meeting import (
    CONVENED,
    DETAILS,
    ITEMS,
    LATER,
    MEETING_ON,
    PLANNED,
    Gathering,
    convened,
    opened,
    planned,
    with_agenda,
)
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World, moment


def test_plan_meeting(world: World) -> None:
    meeting = planned(world).row
    assert (meeting.state, meeting.convocation, meeting.meeting_on) == ("planned", 1, MEETING_ON)
    assert line_of("assemblies.plan_meeting", meeting.public_id).rulebook == meeting.rules.hash


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": "choir"}, "not_by_the_rules"),
        ({"time_zone": "Mars/Olympus"}, "time_zone_unknown"),
        ({"time_zone": "../etc"}, "time_zone_unknown"),
        ({"kind": "telepathy"}, "kind_unknown"),
        ({"place": "  "}, "place_missing"),
        ({"starts_at": moment(PLANNED, 9)}, "in_the_past"),
    ],
)
def test_plan_meeting_refused(world: World, changes: dict[str, Any], code: str) -> None:
    details = replace(DETAILS, **changes)
    assert refused(plan_meeting, actor=world.actor("secretary_general", PLANNED), details=details) == code
    assert no_line_of("assemblies.plan_meeting")


def test_plan_meeting_is_for_the_secretariat(world: World) -> None:
    for who in ("treasurer", "contact", "delegate", "nobody", "system"):
        assert refused(plan_meeting, actor=world.actor(who, PLANNED), details=DETAILS) == "not_allowed"
    assert not Meeting.objects.exists()


def test_the_day_is_that_of_the_place(world: World) -> None:
    late = planned(world, starts_at=moment(MEETING_ON, 23), time_zone="Asia/Tokyo").row
    assert late.meeting_on == date(2026, 6, 19)


def test_before_the_first_rules_nothing_is_planned(world: World) -> None:
    early = replace(DETAILS, starts_at=moment(date(2025, 3, 3)))
    actor = world.actor("secretary_general", date(2025, 1, 1))
    assert refused(plan_meeting, actor=actor, details=early) == "no_rulebook"


def second(world: World, first: Gathering, on: date = LATER) -> str:
    """Try to plan the second convocation of a meeting."""
    details, actor = replace(DETAILS, starts_at=moment(on, 9)), world.actor("secretary_general", MEETING_ON, 20)
    return refused(plan_meeting, actor=actor, details=details, second_of=first.id)


def test_a_second_convocation_follows_a_meeting_without_quorum(world: World) -> None:
    first = opened(world, "delegate")
    assert second(world, first) == "no_second"
    close_meeting(actor=first.desk(), meeting=first.id)
    assert second(world, first, date(2026, 7, 1)) == "second_too_early"
    details = replace(DETAILS, starts_at=moment(LATER, 9))
    done = plan_meeting(actor=first.desk(hour=20), details=details, second_of=first.id)
    assert Gathering(world, done.meeting).row.convocation == 2
    assert second(world, first) == "made_already"


def test_a_meeting_with_a_quorum_has_no_second_convocation(world: World) -> None:
    first = opened(world)
    close_meeting(actor=first.desk(), meeting=first.id)
    assert second(world, first) == "no_second"


def test_set_agenda(world: World) -> None:
    paper = DocumentDetails("Accounts 2025", "CECOP", "report", "members")
    document = add_document(actor=world.actor("secretary_general", PLANNED), details=paper).document
    items = [replace(item, papers={"accounts": document}) if item.key == "accounts" else item for item in ITEMS]
    found = with_agenda(world, items)
    rows = AgendaItem.objects.filter(meeting__public_id=found.id)
    assert [row.key for row in rows] == [item.key for item in ITEMS]
    accounts = rows.get(key="accounts")
    assert (accounts.position, accounts.decision, accounts.label) == (
        3,
        "accounts",
        {"en": "Accounts of the past year"},
    )
    assert [paper.document.public_id for paper in accounts.papers.all()] == [document]
    assert line_of("assemblies.set_agenda", found.id).outcome["version"] == 2


@pytest.mark.parametrize(
    ("items", "code"),
    [
        (ITEMS[1:], "standard_item_missing"),
        ((*ITEMS, ItemDetails("karaoke")), "item_unknown"),
        ((*ITEMS, ItemDetails("budget")), "item_unknown"),
        ((*ITEMS, ItemDetails(title=" ")), "title_missing"),
        ((*ITEMS, ItemDetails(title="Painting", decision="board")), "not_this_body"),
        ((*ITEMS, ItemDetails(title="Painting", election="beauty")), "not_this_body"),
        ((*ITEMS, ItemDetails(title="Painting", papers={"x": uuid4()})), "paper_missing"),
        ((*ITEMS, ItemDetails(title="Painting", concerns=uuid4())), "not_found"),
    ],
    ids=["one missing", "unknown", "twice", "no title", "the Board's", "no election", "no paper", "no organisation"],
)
def test_set_agenda_refused(world: World, items: tuple[ItemDetails, ...], code: str) -> None:
    found = planned(world)
    given = {"meeting": found.id, "items": items, "seen_version": 1}
    assert refused(set_agenda, actor=found.desk(PLANNED), **given) == code
    assert not AgendaItem.objects.exists()
    assert no_line_of("assemblies.set_agenda")


def test_set_agenda_by_whom_and_when(world: World) -> None:
    found = planned(world)
    given = {"meeting": found.id, "items": ITEMS}
    assert refused(set_agenda, actor=world.actor("contact", PLANNED), **given, seen_version=1) == "not_allowed"
    assert refused(set_agenda, actor=found.desk(PLANNED), **given, seen_version=7) == "stale"
    late = convened(world, starts_at=moment(LATER))
    actor = late.desk(CONVENED)
    assert refused(set_agenda, actor=actor, meeting=late.id, items=ITEMS, seen_version=3) == "meeting_state"


def test_cancel_meeting(world: World) -> None:
    found = convened(world)
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="The hall is flooded.")
    assert (found.row.state, found.row.reason) == ("cancelled", "The hall is flooded.")
    assert line_of("assemblies.cancel_meeting", found.id)


def test_cancel_meeting_refused(world: World) -> None:
    found = opened(world)
    assert refused(cancel_meeting, actor=found.desk(), meeting=found.id, reason="Rain") == "meeting_state"
    early = planned(world, starts_at=moment(LATER))
    assert refused(cancel_meeting, actor=early.desk(PLANNED), meeting=early.id, reason=" ") == "reason_needed"
    assert refused(cancel_meeting, actor=early.actor("contact"), meeting=early.id, reason="x") == "not_allowed"
    assert no_line_of("assemblies.cancel_meeting")


def test_name_chair(world: World) -> None:
    found = convened(world)
    chair = world.people["their_contact"]
    name_chair(actor=found.desk(CONVENED), meeting=found.id, person=chair)
    assert found.row.chair == chair
    assert line_of("assemblies.name_chair", found.id)
    open_meeting(actor=found.actor("their_contact"), meeting=found.id)
    assert found.row.state == "open"


def test_name_chair_refused(world: World) -> None:
    found = convened(world)
    chair = world.people["their_contact"]
    assert refused(name_chair, actor=found.actor("their_contact"), meeting=found.id, person=chair) == "not_allowed"
    assert refused(name_chair, actor=found.desk(CONVENED), meeting=found.id, person=uuid4()) == "not_found"
    # Who does not preside conducts nothing, whatever they speak for.
    assert refused(open_meeting, actor=found.actor("their_contact"), meeting=found.id) == "not_allowed"
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="The hall is flooded.")
    assert refused(name_chair, actor=found.desk(CONVENED), meeting=found.id, person=chair) == "meeting_state"
    assert found.row.chair is None
    assert no_line_of("assemblies.name_chair")


def test_an_agenda_set_anew_keeps_its_items(world: World) -> None:
    found = with_agenda(world)
    statutes, minutes = found.item("statutes"), found.item("minutes")
    file_motion(actor=found.desk(PLANNED), item=statutes, title="Article 3", text="It is dropped.")
    again = (ItemDetails(title="Statutes", decision="statutes", item=statutes), *ITEMS)
    done = set_agenda(actor=found.desk(PLANNED), meeting=found.id, items=again, seen_version=2)
    assert (done.items[0], done.items[1]) == (statutes, minutes)
    row = AgendaItem.objects.get(public_id=statutes)
    assert (row.position, row.label, row.motions.count()) == (1, {"en": "Statutes"}, 1)


def test_an_item_with_a_motion_stays_on_the_agenda(world: World) -> None:
    found = with_agenda(world)
    file_motion(actor=found.desk(PLANNED), item=found.item("statutes"), title="Article 3", text="It is dropped.")
    code = refused(set_agenda, actor=found.desk(PLANNED), meeting=found.id, items=ITEMS, seen_version=2)
    assert code == "item_has_motions"
    assert AgendaItem.objects.filter(meeting__public_id=found.id).count() == 9


def test_an_item_of_another_meeting_is_made_anew(world: World) -> None:
    other, found = with_agenda(world), planned(world)
    items = (*ITEMS, ItemDetails(title="Statutes", decision="statutes", item=other.item("statutes")))
    done = set_agenda(actor=found.desk(PLANNED), meeting=found.id, items=items, seen_version=1)
    assert other.item("statutes") not in done.items


def test_a_decision_that_lacks_its_own_quorum_has_a_second_convocation(world: World) -> None:
    # Two of three are enough for the meeting; a change of the statutes asks for two thirds of the roll, and one leaves.
    found = opened(world, "delegate", "their_contact")
    accounts = found.asks("accounts")
    for name in ("delegate", "their_contact"):
        found.casts(name, accounts)
    assert found.closes(accounts).outcome == "adopted"
    leave(actor=found.desk(), meeting=found.id, person=world.people["delegate"])
    vote = found.asks("statutes")
    found.casts("their_contact", vote)
    assert found.closes(vote).outcome == "no_quorum"
    close_meeting(actor=found.desk(), meeting=found.id)
    assert (found.row.quorum["met"], found.row.lacked_quorum) == (True, True)
    again = replace(DETAILS, starts_at=moment(LATER, 9))
    second = plan_meeting(actor=found.desk(), details=again, second_of=found.id)
    assert second.convocation == 2


def test_whoever_comes_late_makes_a_quorum(world: World) -> None:
    found = opened(world, "delegate")
    assert found.row.quorum["met"] is False
    found.comes("their_contact")
    vote = found.asks("accounts")
    for name in ("delegate", "their_contact"):
        found.casts(name, vote)
    assert found.closes(vote).outcome == "adopted"
    close_meeting(actor=found.desk(), meeting=found.id)
    assert (found.row.quorum["met"], found.row.lacked_quorum) == (True, False)
    again = replace(DETAILS, starts_at=moment(LATER, 9))
    assert refused(plan_meeting, actor=found.desk(), details=again, second_of=found.id) == "no_second"
