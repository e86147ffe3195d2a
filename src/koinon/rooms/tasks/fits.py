"""Members whose facts no longer fit what they were admitted as, and those of whom too little is known."""

from collections.abc import Iterator, Mapping, Sequence

from django.core.cache import cache

from koinon.core.models import JournalEntry
from koinon.rooms.memberships.eligibility import fit_of_members
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.queries import NAMED

KINDS = {"misfit": kinds.LOOK_AT_MISFITS, "not_known": kinds.ASK_FOR_FACTS}
# Judging 10,000 members takes half a second, and the answer only changes with the day or when something is done.
# Two actions that end in another order than they began may hide one from the mark below: for a minute at most.
KEPT = 60


def fit_tasks(asked: Asked) -> Iterator[Task]:
    """How many members do not fit, and of how many nobody can tell; for those who see all members. Two queries."""
    shown = {fit: kind for fit, kind in KINDS.items() if asked.over is None and asked.shows(kind)}
    if asked.rulebook is None or not shown:
        return
    found = _counted(asked)
    for fit, kind in shown.items():
        count, names = found.get(fit, (0, ()))
        if count:
            yield Task(kind, count, names, kind.urgency)


def _counted(asked: Asked) -> Mapping[str, tuple[int, Sequence[str]]]:
    """How many members are judged how, with a few names; remembered until something is done."""
    last = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first()
    key = f"koinon.tasks.fits:{asked.today.isoformat()}:{last}"
    known: Mapping[str, tuple[int, Sequence[str]]] | None = cache.get(key)
    if known is None:
        known = _judged(asked)
        cache.set(key, known, KEPT)
    return known


def _judged(asked: Asked) -> Mapping[str, tuple[int, Sequence[str]]]:
    assert asked.rulebook is not None
    fits = fit_of_members(asked.rulebook, asked.members, asked.today).values()
    of = {fit: [row.organisation for row in fits if row.fit == fit] for fit in KINDS}
    return {fit: (len(names), names[:NAMED]) for fit, names in of.items()}
