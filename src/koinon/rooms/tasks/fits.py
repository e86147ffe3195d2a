"""Members whose facts no longer fit what they were admitted as, and those of whom too little is known."""

from collections.abc import Iterator, Mapping

from koinon.rooms.memberships.eligibility import Fit
from koinon.rooms.memberships.fits import fits_of_all
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.kinds import Kind
from koinon.rooms.tasks.queries import NAMED

KINDS: Mapping[Fit, Kind] = {"misfit": kinds.LOOK_AT_MISFITS, "not_known": kinds.ASK_FOR_FACTS}


def fit_tasks(asked: Asked) -> Iterator[Task]:
    """How many members do not fit, and of how many nobody can tell; for those who see all members. Two queries."""
    shown = {fit: kind for fit, kind in KINDS.items() if asked.over is None and asked.shows(kind)}
    if asked.rulebook is None or not shown:
        return
    fits = fits_of_all(asked.rulebook, asked.today)
    first = {pk for fit in shown for pk in fits[fit][:NAMED]}
    names = dict(asked.members.filter(pk__in=first).values_list("pk", "organisation__name")) if first else {}
    for fit, kind in shown.items():
        if count := len(fits[fit]):
            yield Task(kind, count, [names[pk] for pk in fits[fit][:NAMED] if pk in names], kind.urgency)
