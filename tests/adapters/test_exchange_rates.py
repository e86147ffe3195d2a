"""The ECB's rates: exact, on the right day, and silent where there is none."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.adapters.exchange_rates import NoRate, ecb_rate, supported_currencies


def test_a_rate_is_exactly_what_was_published() -> None:
    rate = ecb_rate("USD", date(2026, 10, 30))
    assert (rate.currency, rate.rate, rate.on) == ("USD", Decimal("1.1172"), date(2026, 10, 30))
    assert "European Central Bank" in rate.source
    assert ecb_rate("cyp", date(1999, 1, 4)).rate == Decimal("0.58231")


def test_a_weekend_takes_the_friday_before() -> None:
    assert ecb_rate("PLN", date(2025, 12, 28)).on == date(2025, 12, 24)
    assert ecb_rate("SEK", date(2026, 10, 31)).on == date(2026, 10, 30)
    assert ecb_rate("SEK", date(2026, 11, 1)).on == date(2026, 10, 30)


def test_after_the_tables_end_there_is_no_rate() -> None:
    for day in (date(2026, 11, 2), date(2026, 11, 7), date(2030, 1, 1)):
        with pytest.raises(NoRate) as refused:
            ecb_rate("SEK", day)
        assert refused.value.first == date(1999, 1, 4)
        assert refused.value.last == date(2026, 10, 30)


def test_before_the_tables_start_there_is_no_rate() -> None:
    with pytest.raises(NoRate) as refused:
        ecb_rate("SEK", date(1999, 1, 3))
    assert refused.value.first == date(1999, 1, 4)


def test_a_currency_that_joined_the_euro_has_no_rate_afterwards() -> None:
    assert ecb_rate("HRK", date(2022, 12, 31)).on == date(2022, 12, 30)
    with pytest.raises(NoRate) as refused:
        ecb_rate("HRK", date(2023, 6, 1))
    assert refused.value.last == date(2022, 12, 30)


def test_a_currency_that_was_not_quoted_for_years_has_no_rate_in_between() -> None:
    with pytest.raises(NoRate):
        ecb_rate("ISK", date(2012, 6, 1))
    assert ecb_rate("ISK", date(2020, 6, 1)).rate > 100


@pytest.mark.parametrize("currency", ["RSD", "XXX", "", "DATE"])
def test_a_currency_the_ecb_never_quoted_has_no_bounds(currency: str) -> None:
    with pytest.raises(NoRate) as refused:
        ecb_rate(currency, date(2025, 1, 2))
    assert (refused.value.first, refused.value.last) == (None, None)


def test_the_euro_is_itself() -> None:
    assert ecb_rate("EUR", date(2040, 1, 1)).rate == 1


def test_an_amount_is_turned_into_euro_and_cents() -> None:
    assert ecb_rate("USD", date(2026, 10, 30)).in_euro(Decimal("1000000")) == Decimal("895094.88")


def test_currencies_are_listed() -> None:
    currencies = supported_currencies()
    assert {"EUR", "PLN", "SEK", "BGN", "GBP"} <= set(currencies)
    assert "Date" not in currencies
    assert list(currencies) == sorted(set(currencies))


@given(
    st.sampled_from(["SEK", "GBP", "PLN", "DKK", "CZK", "HUF"]),
    st.dates(date(1999, 1, 4), date(2026, 11, 1)),
)
def test_every_day_in_the_table_has_the_last_rate_before_it(currency: str, on: date) -> None:
    rate = ecb_rate(currency, on)
    assert rate.rate > 0
    assert timedelta(0) <= on - rate.on <= timedelta(days=7)
    assert ecb_rate(currency, rate.on) == rate
