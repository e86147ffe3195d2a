"""What the machine could not do by itself."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.utils import timezone

from koinon.core.journal import MAY_WAIT
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Task


def machine_tasks() -> Iterator[Task]:
    """Messages that could not be delivered, and journal entries that nobody seals; both in one query."""
    late = timezone.now() - MAY_WAIT
    failed = OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED)
    waiting = JournalEntry.objects.filter(position=None, recorded_at__lt=late)
    counts = dict(_counted(failed, "failed").union(_counted(waiting, "waiting"), all=True))
    for name, kind in (("failed", kinds.DELIVER), ("waiting", kinds.SEAL)):
        if count := counts.get(name, 0):
            yield Task(kind, count, (), kind.urgency, late=True)


def _counted(rows: "QuerySet[Any]", name: str) -> "QuerySet[Any]":
    """How many rows there are, under a name."""
    named = rows.order_by().annotate(of=Value(name, output_field=CharField())).values("of")
    counted: QuerySet[Any] = named.annotate(count=Count("pk")).values_list("of", "count")
    return counted
