"""What a folder needs before the demo can run in it: nothing twice, nothing half, nobody's house overwritten."""

import contextlib
import json
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from koinon.doors.demo import preparing
from koinon.doors.demo.cast import DemoRecord, Part, read_record
from koinon.doors.demo.fingerprints import migrations, network, static
from koinon.doors.demo.processes import check_port
from koinon.doors.demo.telling import Trouble

RECORD = DemoRecord(
    year=2026,
    clock_offset=-1000,
    network=network(preparing.rulebook_folder()),
    migrations=migrations(),
    static=static(),
    people=(Part("treasurer", "treasurer", "Marie Delcourt", "", "0" * 8),),
)


class Doings(list[str]):
    """What would have been run, each as its telling argument; `failing` ones end badly."""

    failing: str = ""

    @contextlib.contextmanager
    def run(self, run: dict[str, str], *arguments: str, fails: str) -> Iterator[None]:
        what = next(word for word in arguments if word in {"collectstatic", "migrate", "koinon.doors.demo.build"})
        self.append(what)
        yield
        if what == self.failing:
            raise Trouble(fails)
        var = Path(run["KOINON_VAR"])
        if what == "koinon.doors.demo.build":
            sqlite3.connect(var / "koinon.sqlite3").close()
            (var / "koinon.sqlite3").write_bytes(b"new")
            (var / "mail").mkdir()
            RECORD.write(var)
        if what == "collectstatic":
            (var / "static").mkdir(exist_ok=True)
            (var / "static" / "staticfiles.json").write_text("{}")


@pytest.fixture
def doings(monkeypatch: pytest.MonkeyPatch) -> Doings:
    made = Doings()
    monkeypatch.setattr(preparing, "_python", made.run)
    return made


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path


def built(var: Path, doings: Doings) -> None:
    preparing.ready(var)
    doings.clear()


def test_a_new_folder_is_built_once_and_then_left_alone(var: Path, doings: Doings) -> None:
    assert preparing.ready(var) == RECORD
    assert sorted(doings) == ["collectstatic", "koinon.doors.demo.build"]
    assert not (var / ".building").exists()
    assert (var / "secret.key").stat().st_mode & 0o777 == 0o600
    doings.clear()
    assert preparing.ready(var) == RECORD
    assert doings == []


def test_what_was_half_built_is_built_anew(var: Path, doings: Doings) -> None:
    (var / ".building").mkdir()
    (var / ".building" / "koinon.sqlite3").write_bytes(b"half")
    (var / "koinon.sqlite3").write_bytes(b"")
    preparing.ready(var)
    assert (var / "koinon.sqlite3").read_bytes() == b"new"


@pytest.mark.parametrize("written", ["", "{", "[]", '{"year": 2026}', '{"people": [{}]}'])
def test_a_record_that_cannot_be_read_means_building_anew(var: Path, doings: Doings, written: str) -> None:
    built(var, doings)
    (var / "demo.json").write_text(written)
    assert read_record(var) is None
    assert preparing.ready(var) == RECORD
    assert "koinon.doors.demo.build" in doings


def test_another_network_is_built_anew(var: Path, doings: Doings) -> None:
    built(var, doings)
    changed(var, network="of another day")
    preparing.ready(var)
    assert "koinon.doors.demo.build" in doings


def test_other_tables_are_migrated_and_what_people_did_is_kept(var: Path, doings: Doings) -> None:
    built(var, doings)
    (var / "koinon.sqlite3").write_bytes(b"used")
    changed(var, migrations="of another day")
    assert preparing.ready(var) == RECORD
    assert doings == ["migrate"]
    assert (var / "koinon.sqlite3").read_bytes() == b"used"


def test_where_migrating_fails_the_demo_is_built_anew(var: Path, doings: Doings) -> None:
    built(var, doings)
    changed(var, migrations="of another day")
    doings.failing = "migrate"
    preparing.ready(var)
    assert doings[0] == "migrate"
    assert "koinon.doors.demo.build" in doings


def test_other_static_files_are_gathered_anew(var: Path, doings: Doings) -> None:
    built(var, doings)
    changed(var, static="of another day")
    preparing.ready(var)
    assert doings == ["collectstatic"]
    assert read_record(var) == RECORD


def changed(var: Path, **values: str) -> None:
    record = json.loads((var / "demo.json").read_text())
    (var / "demo.json").write_text(json.dumps({**record, **values}))


def test_a_failed_building_leaves_no_record(var: Path, doings: Doings) -> None:
    doings.failing = "koinon.doors.demo.build"
    with pytest.raises(Trouble, match="could not be built"):
        preparing.ready(var)
    assert read_record(var) is None


@pytest.mark.parametrize("invented", [True, False])
def test_a_house_with_people_in_it_is_never_overwritten(var: Path, doings: Doings, invented: bool) -> None:
    with contextlib.closing(sqlite3.connect(var / "koinon.sqlite3")) as database, database:
        database.execute("CREATE TABLE people_person (invented bool)")
        database.execute("INSERT INTO people_person VALUES (?)", [invented])
    if invented:
        preparing.ready(var)
        assert "koinon.doors.demo.build" in doings
    else:
        with pytest.raises(Trouble, match="KOINON_VAR"):
            preparing.ready(var)
        assert doings == []


def test_files_that_are_not_the_demo_s_stay(var: Path, doings: Doings) -> None:
    (var / "letters").mkdir()
    (var / "letters" / "mine.txt").write_text("kept")
    preparing.ready(var)
    assert (var / "letters" / "mine.txt").read_text() == "kept"


def test_the_demo_s_processes_see_no_setting_of_the_house_outside(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "EMAIL_URL", "REDIS_URL", "KOINON_TEST"):
        monkeypatch.setenv(name, "set")
    environment = preparing.environment(var, KOINON_URL="http://127.0.0.1:1")
    assert not {"DATABASE_URL", "EMAIL_URL", "REDIS_URL", "KOINON_TEST"} & set(environment)
    assert (environment["KOINON_DEMO"], environment["KOINON_VAR"]) == ("1", str(var))


def test_a_folder_that_cannot_be_written_to_is_told(var: Path) -> None:
    (var / "file").write_text("")
    with pytest.raises(Trouble, match="cannot be written to"), preparing.alone_in(var / "file"):
        pass


def test_a_taken_port_is_told_with_another_to_try() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} is taken.*PORT={port + 1}"):
            check_port(port)
