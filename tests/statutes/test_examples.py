"""CECOP's worked examples hold: each is a case that a person can check by hand."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from koinon.statutes.eligibility import assess
from koinon.statutes.entitlements import entitlements
from koinon.statutes.explanation import rule_text, value_text
from koinon.statutes.fee_line import FeeLine
from koinon.statutes.fees import compute_fee
from koinon.statutes.plausibility import warnings
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.findings import rules_of
from koinon.statutes.standing import Claim, standing

from .conftest import CECOP

FEE_KEYS = "title category year member_from figures amount illustrative lines missing"
JOINING_KEYS = "title facts category criterion source also_fits ask contradicts"


def examples(name: str, keys: str) -> list[Any]:
    """The examples of a file as parameters; a key that the test does not read is an error."""
    cases = tomllib.loads((CECOP / "examples" / name).read_text(), parse_float=Decimal)["example"]
    for case in cases:
        assert set(case) <= set(keys.split()), case["title"]
    return [pytest.param(case, id=case["title"]) for case in cases]


def figures(given: Mapping[str, object]) -> dict[str, Decimal | str | None]:
    """Figures as the rules take them."""
    return {key: value if isinstance(value, str) else Decimal(str(value)) for key, value in given.items()}


@pytest.mark.parametrize("case", examples("fees.toml", FEE_KEYS))
def test_fee(cecop: Rulebook, case: dict[str, Any]) -> None:
    fee = compute_fee(
        cecop,
        category=case["category"],
        year=case["year"],
        inputs=figures(case["figures"]),
        member_from=case.get("member_from"),
    )
    assert fee.amount == case.get("amount")
    assert [(line.label["en"], line.amount) for line in fee.lines] == [
        (line["label"], line["amount"]) for line in case.get("lines", [])
    ]
    for line, expected in zip(fee.lines, case.get("lines", []), strict=True):
        assert how_read(line) == expected["read"]
    assert [f"{gap.key} asks the {gap.asks}" for gap in fee.missing] == case.get("missing", [])
    assert fee.illustrative == case.get("illustrative", fee.illustrative)


def how_read(line: FeeLine) -> str:
    """The rule that read a figure, or for a plain amount what it stands for."""
    return rule_text(line, "EUR") or value_text(line, "EUR")


@pytest.mark.parametrize("case", examples("joining.toml", JOINING_KEYS))
def test_joining(cecop: Rulebook, case: dict[str, Any]) -> None:
    found = assess(cecop, case["facts"])
    assert (found.category, found.criterion) == (case.get("category"), case.get("criterion"))
    assert [gap.key for gap in found.missing] == case.get("ask", [])
    assert list(found.alternatives) == case.get("also_fits", [])
    assert [conflict.key for conflict in found.conflicts] == case.get("contradicts", [])
    if found.criterion is not None:
        assert case["source"] in cecop.criteria[found.criterion].source


@pytest.mark.parametrize("case", examples("standing.toml", "title category state on invoices standing vote papers"))
def test_standing(cecop: Rulebook, case: dict[str, Any]) -> None:
    claims = [
        Claim(
            year=invoice["year"],
            amount_due=invoice["due"],
            paid=invoice["paid"],
            due_on=invoice["due_on"],
            reminded_on=invoice.get("reminded_on"),
            waived=invoice.get("waived", False),
        )
        for invoice in case.get("invoices", [])
    ]
    found = standing(cecop, state=case.get("state", "admitted"), claims=claims, on=case["on"])
    rights = entitlements(cecop, case.get("category", "full"), found)
    assert (found.key, rights["vote"].outcome, rights["papers"].outcome) == (
        case["standing"],
        case["vote"],
        case["papers"],
    )


@pytest.mark.parametrize("case", examples("plausibility.toml", "title figures last_year warnings"))
def test_plausibility(cecop: Rulebook, case: dict[str, Any]) -> None:
    found = warnings(cecop, figures(case["figures"]), figures(case["last_year"]))
    assert [f"{warning.basis} {warning.key} {warning.severity}" for warning in found] == case["warnings"]
    for warning in found:
        assert warning.words["en"].format(**warning.params)


def test_every_item_of_the_source_about_joining_and_paying_has_a_rule(cecop: Rulebook) -> None:
    named = {item for _, rule in rules_of(cecop) for item in getattr(rule, "source", ())}
    assert {f"S{number}" for number in range(22, 46)} <= named


def test_every_contradiction_has_an_example(cecop: Rulebook) -> None:
    joining = [case.values[0] for case in examples("joining.toml", JOINING_KEYS)]
    assert set(cecop.contradictions) == {key for case in joining for key in case.get("contradicts", [])}


def test_every_way_in_and_every_category_has_an_example(cecop: Rulebook) -> None:
    joining = [case.values[0] for case in examples("joining.toml", JOINING_KEYS)]
    fees = [case.values[0] for case in examples("fees.toml", FEE_KEYS)]
    assert {case.get("criterion") for case in joining} >= set(cecop.criteria)
    assert {case["category"] for case in fees} == set(cecop.categories)
    assert {line["label"] for case in fees for line in case.get("lines", [])} >= {
        part.label["en"] for fee in cecop.fees.values() for part in fee.parts
    }
