"""`koinon rulebook`: checked, adopted by a decision, listed."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from koinon.core.models import JournalEntry
from koinon.rooms.rulebook.models import RulebookVersion
from koinon.rooms.rulebook.queries import rulebook_in_force
from tests.doors.cli.conftest import Said
from tests.world import CECOP, World

ADOPT = ["--from", "2026-07-01", "--decision", "General Assembly; 2026-06-12; GA2026/3", "--as"]


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    """A copy of CECOP's rulebook, to be changed."""
    folder = tmp_path / "rulebook"
    shutil.copytree(CECOP, folder, ignore=shutil.ignore_patterns("examples"))
    return folder


def change(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after), encoding="utf-8")


def test_a_sound_rulebook_is_summed_up(said: Said) -> None:
    status, out, _err = said("rulebook", "check", str(CECOP))
    assert status == 0
    assert "3 categories, 7 criteria, 4 bases" in out
    facts = json.loads(said("rulebook", "check", str(CECOP), "--json")[1])
    assert (facts["valid"], facts["code"], facts["in_force_from"]) == (True, "cecop", "2026-01-01")


def test_every_mistake_of_a_rulebook_is_told(said: Said, rulebook: Path) -> None:
    change(rulebook, "fees.toml", "percent = 3.5", 'percent = "much"')
    change(rulebook, "categories.toml", "rank = 2", "rnk = 2")
    status, out, err = said("rulebook", "check", str(rulebook))
    assert status == 2
    assert "categories.toml, line" in out
    assert "fees.toml, line" in out
    assert "did you mean 'rank'?" in out
    assert "mistakes to mend" in err
    data = json.loads(said("rulebook", "check", str(rulebook), "--json")[1])
    assert not data["valid"]
    assert {"file", "line", "key", "found", "allowed", "suggestion"} <= set(data["errors"][0])


def test_a_folder_that_is_none_is_wrong_input(said: Said, tmp_path: Path) -> None:
    status, _out, err = said("rulebook", "check", str(tmp_path / "none"))
    assert status == 2
    assert "a folder with a rulebook's files" in err


def test_a_rulebook_is_adopted_by_somebody_and_a_decision(said: Said, world: World, rulebook: Path) -> None:
    change(rulebook, "fees.toml", "percent = 3.5", "percent = 4")
    officer = world.person("secretary_general")
    status, out, err = said("rulebook", "adopt", str(rulebook), *ADOPT, officer.email)
    assert (status, err) == (0, "")
    assert "in force from 2026-07-01" in out
    row = RulebookVersion.objects.get(in_force_from=date(2026, 7, 1))
    assert (row.adopted_by, row.decision.reference) == (officer.public_id, "GA2026/3")
    entry = JournalEntry.objects.filter(action="rulebook.adopt_rulebook").order_by("-id")[0]
    assert (entry.door, entry.actor) == ("cli", officer.public_id)
    network = rulebook_in_force(date(2026, 7, 1)).fees["network"]
    assert network.parts[0].percent == 4  # type: ignore[union-attr]


def test_the_decision_may_be_given_in_parts_and_the_person_by_id(said: Said, world: World, rulebook: Path) -> None:
    change(rulebook, "fees.toml", "percent = 3.5", "percent = 4")
    officer = str(world.person("secretary_general").public_id)
    parts = ["--decision", "GA2026/3", "--body", "General Assembly", "--decided-on", "2026-06-12"]
    status, out, _err = said(
        "rulebook", "adopt", str(rulebook), "--from", "2026-07-01", *parts, "--as", officer, "--json"
    )
    assert status == 0
    assert json.loads(out)["in_force_from"] == "2026-07-01"
    row = RulebookVersion.objects.get(in_force_from=date(2026, 7, 1))
    assert (row.decision.body, row.decision.taken_on) == ("General Assembly", date(2026, 6, 12))


@pytest.mark.parametrize(
    ("decision", "more"),
    [
        ("GA2026/3", []),
        ("General Assembly; 2026-06-12", []),
        ("General Assembly; in June; GA2026/3", []),
        ("; 2026-06-12; GA2026/3", []),
        ("GA2026/3", ["--body", "General Assembly"]),
        ("General Assembly; 2026-06-12; GA2026/3", ["--body", "Board"]),
    ],
)
def test_an_unclear_decision_is_wrong_input(said: Said, world: World, decision: str, more: list[str]) -> None:
    who = world.person("secretary_general").email
    status, _out, err = said(
        "rulebook", "adopt", str(CECOP), "--from", "2026-07-01", "--decision", decision, *more, "--as", who
    )
    assert status == 2
    assert "allowed" in err
    assert RulebookVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "words"),
    [("nobody@example.org", "nobody is on record"), ("auditor", "You may not do this"), ("contact", "You may not")],
)
def test_who_may_not_adopt_does_not(said: Said, world: World, rulebook: Path, who: str, words: str) -> None:
    change(rulebook, "fees.toml", "percent = 3.5", "percent = 4")
    person = who if "@" in who else world.person(who).email
    status, _out, err = said("rulebook", "adopt", str(rulebook), *ADOPT, person)
    assert status == 2
    assert words in err
    assert RulebookVersion.objects.count() == 1


def test_the_same_version_is_not_adopted_twice(said: Said, world: World) -> None:
    who = world.person("secretary_general").email
    argv = ["--from", "2026-01-01", "--decision", "Board; 2026-02-10; B2026/2", "--as", who]
    status, _out, err = said("rulebook", "adopt", str(CECOP), *argv)
    assert status == 2
    assert "in force from that day already" in err


def test_a_rulebook_with_mistakes_is_not_adopted(said: Said, world: World, rulebook: Path) -> None:
    change(rulebook, "fees.toml", "percent = 3.5", "percent = -1")
    status, _out, err = said("rulebook", "adopt", str(rulebook), *ADOPT, world.person("secretary_general").email)
    assert status == 2
    assert "fees.toml, line" in err


def test_versions_are_listed_latest_first(said: Said, world: World) -> None:
    status, out, _err = said("rulebook", "versions")
    assert status == 0
    assert out.startswith("2026-01-01  cecop  ")
    assert "General Assembly, GA2025/7" in out
    (row,) = json.loads(said("rulebook", "versions", "--json")[1])
    assert row["decided_on"] == "2025-05-22"
    RulebookVersion.objects.all().delete()
    assert "No version was adopted yet" in said("rulebook", "versions")[1]
