"""`koinon move`: a house carried from one database to another, as it stands."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import pytest
from django.apps import apps
from django.db import connection, connections

from koinon.core import journal
from koinon.core.models import JournalEntry
from koinon.doors.cli import moving
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Mandate, Person
from tests.doors.cli.conftest import Said
from tests.doors.demo.conftest import an_empty_house
from tests.world import World


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The management commands that were asked for instead of run."""
    names: list[str] = []
    monkeypatch.setattr(moving, "call_command", lambda name, **_options: names.append(name))
    return names


@pytest.fixture
def origin(world: World, tmp_path: Path) -> Iterator[str]:
    """The test world, sealed, as a house in an SQLite file of its own."""
    if connection.vendor != "sqlite":
        pytest.skip("a copy of the test's database is only made on SQLite")
    journal.seal_waiting()
    place = tmp_path / "there.sqlite3"
    with contextlib.closing(sqlite3.connect(place)) as copy:
        copy.executescript("\n".join(written for written in connection.connection.iterdump() if "_fts" not in written))
    url = f"sqlite:///{place}"
    known = {"default": {}, moving.THERE: dict(dj_database_url.parse(url))}
    connections.settings[moving.THERE] = connections.configure_settings(known)[moving.THERE]
    # Tests may open the databases they named beforehand only; this one is open when the command comes to it.
    connections[moving.THERE].connect()
    yield url
    connections[moving.THERE].close()
    del connections[moving.THERE]
    del connections.settings[moving.THERE]


def test_a_house_is_carried_over_with_its_seals(said: Said, origin: str, called: list[str]) -> None:
    before = {model: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}
    entry = JournalEntry.objects.order_by("position")[0]
    with an_empty_house():
        status, out, err = said("move", "--from", origin)
        assert (status, err, called) == (0, "", ["migrate", "wagtail_update_index"])
        assert "The journal holds" in out
        after = {model: model._base_manager.count() for model in before}
        assert {model.__name__: count for model, count in after.items() if count != before[model]} == {}
        carried = JournalEntry.objects.order_by("position")[0]
        assert (carried.pk, carried.seal, carried.recorded_at) == (entry.pk, entry.seal, entry.recorded_at)
        new = Organisation.objects.create(name="The next one", country="BE")
        assert new.pk > max(Organisation.objects.exclude(pk=new.pk).values_list("pk", flat=True))


def test_a_house_with_people_is_not_overwritten(said: Said, world: World, origin: str, called: list[str]) -> None:
    people = Person.objects.count()
    status, _out, err = said("move", "--from", origin)
    assert status == 2
    assert "not empty" in err
    assert Person.objects.count() == people


def test_a_journal_that_was_tampered_with_is_told(said: Said, origin: str, called: list[str]) -> None:
    with contextlib.closing(sqlite3.connect(origin.removeprefix("sqlite:///"))) as house, house:
        house.execute("UPDATE core_journalentry SET door = 'elsewhere' WHERE position = 2")
    with an_empty_house():
        status, out, _err = said("move", "--from", origin)
        assert status == 1
        assert "entry 2" in out
        assert Mandate.objects.exists()


@pytest.mark.parametrize("url", ["what", "sqlite:////nowhere/none.sqlite3"])
def test_an_origin_that_is_none_is_wrong_input(said: Said, world: World, called: list[str], url: str) -> None:
    status, _out, err = said("move", "--from", url)
    assert status == 2
    assert "koinon move: " in err
    assert called == []
