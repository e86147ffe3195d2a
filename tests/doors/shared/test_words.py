"""Dates, money and figures are written as people of each language write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from koinon.doors.shared import words


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "€1,450.00"), ("fr", "1\u202f450,00\xa0€"), ("de", "1.450,00\xa0€"), ("xx", "€1,450.00")],
)
def test_money_by_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert words.money(Decimal("1450"), "EUR") == shown


def test_money_of_stored_text_and_below_zero() -> None:
    assert words.money("3450.00") == "€3,450.00"
    assert words.money(Decimal("-87.5")) == "\u2212€87.50"


@pytest.mark.parametrize("nothing", [None, ""])
def test_unknown_is_never_zero(nothing: str | None) -> None:
    assert words.money(nothing) == "unknown"
    assert words.number(nothing) == "unknown"


def test_no_float_and_no_nonsense() -> None:
    with pytest.raises(TypeError):
        words.money(0.1)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        words.money("<b>12</b>")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("500000000", "€500m"), ("1000000000", "€1bn"), ("1250000000", "€1.25bn"), ("750000", "€750,000"),
     ("1234567", "€1,234,567"), ("300.50", "€300.50")],
)  # fmt: skip
def test_edges_of_tranches_are_short_and_exact(amount: str, shown: str) -> None:
    assert words.brief_money(amount) == shown


def test_figures_in_money_have_no_empty_cents() -> None:
    assert words.whole_money("540000000.00") == "€540,000,000"
    assert words.percent("0.035") == "3.5\xa0%"


@pytest.mark.parametrize(
    "value", [date(2026, 3, 3), datetime(2026, 3, 3, 14, 5, tzinfo=UTC), "2026-03-03", "2026-03-03T14:05:00"]
)
def test_long_date(value: date | datetime | str) -> None:
    assert words.long_date(value) == "3 March 2026"


def test_moment_is_told_at_the_seat() -> None:
    assert words.moment(datetime(2026, 3, 3, 23, 30, tzinfo=UTC)) == "4 March 2026, 00:30"


def test_say_falls_back_to_the_first_language() -> None:
    text = {"en": "Fee A", "fr": "Cotisation A"}
    with translation.override("fr-be"):
        assert words.say(text) == "Cotisation A"
    with translation.override("de"):
        assert words.say(text) == "Fee A"
    assert words.say(None) == ""
    assert words.say("as it is") == "as it is"
