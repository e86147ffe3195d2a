"""The year's wheel: twelve seats around the table, the days of declaring, and where we are."""

from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import Any

from django.utils.translation import gettext as _

from koinon.rooms.dues.so_far import YearSoFar
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
    here_x: str
    here_y: str
    today: date


def wheel_of(today: date, rules: Rulebook | None) -> Wheel:
    """The wheel of a day's year; without rules it has no days of declaring."""
    here = _place(_share(today), RIM)
    window = ""
    if rules is not None:
        opens, closes = (edge.in_year(today.year) for edge in (rules.declarations.opens, rules.declarations.closes))
        window = _arc(_share(opens), _share(closes))
    return Wheel(
        seats=tuple(_seat(month, today.month) for month in range(1, 13)),
        window=window,
        here_x=here[0],
        here_y=here[1],
        today=today,
    )


def year_events(today: date, rules: Rulebook | None, so_far: YearSoFar) -> list[dict[str, Any]]:
    """The days of the year with what came of them."""
    if rules is None:
        return []
    opens, closes = (edge.in_year(today.year) for edge in (rules.declarations.opens, rules.declarations.closes))
    declared = _("%(done)s of %(all)s have declared") % {"done": so_far.declared, "all": so_far.to_declare}
    return [
        {"on": opens, "title": _("Declarations open"), "ahead": today < opens},
        {"on": closes, "title": _("Declarations close"), "detail": declared, "ahead": today <= closes},
    ]


def _share(day: date) -> float:
    """Which part of its year has passed on a day."""
    length = (date(day.year + 1, 1, 1) - date(day.year, 1, 1)).days
    return (day - date(day.year, 1, 1)).days / length


def _seat(month: int, now: int) -> Seat:
    # Each month's dot stands in its middle.
    x, y = _place((month - 0.5) / 12, RING)
    return Seat(x, y, "here" if month == now else "past" if month < now else "ahead")


def _place(share: float, radius: float) -> tuple[str, str]:
    angle = 2 * pi * share - pi / 2
    return f"{MIDDLE + radius * cos(angle):.2f}", f"{MIDDLE + radius * sin(angle):.2f}"


def _arc(begin: float, end: float) -> str:
    """The path along the rim from one part of the year to another; across New Year it goes the long way round."""
    span = (end - begin) % 1
    start, stop = _place(begin, RIM), _place(end, RIM)
    return f"M {start[0]} {start[1]} A {RIM:.0f} {RIM:.0f} 0 {int(span > 0.5)} 1 {stop[0]} {stop[1]}"
