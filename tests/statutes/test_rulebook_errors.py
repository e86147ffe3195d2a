"""A mistake in a rulebook is told with file, line, key, what was found, what is allowed, and a suggestion."""

import tomllib
from pathlib import Path

import pytest

from koinon.statutes.rulebook import RulebookErrors, load_rulebook, parse_rulebook
from koinon.statutes.rulebook.parser import hash_of, texts_of

from .books import changed, errors_in

ROW_201 = "{ from = 201, up_to = 500, amount = 1450.00 }"
MISTAKES = tomllib.loads((Path(__file__).parent / "mistakes.toml").read_text())["mistake"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake['code']} {mistake['write']}")
def test_each_mistake_is_told_where_it_stands(cecop_texts: dict[str, str], mistake: dict[str, str]) -> None:
    errors = errors_in(changed(cecop_texts, mistake["file"], mistake["where"], mistake["write"]))
    told = [error for error in errors if (error.code, error.key) == (mistake["code"], mistake["key"])]
    assert told, [str(error) for error in errors]
    error = told[0]
    assert mistake["found"] in error.found
    assert mistake["allowed"] in error.allowed
    assert error.suggestion == mistake.get("suggestion")
    assert error.file == mistake.get("told_in", mistake["file"])
    assert str(error).startswith(f"{error.file}, line {error.line}:")


LINES = [
    ("fees.toml", "percent = 3.5", "percentage = 3.5", "percentage = 3.5"),
    ("fees.toml", ROW_201, ROW_201.replace("201", "211"), "from = 211"),
    ("fees.toml", ROW_201, ROW_201.replace("1450", "900"), "amount = 900.00"),
    ("fees.toml", 'label.en = "Fee B"', 'label.en = """\n \n"""', 'label.en = """'),
    ("fees.toml", "percent = 3.5\n", "", "[[fees.network.parts]]"),
    ("eligibility.toml", 'one_of = ["european"]', 'one_of = ["europe"]', 'one_of = ["europe"]'),
    ("declarations.toml", "month = 3, day = 31", "month = 3, day = 32", "day = 32"),
    ("invoicing.toml", "days_after_due = 45", "days_after_due = 10", "days_after_due = 10"),
    ("rulebook.toml", 'code = "cecop"', 'code = cecop"', 'code = cecop"'),
    ("rulebook.toml", 'phone = "+32 2 742 10 27"', 'phone = "+32 2 742 10 27', 'phone = "+32 2 742 10 27'),
    ("choices.toml", "[choices.year_of_budget]", "[choices.year_of_budgets]", "[choices.year_of_budgets]"),
]


@pytest.mark.parametrize(("file", "old", "new", "mark"), LINES)
def test_the_line_is_the_one_in_the_file(cecop_texts: dict[str, str], file: str, old: str, new: str, mark: str) -> None:
    texts = changed(cecop_texts, file, old, new)
    wanted = texts[file][: texts[file].index(mark)].count("\n") + 1
    assert wanted in [error.line for error in errors_in(texts) if error.file == file]


def test_all_mistakes_are_told_at_once_in_order(cecop_texts: dict[str, str]) -> None:
    texts = changed(cecop_texts, "fees.toml", "percent = 3.5", "percentage = 3.5")
    texts = changed(texts, "fees.toml", "amount = 300.00", "amount = 300")
    texts = changed(texts, "categories.toml", "rank = 2", 'rank = "two"')
    texts = changed(texts, "choices.toml", "decided_on", "decided")
    texts = changed(texts, "procedures.toml", "[roles.policy]", "[roles.policy")
    errors = errors_in(texts)
    assert [error.file for error in errors] == [
        "categories.toml",
        *["choices.toml"] * 2,
        *["fees.toml"] * 3,
        "procedures.toml",
    ]
    with pytest.raises(RulebookErrors) as raised:
        parse_rulebook(texts)
    assert len(raised.value) == 7
    assert str(raised.value).splitlines() == [str(error) for error in raised.value]


def test_the_sentence_can_be_acted_on(cecop_texts: dict[str, str]) -> None:
    (error,) = [
        error
        for error in errors_in(changed(cecop_texts, "fees.toml", 'basis = "budget"', 'basis = "budgets"'))
        if error.suggestion
    ]
    assert str(error) == (
        f"fees.toml, line {error.line}: fees.network.parts.0.basis: found 'budgets', "
        "allowed: cooperatives, turnover, nature, budget; did you mean 'budget'?"
    )


def test_files_that_are_missing_or_misnamed(cecop_texts: dict[str, str]) -> None:
    texts = dict(cecop_texts)
    texts["fee.toml"] = texts.pop("fees.toml")
    found = {error.code: error for error in errors_in(texts)}
    assert (found["unknown_file"].file, found["unknown_file"].suggestion) == ("fee.toml", "fees.toml")
    assert found["missing_file"].file == "fees.toml"
    assert len(errors_in({})) == 9


def test_a_directory_is_read_as_it_is(tmp_path: Path, cecop_texts: dict[str, str]) -> None:
    for name, text in cecop_texts.items():
        (tmp_path / name).write_bytes(text.replace("\n", "\r\n").encode())
    assert load_rulebook(tmp_path).version == hash_of(cecop_texts)
    (tmp_path / "fees.toml").write_bytes(b"# one\n# two \xe9\n")
    with pytest.raises(RulebookErrors) as raised:
        texts_of(tmp_path)
    (error,) = raised.value
    assert (error.code, error.line, error.found) == ("encoding", 2, "byte 0xe9")
    with pytest.raises(RulebookErrors) as raised:
        load_rulebook(tmp_path / "nowhere")
    assert next(iter(raised.value)).code == "missing_file"


def test_the_hash_tells_texts_and_names_apart(cecop_texts: dict[str, str]) -> None:
    assert hash_of({"a": "x", "b": ""}) != hash_of({"a": "", "b": "x"}) != hash_of({"a": "x"})
    assert hash_of(dict(reversed(cecop_texts.items()))) == hash_of(cecop_texts)
    assert len(hash_of(cecop_texts)) == 64
