"""Today: the tasks of the house in words, each with the page where it is done.

Which tasks there are, the room `tasks` derives from the records; nothing here is stored or counted again.
"""

from collections.abc import Iterator
from datetime import date

from koinon.doors.secretariat.today import bodies, house, life, meetings, members, money, year
from koinon.doors.secretariat.today.rows import TODAY, WAITING, WEEK, Desk, Row, Words, desk_of
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task
from koinon.rooms.tasks.fees import fee_tasks
from koinon.rooms.tasks.fits import fit_tasks
from koinon.rooms.tasks.machine import machine_tasks
from koinon.rooms.tasks.queries import tasks_of_house
from koinon.rooms.tasks.seats import seat_tasks
from koinon.rooms.tasks.year import year_tasks

WORDS: Words = {
    **members.WORDS,
    **money.WORDS,
    **house.WORDS,
    **bodies.WORDS,
    **meetings.WORDS,
    **life.WORDS,
    **year.WORDS,
}


def rows_of(desk: Desk) -> list[Row]:
    """Everything that needs a hand: the reader's own first, the late before the rest."""
    found = [WORDS[task.kind.key](desk, task) for task in _tasks(desk)]
    return sorted(found, key=lambda row: (not desk.is_mine(row), not row.late, row.due_on or date.max))


def _tasks(desk: Desk) -> Iterator[Task]:
    yield from tasks_of_house(desk.asked)
    if desk.so_far is not None and desk.rulebook is None:
        yield Task(kinds.ADOPT_RULES, 1, (), kinds.ADOPT_RULES.urgency, late=True)
    elif desk.so_far is not None:
        yield from fee_tasks(desk.asked, desk.so_far, desk.late)
    yield from fit_tasks(desk.asked)
    yield from seat_tasks(desk.asked)
    yield from year_tasks(desk.stand, desk.today)
    if desk.actor.may("outbox.see"):
        yield from machine_tasks()


__all__ = ["TODAY", "WAITING", "WEEK", "Desk", "Row", "desk_of", "rows_of"]
