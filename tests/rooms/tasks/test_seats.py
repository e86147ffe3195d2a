"""Tasks about seats: what is vacant, which terms end, which are over."""

from datetime import date, timedelta

import pytest

from koinon.rooms.bodies.actions import record_resignation
from koinon.rooms.rulebook.queries import adopted_rules
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.seats import seat_tasks
from tests.rooms.bodies.board import TERM_ENDS, board, seated
from tests.world import World

IN_TIME = date(2026, 3, 10)


def of_seats(world: World, on: date, who: str = "membership") -> list[Task]:
    """What waits in the bodies on a day."""
    return list(seat_tasks(Asked(world.actor(who, on), adopted_rules())))


def test_no_seat_is_vacant_where_nobody_was_ever_elected(world: World) -> None:
    assert of_seats(world, IN_TIME) == []


def test_a_vacant_seat_waits_until_it_is_filled(world: World) -> None:
    held = board(world)
    (task,) = of_seats(world, IN_TIME)
    assert (task.kind, task.count, list(task.names)) == (kinds.FILL_SEATS, 1, ["board"])
    seated(world, "editor", "member", "ours", starts_on=IN_TIME)
    assert of_seats(world, IN_TIME) == []
    record_resignation(actor=world.actor("membership", IN_TIME), seat=held["contact"], ends_on=IN_TIME)
    assert [task.kind for task in of_seats(world, IN_TIME + timedelta(days=1))] == [kinds.FILL_SEATS]


@pytest.mark.parametrize(
    ("on", "months", "urgency"),
    [(date(2028, 6, 1), 12, "waiting"), (date(2028, 12, 1), 6, "waiting"), (date(2029, 3, 1), 3, "week")],
    ids=["12", "6", "3"],
)
def test_the_end_of_terms_is_warned_of(world: World, on: date, months: int, urgency: str) -> None:
    board(world)
    seated(world, "editor", "member", "ours")
    (task,) = of_seats(world, on)
    assert (task.kind, task.count, task.months, task.urgency) == (kinds.TERMS_END, 5, months, urgency)
    assert task.due_on == TERM_ENDS
    assert not task.late


def test_terms_that_are_over_wait_until_somebody_follows(world: World) -> None:
    seated(world, "contact", "president", "ours")
    (_vacant, task) = of_seats(world, date(2029, 6, 1))
    assert (task.kind, task.late, list(task.names)) == (kinds.TERMS_OVER, True, ["Contact"])
    seated(world, "their_contact", "president", "theirs", starts_on=date(2029, 6, 1))
    assert kinds.TERMS_OVER not in {task.kind for task in of_seats(world, date(2029, 6, 1))}


@pytest.mark.parametrize("who", ["contact", "technician"])
def test_seats_are_no_business_of_others(world: World, who: str) -> None:
    board(world)
    assert of_seats(world, IN_TIME, who) == []
