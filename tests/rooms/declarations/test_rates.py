"""National currencies: converted at a rate that is stored with the figure; none is guessed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from koinon.rooms.declarations.actions import TypedFigure, record_exchange_rate, save_draft
from koinon.rooms.declarations.models import Declaration, ExchangeRate, Figure
from koinon.rooms.declarations.rates import rate_for
from tests.rooms.outcomes import no_line_of, refused
from tests.world import DECLARING, World

YEAR_END = date(2024, 12, 31)


def record(world: World, who: str = "treasurer", **change: Any) -> ExchangeRate:
    """Record a rate of the krona."""
    given = {"currency": "SEK", "on": YEAR_END, "rate": Decimal("10"), "source": "Sveriges riksbank", **change}
    record_exchange_rate(actor=world.actor(who), **given)
    return ExchangeRate.objects.get(currency=given["currency"], on=given["on"])


def declare(world: World, amount: str, currency: str) -> Figure:
    """Declare a turnover in a currency."""
    kept = save_draft(
        actor=world.actor("contact", DECLARING),
        membership=world.memberships["ours"],
        year=2026,
        figures=[TypedFigure("turnover", Decimal(amount), currency)],
    )
    return Declaration.objects.get(public_id=kept.declaration).figures.get()


def test_record_exchange_rate(world: World) -> None:
    from koinon.core.models import JournalEntry

    row = record(world)
    assert (row.rate, row.source, row.recorded_by) == (Decimal("10"), "Sveriges riksbank", world.people["treasurer"])
    line = JournalEntry.objects.get(action="declarations.record_exchange_rate")
    assert line.outcome == {"currency": "SEK", "on": "2024-12-31"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"currency": "XXX"}, "currency_unknown"),
        ({"rate": Decimal(0)}, "rate_invalid"),
        ({"rate": Decimal(-1)}, "rate_invalid"),
        ({"rate": Decimal("NaN")}, "rate_invalid"),
        ({"rate": Decimal("0.000000001")}, "rate_invalid"),
        ({"rate": Decimal("10.123456789")}, "rate_invalid"),
        ({"rate": Decimal("1e12")}, "rate_invalid"),
        ({"source": " "}, "source_needed"),
        ({"who": "membership"}, "not_allowed"),
        ({"who": "auditor"}, "not_allowed"),
        ({"who": "contact"}, "not_allowed"),
        ({"who": "nobody"}, "not_allowed"),
    ],
)
def test_record_exchange_rate_refused(world: World, change: dict[str, Any], code: str) -> None:
    assert refused(record, world, **change) == code
    assert not ExchangeRate.objects.exists()
    assert no_line_of("declarations.record_exchange_rate")


def test_a_rate_once_recorded_stays(world: World) -> None:
    record(world)
    assert refused(record, world, rate=Decimal(11)) == "rate_known"
    assert ExchangeRate.objects.get().rate == Decimal(10)


def test_the_rate_used_is_stored_with_the_figure(world: World) -> None:
    record(world)
    figure = declare(world, "5400000000", "SEK")
    assert (figure.typed, figure.currency, figure.value) == (Decimal(5_400_000_000), "SEK", Decimal(540_000_000))
    assert (figure.rate, figure.rate_on, figure.rate_source) == (Decimal(10), YEAR_END, "Sveriges riksbank")


def test_the_central_banks_table_where_nobody_recorded_one(world: World) -> None:
    figure = declare(world, "1000000", "SEK")
    assert figure.rate is not None
    assert figure.rate_on is not None
    assert date(2024, 12, 24) <= figure.rate_on <= YEAR_END
    assert figure.value == (figure.typed / figure.rate).quantize(Decimal("0.01"))
    assert "European Central Bank" in figure.rate_source or "ECB" in figure.rate_source


def test_euro_needs_no_rate(world: World) -> None:
    figure = declare(world, "1000000", "EUR")
    assert (figure.value, figure.rate, figure.rate_on, figure.rate_source) == (Decimal(1_000_000), None, None, "")


def test_a_rate_of_another_year_is_not_used(world: World) -> None:
    record(world, on=date(2023, 12, 29), rate=Decimal(99))
    assert rate_for("SEK", YEAR_END).rate != Decimal(99)


def test_conversion_keeps_within_bounds(world: World) -> None:
    record(world, rate=Decimal("0.0001"))
    typed = "999999999999999"
    assert refused(declare, world, typed, "SEK") == "figure_out_of_bounds"


def test_halves_of_a_cent_are_rounded_up(world: World) -> None:
    record(world, rate=Decimal(8))
    assert declare(world, "100.20", "SEK").value == Decimal("12.53")  # 12.525
