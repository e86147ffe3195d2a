"""Where a meeting is: items are taken up one by one, and what is undecided is known."""

from uuid import uuid4

import pytest

from koinon.rooms.assemblies.actions import elect, file_motion, take_up_item
from koinon.rooms.assemblies.candidates import as_person, names_of_standing, people_found, possible_tellers
from koinon.rooms.assemblies.course import course_of
from koinon.rooms.assemblies.models import AgendaItem
from tests.rooms.assemblies.meeting import SPEAKERS, Gathering, convened, opened
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World


def states(found: Gathering) -> dict[str, str]:
    return {row.item.key or row.item.decision: row.state for row in course_of(found.desk(), found.row)}


def test_take_up_item(world: World) -> None:
    found = opened(world)
    take_up_item(actor=found.desk(), item=found.item("budget"))
    current = found.row.current
    assert current is not None
    assert current.public_id == found.item("budget")
    assert line_of("assemblies.take_up_item", found.item("budget"))
    take_up_item(actor=found.desk(), item=found.item("accounts"))
    assert AgendaItem.objects.get(pk=found.row.current_id).key == "accounts"


def test_take_up_item_refused(world: World) -> None:
    found = convened(world)
    given = {"actor": found.desk(), "item": found.item("budget")}
    assert refused(take_up_item, **given) == "meeting_state"
    found.comes(*SPEAKERS.values())
    found.opens()
    assert refused(take_up_item, actor=found.actor("delegate"), item=found.item("budget")) == "not_allowed"
    assert refused(take_up_item, actor=found.desk(), item=uuid4()) == "not_found"
    AgendaItem.objects.filter(public_id=found.item("minutes")).update(stands=False)
    assert refused(take_up_item, actor=found.desk(), item=found.item("minutes")) == "not_on_the_agenda"
    found.asks("accounts")
    assert refused(take_up_item, **given) == "vote_open"
    assert no_line_of("assemblies.take_up_item")


def test_a_vote_takes_its_item_up(world: World) -> None:
    found = opened(world)
    found.asks("budget")
    current = found.row.current
    assert current is not None
    assert current.key == "budget"


def test_what_became_of_each_item(world: World) -> None:
    found = opened(world)
    for item, choice in (("accounts", "yes"), ("budget", "no")):
        vote = found.asks(item)
        for name in SPEAKERS.values():
            found.casts(name, vote, choice)
        found.closes(vote)
    elect(actor=found.desk(), item=found.item("elections"), seats=1, candidates=(str(world.people["delegate"]),))
    said = states(found)
    assert (said["accounts"], said["budget"], said["elections"]) == ("adopted", "rejected", "elected")
    assert (said["minutes"], said["exclusion"]) == ("undecided", "undecided")


def test_a_vote_on_an_amendment_decides_no_item(world: World) -> None:
    found = opened(world)
    item = found.item("working_plan")
    motion = file_motion(actor=found.desk(), item=item, title="Plan", text="Words").motion
    change = file_motion(actor=found.desk(), item=item, title="More", text="More words", parent=motion).motion
    found.closes(found.asks("working_plan", motion=change))
    assert states(found)["working_plan"] == "undecided"
    vote = found.asks("working_plan", motion=motion)
    for name in SPEAKERS.values():
        found.casts(name, vote)
    found.closes(vote)
    assert states(found)["working_plan"] == "adopted"


def test_the_course_is_for_whoever_presides(world: World) -> None:
    found = opened(world)
    assert course_of(found.actor("delegate"), found.row) == []
    assert len(course_of(found.desk(), found.row)) == 9


# ---- Who stands, and who counts ----


def test_people_are_found_by_a_part_of_their_name(world: World) -> None:
    found = opened(world)
    people = people_found(found.desk(), found.row, "DELE")
    assert [(one.person, one.members) for one in people] == [
        (world.people["delegate"], (world.organisation("ours").name,))
    ]
    assert people_found(found.desk(), found.row, " ") == []
    assert people_found(found.actor("delegate"), found.row, "dele") == []


def test_tellers_are_those_who_are_there_and_the_secretariat(world: World) -> None:
    found = opened(world)
    known = dict(possible_tellers(found.desk(), found.row, [str(world.people["delegate"])]))
    assert known[str(world.people["delegate"])] == "Delegate"
    assert str(world.people["membership"]) in known
    assert str(world.people["their_contact"]) not in known
    assert possible_tellers(found.actor("delegate"), found.row, []) == []


@pytest.mark.parametrize("candidate", ["North", "", "12345678"])
def test_an_alternative_is_nobody(candidate: str) -> None:
    assert as_person(candidate) is None


def test_candidates_by_name(world: World) -> None:
    who = str(world.people["delegate"])
    assert names_of_standing(["North", who]) == {who: "Delegate"}
