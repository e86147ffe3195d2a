"""What the desk has the worker do because no page should wait for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from koinon.core import journal


@task()
def verify_journal() -> dict[str, Any]:
    """Recompute the journal's seals; the task's result is the verdict."""
    verdict = journal.verify()
    return {"sealed": verdict.sealed, "waiting": verdict.waiting, "head": verdict.head, "faults": verdict.faults}


@dataclass(frozen=True, slots=True)
class Check:
    """The last check of the journal: running, failed, or done with a verdict."""

    running: bool
    at: datetime | None = None
    verdict: dict[str, Any] | None = None

    @property
    def holds(self) -> bool:
        """Whether the check found nothing."""
        return self.verdict is not None and not self.verdict["faults"]


def last_check() -> Check | None:
    """The last check that somebody asked for; None where nobody has lately. One query."""
    row = DBTaskResult.objects.filter(task_path=verify_journal.module_path).order_by("-enqueued_at").first()
    if row is None:
        return None
    if row.finished_at is None:
        return Check(running=True)
    done = row.status == TaskResultStatus.SUCCESSFUL
    return Check(running=False, at=row.finished_at, verdict=row.return_value if done else None)
