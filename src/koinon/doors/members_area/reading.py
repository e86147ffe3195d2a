"""What a member's tasks are put into words with, and the row that each becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from koinon.doors.members_area.claims import Shown
from koinon.doors.members_area.coming import Coming
from koinon.doors.members_area.declaring import Declaring
from koinon.doors.members_area.naming import Naming
from koinon.doors.members_area.visit import Visit
from koinon.rooms.tasks.asked import Task as Found

Task = dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """The visit, and what its page has read already; `votes` says whether the organisation may vote as it stands."""

    visit: Visit
    years: Sequence[Declaring]
    claims: Sequence[Shown]
    naming: Naming
    coming: Coming
    email: str
    votes: bool = False

    def year(self, task: Found) -> Declaring | None:
        """The figures that a task is about."""
        return next((one for one in self.years if one.year == task.year), None)


def task_row(task: Found, title: str, detail: str = "") -> Task:
    """A task as a page shows it."""
    return {"title": title, "detail": detail, "due_on": task.due_on, "state": "overdue" if task.late else "due"}
