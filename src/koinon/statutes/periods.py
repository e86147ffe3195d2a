"""Spans of days, and the parts of a year that rules speak of."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts_on` to `ends_on`, both days included; without an end it is open."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it starts."""
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError(f"a period cannot end on {self.ends_on}, before it starts on {self.starts_on}")

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two periods share at least one day."""
        return (other.ends_on is None or self.starts_on <= other.ends_on) and (
            self.ends_on is None or other.starts_on <= self.ends_on
        )


def year_period(year: int) -> Period:
    """The calendar year, as a period."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def months_of_year(member_from: date | None, year: int, *, admission_month_counts: bool) -> int:
    """How many months of `year` a member that joined on `member_from` belongs to it: 0 to 12.

    `None` stands for a member since before anyone wrote it down: the whole year.
    """
    if member_from is None or member_from.year < year:
        return 12
    if member_from.year > year:
        return 0
    return 12 - member_from.month + (1 if admission_month_counts else 0)


def months_from(day: date, months: int) -> date:
    """The same day so many months later (earlier where negative); where that month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
