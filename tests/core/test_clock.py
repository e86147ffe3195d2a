"""One clock, whose days are those at the seat; actors carry their moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from koinon.core import clock
from koinon.core.actors import system_actor


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 3, 31, 22, 0, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_a_day_is_the_day_at_the_seat(moment: datetime, day: date) -> None:
    assert clock.day_of(moment) == day
    assert system_actor(moment).today == day


def test_the_demos_calendar_runs_at_a_distance(settings: Settings) -> None:
    settings.KOINON_CLOCK_OFFSET = -86400
    assert abs(clock.now() - (timezone.now() - timedelta(days=1))) < timedelta(seconds=5)


def test_the_tests_can_turn_to_any_day(calendar: Callable[..., None]) -> None:
    calendar(date(2026, 4, 1))
    assert clock.today() == date(2026, 4, 1)


def test_an_actor_at_another_moment() -> None:
    actor = system_actor(datetime(2026, 4, 1, tzinfo=UTC))
    assert actor.on(datetime(2027, 4, 1, tzinfo=UTC)).today == date(2027, 4, 1)
    assert actor.today == date(2026, 4, 1)
