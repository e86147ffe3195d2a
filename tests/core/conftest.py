"""The workbench's declarations stand in the registries for tests of the ground, and for no other."""

from collections.abc import Iterator
from typing import Any

import pytest

from koinon.core import action, outbox, permissions, reactions, schedule
from koinon.core.actors import Actor, system_actor
from tests.world import APPROVING, moment

REGISTRIES: list[dict[Any, Any]] = [
    permissions._registry,
    action._registry,
    outbox._handlers,
    reactions._kinds_by_fact,
    schedule._jobs,
]


@pytest.fixture(scope="session")
def _declarations() -> list[dict[Any, Any]]:
    """What the workbench adds to each registry, taken out again."""
    before = [set(registry) for registry in REGISTRIES]
    from tests.core import workbench  # noqa: F401

    added = [
        {name: registry[name] for name in set(registry) - known}
        for registry, known in zip(REGISTRIES, before, strict=True)
    ]
    for registry, names in zip(REGISTRIES, added, strict=True):
        for name in names:
            del registry[name]
    return added


@pytest.fixture(autouse=True)
def _workbench(_declarations: list[dict[Any, Any]]) -> Iterator[None]:
    from tests.core import workbench

    for registry, names in zip(REGISTRIES, _declarations, strict=True):
        registry.update(names)
    yield
    for registry, names in zip(REGISTRIES, _declarations, strict=True):
        for name in names:
            del registry[name]
    for made in (workbench.delivered, workbench.reacted, workbench.ran):
        made.clear()


@pytest.fixture
def house() -> Actor:
    """The system as an actor."""
    return system_actor(moment(APPROVING), "test")


@pytest.fixture
def quiet(db: None) -> None:
    """Journal, outbox and tasks without what building the world left in them."""
    from django_tasks_db.models import DBTaskResult

    from koinon.core.models import JournalEntry, JournalHead, OutboxMessage, ScheduledRun

    for model in (JournalEntry, JournalHead, OutboxMessage, ScheduledRun, DBTaskResult):
        model.objects.all().delete()
