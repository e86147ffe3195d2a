"""The open tasks: of one member, or of the house. Nothing here is stored: a task goes when its cause goes."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, QuerySet, Value, Window
from django.db.models.functions import Cast, RowNumber

from koinon.rooms.tasks.asked import Asked, Found, Task
from koinon.rooms.tasks.convening import ABOUT_CONVENING
from koinon.rooms.tasks.house import ABOUT_THE_HOUSE
from koinon.rooms.tasks.kinds import SOON, Kind, Urgency
from koinon.rooms.tasks.meetings import ABOUT_MEETINGS
from koinon.rooms.tasks.members import ABOUT_MEMBERS

# At the desk a task is a number with a few names; a member sees each of its own.
NAMED = 3
EACH = 50


def tasks_of_member(asked: Asked) -> list[Task]:
    """What one member has to do, one task for each record, in one query; what its fee still asks is apart."""
    return [task for found, rows in _read(_found(asked), EACH) for task in _one_each(found, rows, asked.today)]


def tasks_of_house(asked: Asked) -> list[Task]:
    """What waits for a hand at the desk, one task for each kind, in one query; fees and machine are apart."""
    return [_of_all(found, rows, asked.today) for found, rows in _read(_found(asked), NAMED)]


def _found(asked: Asked) -> list[Found]:
    asks = (*ABOUT_MEMBERS, *ABOUT_MEETINGS) if asked.over else (*ABOUT_MEMBERS, *ABOUT_THE_HOUSE, *ABOUT_CONVENING)
    return [found for ask in asks for found in ask(asked) if asked.shows(found.kind)]


def _read(wanted: Sequence[Found], limit: int) -> Iterator[tuple[Found, list[Any]]]:
    """Each set that has rows, with the first few: (set, how many, name, record, day, place), in one query."""
    if not wanted:
        return
    parts = [_numbered(found, number, limit) for number, found in enumerate(wanted)]
    of: dict[int, list[Any]] = {}
    for row in parts[0].union(*parts[1:], all=True):
        of.setdefault(row[0], []).append(row)
    for number, found in enumerate(wanted):
        if rows := of.get(number):
            yield found, sorted(rows, key=lambda row: row[-1])


def _numbered(found: Found, number: int, limit: int) -> "QuerySet[Any]":
    """The first rows of a set in a shape that can be united with the others'."""
    day = F(found.due) if found.due else Cast(Value(found.due_on), DateField())
    order = [F(found.due).asc(nulls_last=True)] if found.due else []
    numbered = (
        found.rows.select_related(None)
        .order_by()
        .annotate(
            of=Value(number),
            of_all=Window(Count("pk")),
            named=F(found.name),
            about=F(found.record),
            day=day,
            nth=Window(RowNumber(), order_by=[*order, F(found.name).asc(), F("pk").asc()]),
        )
    )
    first: QuerySet[Any] = numbered.filter(nth__lte=limit)
    return first.values_list("of", "of_all", "named", "about", "day", "nth")


def _one_each(found: Found, rows: Sequence[Any], today: date) -> Iterator[Task]:
    for _number, _count, name, record, day, _place in rows:
        late = day is not None and day < today
        yield Task(found.kind, 1, (name,), urgency_of(found.kind, day, today), record, day, late, found.year)


def _of_all(found: Found, rows: Sequence[Any], today: date) -> Task:
    _number, count, _name, record, day, _place = rows[0]
    names = [row[2] for row in rows]
    late = day is not None and day < today
    return Task(found.kind, count, names, urgency_of(found.kind, day, today), record, day, late, found.year)


def urgency_of(kind: Kind, day: date | None, today: date) -> Urgency:
    """How urgent a task is: what members are late with today, what is due within a week then, others as they are."""
    if day is None or kind.owed_by == "house" or kind.urgency == "today":
        return kind.urgency
    if day < today:
        return "today"
    return "week" if day - today <= SOON else kind.urgency
