"""Fees beyond the worked examples: the other readings, wrong input, what is stored, and other rulebooks."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from koinon.statutes.explanation import as_text
from koinon.statutes.fees import compute_fee, fee_from_data
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook import NoRuleInForce, Rulebook, parse_rulebook

from .books import changed, table, with_part


def test_the_account_reads_as_a_person_would_write_it(cecop: Rulebook) -> None:
    fee = compute_fee(
        cecop,
        category="full",
        year=2026,
        inputs={"cooperatives": Decimal(252), "turnover": Decimal(540_000_000)},
    )
    assert as_text(fee) == (
        "Fee 2026                                                  €3,450.00   illustrative\n"
        "  Fee A  252 affiliated cooperatives  tranche 201–500     €1,450.00\n"
        "  Fee B  €540,000,000 turnover        tranche €500m–€1bn  €2,000.00\n"
        "  Rulebook CECOP, in force since 1 January 2026"
    )


def test_pro_rata_stands_in_the_account_as_a_line(cecop: Rulebook) -> None:
    fee = compute_fee(
        cecop, category="associated", year=2026, inputs={"nature": "financial"}, member_from=date(2026, 12, 31)
    )
    assert as_text(fee) == (
        "Fee 2026                                      €250.00   illustrative\n"
        "  Fixed fee         Financial institution   €3,000.00\n"
        "  Part of the year  1 of 12 months         −€2,750.00\n"
        "  Rulebook CECOP, in force since 1 January 2026"
    )


def test_an_unknown_fee_says_whom_it_asks(cecop: Rulebook) -> None:
    fee = compute_fee(cecop, category="full", year=2026, inputs={"cooperatives": Decimal(0), "turnover": None})
    text = as_text(fee, translate=str)
    assert fee.amount is None
    assert "not known yet" in text
    assert "Which fee has been agreed? (asks the secretariat)" in text
    assert "(asks the member)" in text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cooperatives", Decimal(-1)),
        ("cooperatives", Decimal("2.5")),
        ("cooperatives", Decimal("NaN")),
        ("cooperatives", Decimal("Infinity")),
        ("cooperatives", Decimal(10) ** 16),
        ("cooperatives", 252.0),
        ("cooperatives", True),
        ("cooperatives", "252"),
        ("turnover", Decimal("-0.01")),
        ("turnover", Decimal("1.001")),
        ("turnover", Decimal("1E-400")),
        ("nature", "bank"),
        ("nature", Decimal(1)),
        ("members", Decimal(1)),
    ],
)
def test_wrong_input_is_refused_by_name(cecop: Rulebook, key: str, value: Any) -> None:
    with pytest.raises(InputError) as refusal:
        compute_fee(cecop, category="full", year=2026, inputs={key: value})
    assert (refusal.value.key, refusal.value.found) == (key, value) or value.is_nan()
    assert refusal.value.allowed


@pytest.mark.parametrize("category", ["fulll", "", None, []])
def test_a_category_that_does_not_exist_is_refused(cecop: Rulebook, category: Any) -> None:
    with pytest.raises(InputError) as refusal:
        compute_fee(cecop, category=category, year=2026, inputs={})
    assert (refusal.value.key, refusal.value.allowed) == ("category", "full, associated, network")


@pytest.mark.parametrize("year", [0, 10_000, True, "2026"])
def test_a_year_that_is_none_is_refused(cecop: Rulebook, year: Any) -> None:
    with pytest.raises(InputError):
        compute_fee(cecop, category="full", year=year, inputs={})


def test_nobody_pays_for_a_year_before_admission(cecop: Rulebook) -> None:
    with pytest.raises(InputError) as refusal:
        compute_fee(cecop, category="full", year=2026, inputs={}, member_from=date(2027, 1, 1))
    assert refusal.value.key == "member_from"


def test_before_the_first_rules_there_is_no_fee(cecop: Rulebook) -> None:
    with pytest.raises(NoRuleInForce):
        compute_fee(cecop, category="network", year=2025, inputs={"budget": Decimal(50_000)})


def test_slices_of_a_count_cost_so_much_each(cecop_texts: dict[str, str]) -> None:
    rows = table([10, 100], ["each = 50.00", "each = 20.00", "each = 2.50"], counted=True)
    rulebook = with_part(cecop_texts, f'kind = "slices"\nbasis = "cooperatives"\nslices = {rows}')
    fee = compute_fee(rulebook, category="friend", year=2026, inputs={"cooperatives": Decimal(101)})
    assert [(line.value, line.rate, line.amount) for line in fee.lines] == [
        (Decimal(10), Decimal("50.00"), Decimal("500.00")),
        (Decimal(90), Decimal("20.00"), Decimal("1800.00")),
        (Decimal(1), Decimal("2.50"), Decimal("2.50")),
    ]
    assert fee.amount == Decimal("2302.50")
    assert "1 affiliated cooperative    slice 101 or more, €2.50 each" in as_text(fee)


def test_slices_of_money_cost_a_percentage_or_a_fixed_amount(cecop_texts: dict[str, str]) -> None:
    rows = table([1_000_000, 5_000_000], ["amount = 100.00", "percent = 0.01", "percent = 0.005"], counted=False)
    rulebook = with_part(cecop_texts, f'kind = "slices"\nbasis = "turnover"\nslices = {rows}')
    fee = compute_fee(rulebook, category="friend", year=2026, inputs={"turnover": Decimal(7_000_000)})
    assert [line.amount for line in fee.lines] == [Decimal("100.00"), Decimal("400.00"), Decimal("100.00")]
    assert "slice €1m–€5m, 0.01 %" in as_text(fee)
    nothing = compute_fee(rulebook, category="friend", year=2026, inputs={"turnover": Decimal(0)})
    assert nothing.amount == Decimal("100.00")


def test_slices_that_begin_above_zero_ask_below(cecop_texts: dict[str, str]) -> None:
    lines = """kind = "slices"
basis = "cooperatives"
below.question.en = "What now?"
below.asks = "treasurer"
slices = [{ from = 5, each = 1.00 }]"""
    rulebook = with_part(cecop_texts, lines)
    below = compute_fee(rulebook, category="friend", year=2026, inputs={"cooperatives": Decimal(4)})
    first = compute_fee(rulebook, category="friend", year=2026, inputs={"cooperatives": Decimal(5)})
    assert [(gap.reason, gap.asks) for gap in below.missing] == [("below_first_tranche", "treasurer")]
    assert first.amount == Decimal("1.00")


def test_a_fixed_fee_and_one_on_request(cecop_texts: dict[str, str]) -> None:
    fixed = with_part(cecop_texts, 'kind = "fixed"\namount = 120.00')
    assert compute_fee(fixed, category="friend", year=2026, inputs={}).amount == Decimal("120.00")
    lines = 'kind = "on_request"\nquestion.en = "Which fee was agreed?"\nasks = "secretariat"'
    assert fixed.fees["friend"].bases == ()
    request = dict(cecop_texts)
    request["categories.toml"] += (
        '[categories.friend]\nlabel.en = "F"\nplural.en = "F"\nsummary.en = "F"\nrank = 9\nsource = []\n'
    )
    request["fees.toml"] += (
        '[fees.friend]\nlabel.en = "F"\nsource = []\n[[fees.friend.parts]]\nkey = "p"\nlabel.en = "P"\nsource = []\n'
        + lines
    )
    fee = compute_fee(parse_rulebook(request), category="friend", year=2026, inputs={})
    assert (fee.amount, fee.missing[0].key, fee.missing[0].reason) == (None, "p", "not_published")


def test_a_rate_of_four_percent_and_a_new_category_need_no_python(cecop_texts: dict[str, str]) -> None:
    texts = changed(cecop_texts, "fees.toml", "percent = 3.5", "percent = 4")
    rulebook = with_part(
        texts, 'kind = "fixed_by"\nbasis = "nature"\namounts = { financial = 9.00, non_financial = 8.00 }'
    )
    network = compute_fee(rulebook, category="network", year=2026, inputs={"budget": Decimal(50_000)})
    friend = compute_fee(rulebook, category="friend", year=2026, inputs={"nature": "financial"})
    assert (network.amount, network.lines[0].rate) == (Decimal("2000.00"), Decimal("0.04"))
    assert friend.amount == Decimal("9.00")
    assert network.rulebook.version != parse_rulebook(cecop_texts).version


def test_a_floor_may_shrink_with_the_year(cecop_texts: dict[str, str]) -> None:
    rulebook = parse_rulebook(changed(cecop_texts, "fees.toml", 'floor = "stays_whole"', 'floor = "shrinks_too"'))
    fee = compute_fee(
        rulebook, category="network", year=2026, inputs={"budget": Decimal(5_000)}, member_from=date(2026, 7, 2)
    )
    assert [(line.kind, line.amount) for line in fee.lines] == [
        ("rate", Decimal("175.00")),
        ("floor", Decimal("125.00")),
        ("pro_rata", Decimal("-150.00")),
    ]
    assert fee.amount == Decimal("150.00")


def test_the_month_of_admission_may_be_free(cecop_texts: dict[str, str]) -> None:
    texts = changed(cecop_texts, "fees.toml", "admission_month_counts = true", "admission_month_counts = false")
    rulebook = parse_rulebook(texts)
    fee = compute_fee(
        rulebook, category="associated", year=2026, inputs={"nature": "financial"}, member_from=date(2026, 12, 1)
    )
    assert fee.amount == Decimal("0.00")


def test_without_a_rule_there_is_no_pro_rata(cecop_texts: dict[str, str]) -> None:
    fees = cecop_texts["fees.toml"]
    texts = {
        **cecop_texts,
        "fees.toml": fees[: fees.index("[pro_rata]")],
        "choices.toml": without_choice(cecop_texts["choices.toml"], "pro_rata_by_month"),
    }
    fee = compute_fee(
        parse_rulebook(texts),
        category="associated",
        year=2026,
        inputs={"nature": "financial"},
        member_from=date(2026, 7, 1),
    )
    assert [line.kind for line in fee.lines] == ["fixed"]


def without_choice(text: str, key: str) -> str:
    """The choices without one of them."""
    begin = text.index(f"[choices.{key}]")
    return text[:begin] + text[text.index("[choices.", begin + 1) :]


def test_the_stored_account_stands_by_itself(cecop: Rulebook) -> None:
    fee = compute_fee(
        cecop,
        category="full",
        year=2026,
        inputs={"cooperatives": Decimal(252), "turnover": Decimal("540000000.00"), "nature": "financial"},
        member_from=date(2026, 3, 5),
    )
    stored = json.loads(json.dumps(fee.as_data()))
    assert fee_from_data(stored) == fee
    assert stored["rulebook"]["version"] == cecop.version
    assert stored["inputs"] == {"cooperatives": {"number": "252"}, "turnover": {"number": "540000000.00"}}
    assert stored["lines"][0]["source"] == ["S42"]


def test_published_amounts_are_not_marked(cecop_texts: dict[str, str]) -> None:
    published = parse_rulebook(
        {**cecop_texts, "fees.toml": cecop_texts["fees.toml"].replace("illustrative = true", "illustrative = false")}
    )
    for category, inputs in (
        ("full", {"cooperatives": Decimal(252), "turnover": Decimal(1)}),
        ("associated", {"nature": "financial"}),
    ):
        fee = compute_fee(published, category=category, year=2026, inputs=inputs, member_from=date(2026, 7, 1))
        assert not fee.illustrative
        assert "illustrative" not in as_text(fee)


def test_an_illustrative_bound_marks_the_fee_only_where_it_binds(cecop_texts: dict[str, str]) -> None:
    at = cecop_texts["fees.toml"].index("[fees.network.ceiling]")
    fees = cecop_texts["fees.toml"]
    marked = fees[:at] + fees[at:].replace("illustrative = false", "illustrative = true", 1)
    rulebook = parse_rulebook({**cecop_texts, "fees.toml": marked})
    low = compute_fee(rulebook, category="network", year=2026, inputs={"budget": Decimal(50_000)})
    high = compute_fee(
        rulebook, category="network", year=2026, inputs={"budget": Decimal(500_000)}, member_from=date(2026, 7, 1)
    )
    assert (low.illustrative, high.illustrative) == (False, True)
    assert [(line.kind, line.illustrative) for line in high.lines] == [
        ("rate", False),
        ("ceiling", True),
        ("pro_rata", True),
    ]


def test_two_tranches_may_cost_the_same(cecop_texts: dict[str, str]) -> None:
    rows = table([10], ["amount = 5.00", "amount = 5.00"], counted=True)
    rulebook = with_part(cecop_texts, f'kind = "tranche"\nbasis = "cooperatives"\ntranches = {rows}')
    assert compute_fee(rulebook, category="friend", year=2026, inputs={"cooperatives": Decimal(11)}).amount == 5
