"""Who comes and leaves, each at a moment of its own; who has an interest in an item does not vote on it."""

from typing import Any
from uuid import uuid4

from koinon.rooms.assemblies.actions import check_in, declare_conflict, leave
from koinon.rooms.assemblies.models import Attendance, ConflictOfInterest
from tests.rooms.assemblies.meeting import Gathering, convened, opened, planned
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World


def come(found: Gathering, who: str, whom: str | None = None, **more: Any) -> Any:
    """Somebody checks in, or checks somebody else in."""
    person = found.world.people[whom or who]
    return check_in(actor=found.actor(who), meeting=found.id, person=person, **more)


def test_check_in(world: World) -> None:
    found = convened(world)
    come(found, "delegate", online=True)
    stay = Attendance.objects.get()
    assert (stay.person, stay.online, stay.left_at) == (world.people["delegate"], True, None)
    assert line_of("assemblies.check_in", found.id).outcome["person"] == str(world.people["delegate"])


def test_check_in_refused(world: World) -> None:
    found = convened(world)
    assert refused(come, found, "delegate", "contact") == "not_found"
    for who in ("stranger", "former", "editor", "finance_contact"):
        assert refused(come, found, who) == "not_found"
    nobody = {"meeting": found.id, "person": world.people["delegate"]}
    assert refused(check_in, actor=found.actor("nobody"), **nobody) == "not_found"
    assert refused(check_in, actor=found.desk(), meeting=found.id, person=uuid4()) == "not_found"
    come(found, "delegate")
    assert refused(come, found, "delegate") == "there_already"
    assert refused(come, planned(world), "delegate") == "meeting_state"
    on_site = planned(world, kind="on_site").row
    on_site.state = "convened"
    on_site.save()
    assert refused(come, Gathering(world, on_site.public_id), "delegate", online=True) == "on_site_only"
    assert Attendance.objects.count() == 1


def test_each_thing_has_a_moment_of_its_own(world: World) -> None:
    found = opened(world)
    moments = list(Attendance.objects.values_list("came_at", flat=True))
    assert len(set(moments)) == 3
    assert found.row.last_at == found.row.opened_at > max(moments)


def test_leave(world: World) -> None:
    found = opened(world)
    person = world.people["delegate"]
    left = leave(actor=found.actor("delegate"), meeting=found.id, person=person)
    assert Attendance.objects.get(person=person).left_at == left.at > found.row.opened_at
    assert line_of("assemblies.leave", found.id)
    come(found, "delegate")
    assert Attendance.objects.filter(person=person).count() == 2


def test_leave_refused(world: World) -> None:
    found = convened(world)
    given = {"meeting": found.id, "person": world.people["delegate"]}
    assert refused(leave, actor=found.actor("delegate"), **given) == "not_there"
    assert refused(leave, actor=found.actor("contact"), **given) == "not_found"
    assert no_line_of("assemblies.leave")


def test_declare_conflict(world: World) -> None:
    found = opened(world)
    item, person = found.item("budget"), world.people["delegate"]
    declare_conflict(actor=found.actor("delegate"), item=item, person=person, words="My firm gets the contract.")
    assert ConflictOfInterest.objects.get().words == "My firm gets the contract."
    assert line_of("assemblies.declare_conflict", item)
    vote = found.asks("budget")
    assert refused(found.casts, "delegate", vote) == "barred"
    found.casts("their_contact", vote)
    result = found.closes(vote).result
    assert result["quorum"]["parts"][0]["present"] == "3"
    found.casts("delegate", found.asks("accounts"))


def test_declare_conflict_refused(world: World) -> None:
    found = opened(world)
    item, person = found.item("budget"), world.people["delegate"]
    given = {"item": item, "person": person}
    assert refused(declare_conflict, actor=found.actor("contact"), **given) == "not_found"
    assert refused(declare_conflict, actor=found.actor("delegate"), item=uuid4(), person=person) == "not_found"
    vote = found.asks("budget")
    assert refused(declare_conflict, actor=found.actor("delegate"), **given) == "vote_open"
    assert no_line_of("assemblies.declare_conflict")
    found.closes(vote)
    declare_conflict(actor=found.desk(), **given)
    assert refused(declare_conflict, actor=found.desk(), **given) == "declared_already"
