"""The command line as a whole: finding a command, and how failures are put into words."""

import os
from pathlib import Path

import pytest
from django.db.utils import OperationalError

from koinon.core import worker
from koinon.doors.cli import ground
from koinon.doors.cli import main as cli
from tests.doors.cli.conftest import Said
from tests.world import World


def test_help_lists_every_command(said: Said) -> None:
    status, out, _err = said("--help")
    assert status == 0
    assert all(f"  {name} " in out for name in cli.COMMANDS)
    assert said()[0] == 2


def test_an_unknown_command_is_told_with_the_nearest(said: Said) -> None:
    status, out, err = said("rulebok")
    assert (status, out) == (2, "")
    assert "did you mean rulebook?" in err
    assert "choose from fee, eligibility, rulebook" in said("quite-another")[2]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(said: Said, world: World, name: str) -> None:
    with pytest.raises(SystemExit) as ended:
        said(name, "--help")
    assert ended.value.code == 0


@pytest.mark.parametrize(
    "argv",
    [
        ["rulebook"],
        ["rulebook", "unknown"],
        ["rulebook", "check"],
        ["journal", "verify", "--unknown"],
        ["setup", "--unknown"],
        ["move"],
        ["worker", "--unknown"],
        ["docs", "extra"],
        ["actions", "--csv"],
    ],
)
def test_wrong_options_are_told_in_a_line(said: Said, argv: list[str]) -> None:
    status, out, err = said(*argv)
    assert (status, out) == (2, "")
    assert err.startswith(f"koinon {argv[0]}: ")
    assert err.count("\n") == 1


def test_the_worker_works_under_its_name(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    monkeypatch.setattr(worker, "run", names.append)
    assert said("worker", "--name", "first")[0] == 0
    assert names == ["first"]


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("no such table: core_journalhead"), 1, "koinon setup"),
        (RuntimeError("broken"), 1, "KOINON_TRACE=1"),
        (PermissionError(13, "Permission denied", "/var/x"), 1, "Permission denied"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_a_fault_is_put_into_words(
    said: Said, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, words: str
) -> None:
    def broken(name: str = "") -> None:
        raise error

    monkeypatch.setattr(worker, "run", broken)
    ended, out, err = said("worker")
    assert (ended, out) == (status, "")
    assert words in err
    assert "Traceback" not in err


def test_where_it_is_asked_for_the_trace_is_shown(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str = "") -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(worker, "run", broken)
    monkeypatch.setenv("KOINON_TRACE", "1")
    with pytest.raises(RuntimeError):
        said("worker")


def test_in_a_demo_s_folder_its_calendar_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOINON_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "sqlite:////elsewhere.sqlite3")
    for name in ("KOINON_DEMO", "KOINON_CLOCK_OFFSET"):
        # Set before it is taken away: of a name that was never there, nothing would be put back after the test.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    ground.live_in_the_demo()
    assert "KOINON_DEMO" not in os.environ
    (tmp_path / "demo.json").write_text('{"clock_offset": -77}')
    ground.live_in_the_demo()
    assert (os.environ["KOINON_DEMO"], os.environ["KOINON_CLOCK_OFFSET"]) == ("1", "-77")
    assert "DATABASE_URL" not in os.environ
