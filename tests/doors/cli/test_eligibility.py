"""`koinon eligibility`: what it prints, and how it ends."""

import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.doors.cli.conftest import Said
from tests.world import CECOP, World

EXAMPLES = tomllib.loads((CECOP / "examples" / "joining.toml").read_text())["example"]
Written = Callable[[str | bytes], str]
FITS = 'level = "national"\nworker_cooperatives = true\ncicopa = "member"\n'


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a file of facts; gives its path."""

    def write(text: str | bytes) -> str:
        path = tmp_path / "facts.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def as_toml(facts: Mapping[str, Any]) -> str:
    return "\n".join(f"{key} = {json.dumps(value)}" for key, value in facts.items())


def judged(said: Said, path: str, *more: str) -> tuple[int, dict[str, Any]]:
    status, out, _err = said("eligibility", path, "--json", "--rulebook", str(CECOP), "--on", "2026-02-01", *more)
    return status, json.loads(out)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["title"])
def test_the_rulebooks_examples(said: Said, written: Written, example: dict[str, Any]) -> None:
    status, found = judged(said, written(as_toml(example["facts"])))
    assert found["category"] == example.get("category")
    assert found["criterion"] == example.get("criterion")
    assert [gap["fact"] for gap in found["missing"]] == example.get("ask", [])
    assert [told["key"] for told in found["contradictions"]] == example.get("contradicts", [])
    assert status == (3 if "ask" in example else 0)


def test_each_criterion_says_why(said: Said, written: Written) -> None:
    _status, found = judged(said, written(FITS))
    by_key = {row["key"]: row for row in found["criteria"]}
    assert len(by_key) == 7
    met, against = by_key["national_organisation"], by_key["european_organisation"]
    assert (met["category"], met["state"]) == ("full", "met")
    assert "At which level does your organisation work? A whole country." in met["reason"]
    assert met["facts"][1] == {"fact": "worker_cooperatives", "answer": True, "wanted": [True], "state": "met"}
    assert against["state"] == "not_met"
    assert "A whole country; needed: Several countries of Europe." in against["reason"]
    assert by_key["european_group"]["state"] == "unknown"
    assert by_key["european_group"]["reason"] == "Still to answer: Which legal form does your organisation have?"


def test_only_what_decides_is_told(said: Said, written: Written) -> None:
    _status, found = judged(said, written(FITS.replace("worker_cooperatives = true", "worker_cooperatives = false")))
    against = next(row for row in found["criteria"] if row["key"] == "european_organisation")
    assert "Do worker cooperatives belong" not in against["reason"]


def test_the_account_in_words(said: Said, written: Written) -> None:
    status, out, err = said("eligibility", written(FITS), "--rulebook", str(CECOP), "--on", "2026-02-01")
    assert (status, err) == (0, "")
    assert out.startswith("Category: Full member\n")
    assert "organisation of worker or social cooperatives: met\n" in out
    assert out.endswith("Rulebook CECOP, in force since 1 January 2026\n")


def test_contradictions_are_told(said: Said, written: Written) -> None:
    path = written(FITS + "sectoral = false\nfull_member = 'Federation X'\n")
    status, found = judged(said, path)
    assert (status, found["category"]) == (0, "full")
    (told,) = found["contradictions"]
    assert (told["key"], told["source"]) == ("branch_of_nobody", ["S26"])
    assert told["facts"] == {"sectoral": False, "full_member": "Federation X"}
    assert told["sentence"].startswith("The organisation is no branch of a full member, and yet")
    _status, out, _err = said("eligibility", path, "--rulebook", str(CECOP), "--on", "2026-02-01")
    assert "These answers contradict each other:" in out
    assert "Of which full member is it the branch? Federation X." in out
    assert judged(said, written(FITS))[1]["contradictions"] == []


def test_nothing_known_is_open_and_nothing_fitting_is_settled(said: Said, written: Written) -> None:
    status, out, _err = said("eligibility", written(""), "--rulebook", str(CECOP), "--on", "2026-02-01")
    assert status == 3
    assert "not known yet" in out
    assert "  level: At which level does your organisation work?" in out
    none = next(example for example in EXAMPLES if "category" not in example and "ask" not in example)
    status, out, _err = said(
        "eligibility", written(as_toml(none["facts"])), "--rulebook", str(CECOP), "--on", "2026-02-01"
    )
    assert status == 0
    assert out.startswith("Category: none fits\n")


def test_the_questions_with_the_criteria_they_serve(said: Said) -> None:
    status, out, _err = said("eligibility", "--questions", "--json", "--rulebook", str(CECOP), "--on", "2026-02-01")
    rows = {row["fact"]: row for row in json.loads(out)}
    assert status == 0
    assert rows["level"]["allowed"] == ["national", "regional", "european", "local"]
    assert rows["worker_cooperatives"]["allowed"] == [True, False]
    assert rows["statutes_article"]["allowed"] == "words"
    assert rows["statutes_refer"]["criteria"] == ["named_in_statutes"]
    assert len(rows["cicopa"]["criteria"]) == 6
    assert "named_in_statutes" not in rows["cicopa"]["criteria"]
    assert all(row["criteria"] and row["question"] for row in rows.values())
    words = said("eligibility", "--questions", "--rulebook", str(CECOP), "--on", "2026-02-01")[1]
    assert "  allowed: true (Yes), false (No)\n" in words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("level = 3", "level: found 3, allowed: national, regional"),
        ('level = "galactic"', 'level: found "galactic", allowed: national'),
        ('worker_cooperatives = "yes"', 'worker_cooperatives: found "yes", allowed: true or false'),
        ("statutes_article = 4", "statutes_article: found 4, allowed: words"),
        ("statutes_article = 2026-01-01", "statutes_article: found 2026-01-01, allowed: words"),
        ('[facts]\nlevel = "national"', "facts: found a table, allowed: level, "),
        ('level = ["national"]', "level: found a list, allowed: national"),
        ("shoe_size = 44", "shoe_size: found 44, allowed: level, "),
        (f'level = "{"x" * 5000}"', "…, allowed: national"),
        ("level =", "is no TOML"),
        ('level = "national"\nlevel = "local"', "is no TOML"),
        (b"\xff\xfe\x00", "bytes that are no text"),
        ("a = " + "[" * 5000, "is no TOML"),
    ],
)
def test_what_cannot_be_read_is_told(said: Said, written: Written, text: str | bytes, told: str) -> None:
    status, out, err = said("eligibility", written(text), "--json", "--rulebook", str(CECOP))
    assert status == 2
    assert told in err
    assert told in json.loads(out)["error"]
    assert len(err) < 700


@pytest.mark.parametrize("line", ["", "nowhere.toml", "--questions x", "/", "--on tomorrow x", "--sort", "a b"])
def test_a_line_that_makes_no_sense_is_told(said: Said, world: World, line: str) -> None:
    status, out, err = said("eligibility", *line.split())
    assert (status, out) == (2, "")
    assert err.startswith("koinon eligibility: ")
    assert "Traceback" not in err


def test_the_rules_adopted_here_come_first(said: Said, world: World, written: Written) -> None:
    status, out, err = said("eligibility", written(FITS), "--json", "--on", "2025-12-31")
    assert status == 2
    assert "no rule was in force" in err
    status, out, _err = said("eligibility", written(FITS), "--json", "--on", "2026-02-01")
    assert json.loads(out)["rulebook"]["in_force_from"] == "2026-01-01"
