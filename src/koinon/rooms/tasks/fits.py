"""Members whose facts no longer fit what they were admitted as, and those of whom too little is known."""

from collections.abc import Iterator

from koinon.rooms.memberships.eligibility import fit_of_members
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.queries import NAMED

KINDS = {"misfit": kinds.LOOK_AT_MISFITS, "not_known": kinds.ASK_FOR_FACTS}


def fit_tasks(asked: Asked) -> Iterator[Task]:
    """How many members do not fit, and of how many nobody can tell."""
    if asked.rulebook is None:
        return
    fits = fit_of_members(asked.rulebook, asked.members, asked.today).values()
    for fit, kind in KINDS.items():
        if asked.shows(kind) and (names := [row.organisation for row in fits if row.fit == fit]):
            yield Task(kind, len(names), names[:NAMED], kind.urgency)
