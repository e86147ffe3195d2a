"""How the steps of a computation are written on paper, kind by kind, in more than one language."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from koinon.adapters.pdf import ExplanationLine
from koinon.adapters.pdf.formats import basis, locale_of, short_money, tranche

ENGLISH = locale_of("en")


def _line(**said: Any) -> ExplanationLine:
    return ExplanationLine(label="x", amount=Decimal("1.00"), **said)


@pytest.mark.parametrize(
    ("said", "figure", "read"),
    [
        (
            {
                "value": Decimal(1252),
                "unit": "count",
                "lower": Decimal(201),
                "upper": Decimal(1500),
                "phrase": "{value} affiliated cooperatives",
            },
            "1,252 affiliated cooperatives",
            "201–1,500",
        ),
        ({"value": Decimal(900), "unit": "count", "lower": Decimal(501)}, "900", "from 501"),
        ({"value": Decimal(0), "unit": "count", "lower": Decimal(0), "upper": Decimal(50)}, "0", "0–50"),
        (
            {"value": Decimal("540000000.00"), "unit": "money", "lower": Decimal(5 * 10**8), "upper": Decimal(10**9)},
            "€540,000,000",
            "€500m–€1bn",
        ),
        (
            {"value": Decimal("0.50"), "unit": "money", "lower": Decimal(0), "upper": Decimal(10**6)}
            | {"lower_included": False},
            "€0.50",
            "up to €1m",
        ),
        (
            {"value": Decimal(2 * 10**9), "unit": "money", "lower": Decimal(1_500_000_000), "lower_included": False},
            "€2,000,000,000",
            "above €1.5bn",
        ),
        ({"kind": "rate", "value": Decimal(50000), "unit": "money", "rate": Decimal("0.035")}, "€50,000", "3.5%"),
        (
            {"kind": "slice", "value": Decimal(52), "unit": "count", "lower": Decimal(201), "upper": Decimal(500)}
            | {"rate": Decimal("2.50")},
            "52",
            "201–500 · €2.50 each",
        ),
        ({"kind": "floor", "lower": Decimal("300.00")}, "", "at least €300.00"),
        ({"kind": "ceiling", "upper": Decimal("2500.00")}, "", "at most €2,500.00"),
        (
            {"kind": "pro_rata", "value": Decimal(7), "unit": "count", "upper": Decimal(12)}
            | {"phrase": "{value} of {of} months"},
            "7 of 12 months",
            "",
        ),
        ({"kind": "instalment", "value": Decimal(1), "unit": "count", "upper": Decimal(2)}, "1 of 2", ""),
        (
            {"kind": "fixed", "value": "financial", "unit": "choice", "phrase": "Financial institution"},
            "Financial institution",
            "",
        ),
        ({"kind": "fixed", "value": "financial", "unit": "choice"}, "financial", ""),
        ({"kind": "fixed"}, "", ""),
    ],
)
def test_a_step_is_written_as_its_kind_asks(said: dict[str, Any], figure: str, read: str) -> None:
    with translation.override("en"):
        assert basis(_line(**said), "EUR", ENGLISH) == figure
        assert tranche(_line(**said), "EUR", ENGLISH) == read


def test_a_phrase_cannot_reach_into_anything() -> None:
    line = _line(value=Decimal(1), unit="count", phrase="{value.__class__} {0} %s {of}")
    assert basis(line, "EUR", ENGLISH) == "{value.__class__} {0} %s "


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("500000000", "€500m"),
        ("1500000000", "€1.5bn"),
        ("1000000", "€1m"),
        ("512345678", "€512,345,678"),
        ("999999", "€999,999"),
        ("0", "€0"),
        ("8571.43", "€8,571.43"),
    ],
)
def test_only_round_sums_are_shortened(amount: str, written: str) -> None:
    assert short_money(Decimal(amount), "EUR", ENGLISH) == written


def test_conventions_follow_the_language_and_fall_back_to_english() -> None:
    assert short_money(Decimal(500_000_000), "EUR", locale_of("de")).replace("\xa0", " ") == "500 Mio. €"
    assert str(locale_of("nl-be")) == "nl_BE"
    assert str(locale_of("no such language")) == "en_GB"
