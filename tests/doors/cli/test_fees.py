"""`koinon fee` finds its rules: those adopted here, else the files; and it is there on a fresh checkout."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from pytest_django import Settings

from koinon.rooms.rulebook.models import RulebookVersion
from tests.doors.cli.conftest import Said
from tests.world import CECOP, World

ROOT = Path(__file__).parents[3]
NETWORK = ["fee", "--category", "network", "--budget", "50000", "--json"]


@pytest.fixture
def at_four_percent(tmp_path: Path) -> Path:
    """CECOP's rulebook with another rate."""
    folder = tmp_path / "rulebook"
    shutil.copytree(CECOP, folder)
    fees = folder / "fees.toml"
    fees.write_text(fees.read_text().replace("percent = 3.5", "percent = 4"))
    return folder


def amount(out: str) -> str:
    found: str = json.loads(out)["amount"]
    return found


def test_adopted_rules_come_before_the_files(
    said: Said, world: World, settings: Settings, at_four_percent: Path
) -> None:
    settings.KOINON_RULEBOOK = at_four_percent
    assert amount(said(*NETWORK, "--on", "2026-02-01")[1]) == "1750.00"
    RulebookVersion.objects.all().delete()
    assert amount(said(*NETWORK, "--on", "2026-02-01")[1]) == "2000.00"


def test_a_folder_given_comes_before_both(said: Said, world: World, at_four_percent: Path) -> None:
    for given in (["--rulebook", str(at_four_percent)], [f"--rulebook={at_four_percent}"]):
        assert amount(said(*NETWORK, "--on", "2026-02-01", *given)[1]) == "2000.00"


def test_before_the_first_rules_there_is_no_fee(said: Said, world: World) -> None:
    status, _out, err = said(*NETWORK, "--on", "2025-12-31")
    assert status == 2
    assert "no rule was in force" in err


def test_an_unknown_fee_ends_in_3(said: Said, world: World) -> None:
    status, out, _err = said("fee", "--category", "full", "--cooperatives", "12", "--json", "--on", "2026-02-01")
    assert status == 3
    assert json.loads(out)["amount"] is None
    assert json.loads(out)["missing"]


@pytest.mark.parametrize("given", [["--rulebook"], ["--rulebook", "/nowhere"]])
def test_a_folder_that_is_none_is_wrong_input(said: Said, world: World, given: list[str]) -> None:
    status, _out, err = said(*NETWORK, *given)
    assert status == 2
    assert "--rulebook" in err


def test_a_folder_with_mistakes_is_told(said: Said, world: World, at_four_percent: Path) -> None:
    (at_four_percent / "fees.toml").write_text("percent = ")
    status, _out, err = said(*NETWORK, "--rulebook", str(at_four_percent))
    assert status == 2
    assert "fees.toml, line 1" in err


def koinon(var: Path, *argv: str, output: "int | IO[bytes]" = subprocess.PIPE) -> "subprocess.CompletedProcess[str]":
    """The command as a process of its own, in a folder where nothing is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KOINON_", "DATABASE", "DJANGO"))}
    environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "KOINON_VAR": str(var)}
    command = [sys.executable, "-m", "koinon.doors.cli", *argv]
    return subprocess.run(command, env=environment, stdout=output, stderr=subprocess.PIPE, text=True, check=False)


def test_on_a_fresh_checkout_it_answers_and_leaves_nothing(tmp_path: Path) -> None:
    ended = koinon(tmp_path / "var", *NETWORK, "--on", "2026-01-01")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert amount(ended.stdout) == "1750.00"
    assert not (tmp_path / "var").exists()


def test_a_command_that_needs_a_database_says_that_there_is_none(tmp_path: Path) -> None:
    ended = koinon(tmp_path / "var", "journal", "verify")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "koinon setup" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_whoever_has_read_enough_is_not_told_of_a_fault(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        ended = koinon(tmp_path, *NETWORK, output=closed)
    assert (ended.returncode, ended.stderr) == (0, "")
