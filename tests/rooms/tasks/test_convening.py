"""Tasks about meetings: what is to be convened, which convocations failed, for whom nobody would vote."""

from datetime import date

import pytest

from koinon.core.models import OutboxMessage
from koinon.rooms.assemblies.actions import NamedDelegate, convene, name_delegate
from koinon.rooms.rulebook.queries import adopted_rules
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.kinds import Kind
from koinon.rooms.tasks.queries import tasks_of_house
from tests.rooms.assemblies.meeting import CONVENED, MEETING_ON, convened, opened, planned, with_agenda
from tests.world import World

KINDS = (kinds.CONVENE_MEETING, kinds.DELIVER_CONVOCATIONS, kinds.FIND_DELEGATES)
LATEST = date(2026, 5, 21)


def of_meetings(world: World, on: date, who: str = "membership") -> dict[Kind, Task]:
    """What waits about meetings on a day."""
    found = tasks_of_house(Asked(world.actor(who, on), adopted_rules()))
    return {task.kind: task for task in found if task.kind in KINDS}


def test_a_planned_meeting_is_convened_by_its_last_day(world: World) -> None:
    found = planned(world)
    assert of_meetings(world, date(2026, 4, 20)) == {}
    task = of_meetings(world, CONVENED)[kinds.CONVENE_MEETING]
    assert (task.count, list(task.names), task.record, task.due_on) == (1, ["assembly"], found.id, LATEST)
    assert not task.late
    assert of_meetings(world, date(2026, 5, 22))[kinds.CONVENE_MEETING].late


def test_each_body_has_its_notice(world: World) -> None:
    planned(world, body="board", kind="on_site", ordinary=False)
    task = of_meetings(world, date(2026, 6, 1))[kinds.CONVENE_MEETING]
    assert (list(task.names), task.due_on) == (["board"], date(2026, 6, 10))


def test_what_is_convened_is_no_task_any_more(world: World) -> None:
    convened(world)
    assert kinds.CONVENE_MEETING not in of_meetings(world, CONVENED)


def test_a_convocation_that_failed(world: World) -> None:
    found = convened(world)
    assert kinds.DELIVER_CONVOCATIONS not in of_meetings(world, CONVENED)
    row = OutboxMessage.objects.filter(kind="assemblies.convocation")[0]
    row.state = OutboxMessage.State.FAILED
    row.save()
    task = of_meetings(world, CONVENED)[kinds.DELIVER_CONVOCATIONS]
    assert (task.count, task.record) == (1, found.id)


def test_members_for_whom_nobody_would_vote(world: World) -> None:
    found = with_agenda(world)
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    task = of_meetings(world, CONVENED)[kinds.FIND_DELEGATES]
    assert (task.count, task.record, task.due_on) == (2, found.id, MEETING_ON)
    assert list(task.names) == ["Confédération des coopératives de travail", "Fondo Mutualistico Solidale"]
    name_delegate(
        actor=found.desk(CONVENED),
        meeting=found.id,
        member=world.organisations["theirs"],
        delegates=[NamedDelegate(world.people["their_contact"])],
    )
    assert of_meetings(world, CONVENED)[kinds.FIND_DELEGATES].count == 1
    assert of_meetings(world, date(2026, 4, 30)) == {}


def test_with_delegates_for_all_nothing_waits(world: World) -> None:
    convened(world)
    assert of_meetings(world, CONVENED) == {}


def test_a_meeting_that_is_open_waits_for_nobody_here(world: World) -> None:
    opened(world, "delegate")
    assert of_meetings(world, MEETING_ON) == {}


@pytest.mark.parametrize("who", ["contact", "technician"])
def test_meetings_are_no_business_of_others(world: World, who: str) -> None:
    planned(world)
    assert of_meetings(world, CONVENED, who) == {}
