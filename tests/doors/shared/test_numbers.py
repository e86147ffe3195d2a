"""Typed figures are read by clear rules: what is written comes back, what is ambiguous is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.doors.shared.numbers import Mistyped, read_figure, written_figure

WHOLE = st.integers(min_value=0, max_value=10**15 - 1)
CENTS = st.integers(min_value=0, max_value=10**17 - 1).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    "typed",
    [
        "540000000",
        "540 000 000",
        "540\u00a0000\u00a0000",
        "540\u202f000\u202f000",
        "540'000'000",
        "540’000’000",
        "540.000.000",
        "540,000,000",
        "540.000.000,00",
        "540,000,000.00",
        "540 000 000,0",
        "540000000.00",
        " € 540 000 000 ",
        "540 000 000 €",
    ],
)
def test_the_usual_ways_of_writing_are_one_amount(typed: str) -> None:
    assert read_figure(typed, whole=False) == Decimal("540000000")


@pytest.mark.parametrize(
    ("typed", "amount"), [("0", "0"), ("1,5", "1.5"), ("1.50", "1.5"), ("1 000,5", "1000.5"), ("1234,56", "1234.56")]
)
def test_one_mark_before_one_or_two_digits_is_decimal(typed: str, amount: str) -> None:
    assert read_figure(typed, whole=False) == Decimal(amount)


@pytest.mark.parametrize("typed", ["540.000", "540,000", "1.234"])
def test_three_digits_behind_one_mark_are_refused_in_money_and_thousands_in_counts(typed: str) -> None:
    with pytest.raises(Mistyped, match="two ways"):
        read_figure(typed, whole=False)
    assert read_figure(typed, whole=True) == Decimal(typed.replace(",", "").replace(".", ""))


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "€", ".", ",", "'", "NaN", "nan", "Infinity", "inf", "1e30", "1E5", "0x10", "1_000", "+5", "５", "٥",
        "10⁶", "5 million", "540m", "SEK 5", "-5", "−5", "(5)", "5-", "5%", "1,2,3", "12.34.56", "1,000.000,00",
        "1.000,000,000", "1 000.000.000", "1'000 000", "54 00 000", "5400 000", "0 540 000", "0.500", "0,500",
        "1.2345", "1,", ",5", "1 000.500", "1..5", "1,.5", "<script>", "540\x00000", "9" * 16, "9" * 41, "1" * 5000,
        "=1+1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_no_figure_is_refused_in_words(typed: str, whole: bool) -> None:
    with pytest.raises(Mistyped) as refused:
        read_figure(typed, whole=whole)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("typed", ["252.5", "252,25", "1 000,01"])
def test_counts_are_whole(typed: str) -> None:
    with pytest.raises(Mistyped, match="whole number"):
        read_figure(typed, whole=True)


def test_a_count_may_be_written_with_empty_decimals() -> None:
    assert read_figure("252,00", whole=True) == Decimal(252)


@given(WHOLE)
def test_a_written_count_is_read_back(value: int) -> None:
    assert read_figure(written_figure(Decimal(value)), whole=True) == Decimal(value)


@given(CENTS)
def test_a_written_amount_is_read_back(value: Decimal) -> None:
    assert read_figure(written_figure(value), whole=False) == value


@given(CENTS, st.sampled_from([(",", "."), (".", ","), (" ", ","), (" ", "."), ("'", "."), ("\u00a0", ",")]))
def test_every_convention_gives_the_same_amount(value: Decimal, signs: tuple[str, str]) -> None:
    thousands, decimal = signs
    whole, _, cents = f"{value:,.2f}".partition(".")
    assert read_figure(whole.replace(",", thousands) + decimal + cents, whole=False) == value


@given(st.text(max_size=60), st.booleans())
def test_whatever_is_typed_is_read_exactly_or_refused(typed: str, whole: bool) -> None:
    try:
        value = read_figure(typed, whole=whole)
    except Mistyped:
        return
    assert isinstance(value, Decimal)
    assert 0 <= value < 10**15
    assert value == value.quantize(Decimal(1) if whole else Decimal("0.01"))


@given(st.text(alphabet="0123456789.,' ", min_size=1, max_size=20), st.booleans())
def test_no_digit_is_lost_or_invented(typed: str, whole: bool) -> None:
    try:
        value = read_figure(typed, whole=whole)
    except Mistyped:
        return
    kept = "".join(letter for letter in typed if letter.isdigit()).lstrip("0")
    assert f"{value:f}".replace(".", "").strip("0") == kept.strip("0")
