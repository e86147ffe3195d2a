"""`koinon fee`: what it prints, and how it ends."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from koinon.doors.cli.fee import run
from koinon.statutes.rulebook import Rulebook, RulebookHistory, load_rulebook, parse_rulebook, texts_of

CECOP = Path(__file__).parents[3] / "rulebook" / "cecop"


@pytest.fixture(scope="module")
def rulebook_for() -> Callable[[date], Rulebook]:
    """CECOP's rules by day."""
    return RulebookHistory([load_rulebook(CECOP)]).in_force_on


@pytest.fixture
def koinon_fee(
    rulebook_for: Callable[[date], Rulebook], capsys: pytest.CaptureFixture[str]
) -> Callable[[str], tuple[int, str, str]]:
    """Run a command line: exit status, standard output, standard error."""

    def command(line: str) -> tuple[int, str, str]:
        status = run(line.split(), rulebook_for)
        return (status, *capsys.readouterr())

    return command


Command = Callable[[str], tuple[int, str, str]]


def data(output: str) -> dict[str, Any]:
    """The JSON that was printed."""
    read: dict[str, Any] = json.loads(output)
    return read


def test_a_full_members_fee_in_words(koinon_fee: Command) -> None:
    status, out, err = koinon_fee("--category full --cooperatives 252 --turnover 540000000 --on 2026-01-01")
    assert (status, err) == (0, "")
    assert out == (
        "Fee 2026                                                  €3,450.00   illustrative\n"
        "  Fee A  252 affiliated cooperatives  tranche 201–500     €1,450.00\n"
        "  Fee B  €540,000,000 turnover        tranche €500m–€1bn  €2,000.00\n"
        "  Rulebook CECOP, in force since 1 January 2026\n"
    )


def test_a_full_members_fee_as_data(koinon_fee: Command) -> None:
    line = "--category full --cooperatives 252 --turnover 540_000_000.00 --on 2026-01-01 --json"
    status, out, err = koinon_fee(line)
    found = data(out)
    assert (status, err) == (0, "")
    assert (found["amount"], found["currency"], found["illustrative"]) == ("3450.00", "EUR", True)
    assert found["missing"] == []
    assert set(found["rulebook"]) == {"code", "name", "version", "in_force_from"}
    assert found["rulebook"]["in_force_from"] == "2026-01-01"
    keys = ("label", "basis", "value", "tranche", "amount")
    assert [tuple(line[key] for key in keys) for line in found["lines"]] == [
        ("Fee A", "cooperatives", 252, "201–500", "1450.00"),
        ("Fee B", "turnover", "540000000.00", "€500m–€1bn", "2000.00"),
    ]


def test_the_other_categories_as_data(koinon_fee: Command) -> None:
    status, out, _ = koinon_fee("--category associated --nature financial --on 2026-05-01 --json")
    assert (status, data(out)["amount"], data(out)["illustrative"]) == (0, "3000.00", True)
    assert data(out)["lines"][0]["value"] == "financial"
    status, out, _ = koinon_fee("--category network --budget 50000 --on 2026-05-01 --json")
    assert (status, data(out)["amount"], data(out)["illustrative"]) == (0, "1750.00", False)
    assert data(out)["lines"][0]["tranche"] is None


def test_without_a_day_the_rules_of_today_count(capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[date] = []
    book = parse_rulebook({**texts_of(CECOP)})

    def rulebook_for(on: date) -> Rulebook:
        asked.append(on)
        return book

    assert run(["--category", "network", "--budget", "50000", "--json"], rulebook_for) == 0
    assert data(capsys.readouterr().out)["year"] == asked[0].year


def test_an_unknown_fee_ends_with_three(koinon_fee: Command) -> None:
    status, out, err = koinon_fee("--category full --cooperatives 252 --on 2026-01-01 --json")
    found = data(out)
    assert (status, err, found["amount"]) == (3, "", None)
    assert [(gap["key"], gap["reason"], gap["asks"]) for gap in found["missing"]] == [
        ("turnover", "not_given", "member")
    ]
    status, out, _ = koinon_fee("--category full --cooperatives 0 --turnover 5 --on 2026-01-01 --json")
    assert (status, data(out)["missing"][0]["asks"]) == (3, "secretariat")
    status, out, _ = koinon_fee("--category full --on 2026-01-01")
    assert status == 3
    assert "not known yet" in out
    assert "How many cooperatives are affiliated to your organisation? (asks the member)" in out


WRONG = [
    ("--category ful", "category: found ful, allowed: full, associated, network"),
    ("", "--category"),
    ("--category full --cooperatives -5", "--cooperatives: found -5, allowed: digits"),
    ("--category full --cooperatives 2.5", "allowed: a whole number"),
    ("--category network --budget 540,5x", "--budget: found 540,5x, allowed: digits"),
    ("--category network --budget 540,000", "allowed: digits"),
    ("--category network --budget nan", "allowed: digits"),
    ("--category network --budget Infinity", "allowed: digits"),
    ("--category network --budget 1e9", "allowed: digits"),
    ("--category network --budget 5.555", "at most two decimals"),
    ("--category network --budget _5", "allowed: digits"),
    ("--category network --budget ٣", "allowed: digits"),
    ("--category network --budget " + "9" * 60, "an amount from 0 to"),
    ("--category network --budget", "expected one argument"),
    ("--category network --turnover 5", "--turnover plays no part in the fee of network, which needs --budget"),
    ("--category associated --nature bank", "nature: found bank, allowed: financial, non_financial"),
    ("--category full --cooperative 5", "unrecognized arguments"),
    ("--category network --budget 5 --on 2026-13-01", "--on: found 2026-13-01, allowed: a day such as"),
    ("--category network --budget 5 --on yesterday", "allowed: a day such as"),
    ("--category network --budget 5 --on 2025-12-31", "no rule was in force on 2025-12-31"),
]


@pytest.mark.parametrize(("line", "words"), WRONG)
def test_wrong_input_ends_with_two_and_says_what_is_allowed(koinon_fee: Command, line: str, words: str) -> None:
    status, out, err = koinon_fee(line)
    assert (status, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1
    status, out, err = koinon_fee(f"{line} --json")
    assert status == 2
    if not line.endswith("--budget"):
        assert words in data(out)["error"]
    assert data(out)["amount"] is None


def test_a_new_basis_brings_its_own_option(capsys: pytest.CaptureFixture[str]) -> None:
    texts = texts_of(CECOP)
    texts["fees.toml"] = (
        texts["fees.toml"]
        .replace("[bases.budget]", "[bases.worker_members]", 1)
        .replace('unit = "money"\nlabel.en = "Operational budget"', 'unit = "count"\nlabel.en = "100 % of members"')
        .replace('kind = "rate"', 'kind = "slices"')
        .replace('basis = "budget"\npercent = 3.5', 'basis = "worker_members"\nslices = [{ from = 0, each = 2.00 }]')
    )
    texts["eligibility.toml"] = texts["eligibility.toml"].replace('["budget"]', '["worker_members"]')
    declarations = texts["declarations.toml"].replace("figures.budget]", "figures.worker_members]")
    texts["declarations.toml"] = declarations.replace('basis = "budget"', 'basis = "worker_members"')
    book = parse_rulebook(texts)
    line = "--category network --worker-members 1000 --on 2026-01-01 --json"
    assert run(line.split(), lambda on: book) == 0
    assert data(capsys.readouterr().out)["amount"] == "2000.00"
    with pytest.raises(SystemExit) as ended:
        run(["--help"], lambda on: book)
    assert ended.value.code == 0
    assert "--worker-members NUMBER" in capsys.readouterr().out
