"""The door of the hall: who may come, who is there, represented or missing; and how it is noted."""

from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.assemblies.actions import close_meeting, name_chair
from koinon.rooms.assemblies.models import Attendance
from tests.doors.live.walking import Desk, words
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering, convened, opened
from tests.world import World


@pytest.fixture(autouse=True)
def on_the_day(calendar: Any) -> None:
    calendar(MEETING_ON, 10)


def door(client_as: Any, found: Gathering, who: str = "membership") -> Desk:
    return Desk(client_as(who), found)


def noted(sits: Desk, what: str, name: str, **more: str) -> str:
    """A press at the door, and what is said then."""
    given = {"key": str(uuid4()), what: str(sits.found.world.people[name]), **more}
    answer = sits.client.post(sits.at("door-note"), given, follow=True)
    assert answer.status_code == 200
    return words(answer)


def test_everybody_who_may_come(world: World, client_as: Any, max_queries: Any) -> None:
    found = convened(world)
    found.proxy("theirs", "ours")
    found.comes("delegate")
    sits = door(client_as, found)
    with max_queries(20):
        said = sits.look("door")
    ours, theirs = world.organisation("ours").name, world.organisation("theirs").name
    assert "2 of 3 there or represented" in said
    assert f"{ours} 1 vote There Holds the proxy of {theirs}" in said
    assert f"{theirs} 1 vote Represented by {ours}" in said
    assert "Nobody who speaks for it is there." in said
    assert "Delegate delegate · in the hall since 10:00 Leaves" in said
    assert "Without a vote in this meeting" in said
    assert f"{world.organisation('network').name} Its category does not have the vote." in said


def test_somebody_comes_takes_part_from_afar_and_leaves(world: World, client_as: Any) -> None:
    sits = door(client_as, convened(world))
    assert "Delegate is here." in noted(sits, "in", "delegate")
    assert "Their contact takes part online." in noted(sits, "online", "their_contact")
    rows = Attendance.objects.filter(meeting__public_id=sits.found.id)
    assert [row.online for row in rows] == [False, True]
    assert "Delegate has left." in noted(sits, "out", "delegate")
    assert rows.filter(left_at=None).count() == 1
    assert "Delegate is here." in noted(sits, "in", "delegate")
    assert rows.all().count() == 3


def test_late_arrivals_come_in_while_a_vote_is_open(world: World, client_as: Any) -> None:
    found = opened(world, "delegate", "their_contact")
    found.asks()
    said = noted(door(client_as, found), "in", "associated_contact")
    assert "3 of 3 there or represented" in said


def test_a_press_twice_is_one_stay_and_a_second_desk_is_told(world: World, client_as: Any) -> None:
    sits = door(client_as, convened(world))
    given = {"key": "same", "in": str(world.people["delegate"])}
    for _press in range(2):
        assert "Delegate is here." in words(sits.client.post(sits.at("door-note"), given, follow=True))
    assert Attendance.objects.count() == 1
    second = door(client_as, sits.found, "secretary_general")
    assert "This person is checked in already." in noted(second, "in", "delegate")
    assert "This person is not checked in." in noted(second, "out", "their_contact")


def test_what_makes_no_sense_changes_nothing(world: World, client_as: Any) -> None:
    sits = door(client_as, convened(world))
    for given in ({}, {"in": "nobody"}, {"in": str(uuid4())}, {"key": "x", "online": ""}):
        answer = sits.client.post(sits.at("door-note"), given, follow=True)
        assert answer.status_code == 200
        assert 'role="status"' in answer.content.decode()
    assert not Attendance.objects.exists()


def test_the_list_is_narrowed_without_script(world: World, client_as: Any) -> None:
    found = convened(world)
    found.comes("delegate")
    sits, ours, theirs = door(client_as, found), world.organisation("ours").name, world.organisation("theirs").name
    said = sits.look("door", q="DÉLEG")
    assert ours in said
    assert theirs not in said
    assert "Nobody on the list is called so." in sits.look("door", q="nobody at all")
    assert ours not in sits.look("door", show="missing").split("Quorum")[1]
    said = noted(sits, "in", "their_contact", q="their")
    assert theirs in said
    assert ours not in said


def test_the_chair_stands_at_the_door_too(world: World, client_as: Any) -> None:
    found = convened(world)
    name_chair(actor=found.desk(), meeting=found.id, person=world.people["delegate"])
    assert "Their contact is here." in noted(door(client_as, found, "delegate"), "in", "their_contact")


@pytest.mark.parametrize("who", ["delegate", "contact", "treasurer", "auditor", "stranger"])
def test_nobody_else_stands_at_the_door(world: World, client_as: Any, who: str) -> None:
    found = convened(world)
    sits = door(client_as, found, who)
    assert sits.client.get(sits.at("door")).status_code == 404
    given = {"key": "x", "in": str(world.people["delegate"])}
    assert sits.client.post(sits.at("door-note"), given).status_code == 404
    assert not Attendance.objects.exists()


def test_after_the_meeting_nobody_is_noted(world: World, client_as: Any) -> None:
    found = opened(world)
    close_meeting(actor=found.desk(), meeting=found.id)
    sits = door(client_as, found)
    assert "Leaves" not in sits.look("door")
    assert "not possible now" in noted(sits, "in", "contact")
