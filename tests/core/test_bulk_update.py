"""Writing different values to many rows: each its own, JSON and dates included, nothing else touched."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from koinon.core.bulk import update_each
from koinon.core.models import JournalEntry

NOW = datetime(2026, 4, 1, 8, tzinfo=UTC)


def entries(count: int) -> list[JournalEntry]:
    """Rows to change."""
    rows = [
        JournalEntry(action=f"a{number}", actor_kind="system", door="test", recorded_at=NOW) for number in range(count)
    ]
    return JournalEntry.objects.bulk_create(rows)


def test_each_row_gets_its_own(db: None) -> None:
    rows = entries(3)
    for number, row in enumerate(rows):
        row.outcome, row.at, row.subject, row.action = {"n": number}, NOW, uuid4(), "not to be written"
    update_each(rows, ["outcome", "at", "subject"])
    for number, row in enumerate(rows):
        kept = JournalEntry.objects.get(pk=row.pk)
        assert (kept.outcome, kept.at, kept.subject) == ({"n": number}, NOW, row.subject)
        assert kept.action == f"a{number}"


def test_none_is_nothing(db: None) -> None:
    update_each([], ["outcome"])


def test_an_unknown_name_is_a_mistake(db: None) -> None:
    with pytest.raises(KeyError):
        update_each(entries(1), ["outcomes"])
