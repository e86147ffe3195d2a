"""Seats of bodies that are vacant, terms that end, and terms that are over."""

from collections.abc import Iterator, Sequence

from koinon.rooms.bodies.composition import Composed, Ending, composed
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.kinds import Kind
from koinon.rooms.tasks.queries import NAMED

# The last of the rulebook's warnings is for this week; the earlier ones can wait.
LAST_WARNING = 3


def seat_tasks(asked: Asked) -> Iterator[Task]:
    """What waits in the bodies, for those who see all of them; the names of vacant seats are keys of bodies."""
    if asked.rulebook is None or asked.over is not None or not asked.shows(kinds.FILL_SEATS):
        return
    found = composed(asked.rulebook, asked.today, balanced=False)
    # A body to which nobody was ever elected is not in use here: nothing of it is vacant.
    vacant = [body for body in found if body.vacant and _in_use(body)]
    if vacant:
        keys = [body.rules.key for body in vacant]
        yield Task(kinds.FILL_SEATS, sum(body.vacant for body in vacant), keys[:NAMED], kinds.FILL_SEATS.urgency)
    if over := [one for body in found for one in body.over]:
        yield _of_terms(kinds.TERMS_OVER, over)
    ending: dict[int, list[Ending]] = {}
    for body in found:
        for one in body.soon:
            ending.setdefault(one.months, []).append(one)
    for months, rows in sorted(ending.items()):
        yield _of_terms(kinds.TERMS_END, rows, months)


def _in_use(body: Composed) -> bool:
    return bool(body.vacated) or any(seat.held is not None for seat in body.seats)


def _of_terms(kind: Kind, rows: Sequence[Ending], months: int | None = None) -> Task:
    first = sorted(rows, key=lambda row: (row.ends_on, row.seat.name))
    urgency = "week" if months is not None and months <= LAST_WARNING else kind.urgency
    names = [row.seat.name for row in first[:NAMED]]
    late = months is None
    return Task(kind, len(rows), names, urgency, due_on=first[0].ends_on, late=late, months=months)
