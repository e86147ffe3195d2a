"""The year's wheel: twelve seats around the table, its steps on the rim, and where we are."""

from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from koinon.rooms.tasks.year import StepStand, YearStand
from koinon.statutes.rulebook import Rulebook

MIDDLE = 100.0
RING, RIM = 78.0, 93.0


@dataclass(frozen=True, slots=True)
class Seat:
    """A month's dot; `state` is past, here or ahead."""

    x: str
    y: str
    state: str


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel, ready to be drawn."""

    seats: tuple[Seat, ...]
    window: str
    steps: tuple[Seat, ...]
    here_x: str
    here_y: str
    today: date


def wheel_of(today: date, rules: Rulebook | None, stand: YearStand | None) -> Wheel:
    """The wheel of a day's year with the steps that have a day in it; without rules it has no days of declaring."""
    here = _place(_share(today), RIM)
    window = ""
    if rules is not None:
        opens, closes = (edge.in_year(today.year) for edge in (rules.declarations.opens, rules.declarations.closes))
        window = _arc(_share(opens), _share(closes))
    return Wheel(
        seats=tuple(_seat(month, today.month) for month in range(1, 13)),
        window=window,
        steps=tuple(_mark(row) for row in stand.steps if _falls_in(row, today.year)) if stand else (),
        here_x=here[0],
        here_y=here[1],
        today=today,
    )


def _share(day: date) -> float:
    """Which part of its year has passed on a day."""
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return (day - date(day.year, 1, 1)).days / length


def _seat(month: int, now: int) -> Seat:
    # Each month's dot stands in its middle.
    x, y = _place((month - 0.5) / 12, RING)
    return Seat(x, y, "here" if month == now else "past" if month < now else "ahead")


def _falls_in(row: StepStand, year: int) -> bool:
    return row.step.on is not None and row.step.on.year == year


def _mark(row: StepStand) -> Seat:
    """A step's place on the rim, by whether it is settled, late or ahead."""
    x, y = _place(_share(row.step.on or date.min), RIM)
    return Seat(x, y, "late" if row.state == "late" else "settled" if row.settled else "open")


def _place(share: float, radius: float) -> tuple[str, str]:
    angle = 2 * pi * share - pi / 2
    return f"{MIDDLE + radius * cos(angle):.2f}", f"{MIDDLE + radius * sin(angle):.2f}"


def _arc(begin: float, end: float) -> str:
    """The path along the rim from one part of the year to another; across New Year it goes the long way round."""
    span = (end - begin) % 1
    start, stop = _place(begin, RIM), _place(end, RIM)
    return f"M {start[0]} {start[1]} A {RIM:.0f} {RIM:.0f} 0 {int(span > 0.5)} 1 {stop[0]} {stop[1]}"
