"""The demo's calendar: moves the house's clock from event to event and gives actors of that day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from koinon.core import clock, outbox
from koinon.core.actors import Actor, system_actor
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import actor_for

DOOR = "demo"
OPENING_HOUR = 9


class Calendar:
    """The days of the fee year `year` and the year before it, at the confederation's seat."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.now = self._moment(date(year - 1, 1, 1))

    def go_to(self, day: date) -> None:
        """Let it be the morning of a day; it never turns back, so that the journal reads in order."""
        moment = self._moment(day)
        self._set(max(moment, self.now + timedelta(minutes=1)))

    @property
    def today(self) -> date:
        """The day it is."""
        return clock.day_of(self.now)

    def house(self) -> Actor:
        """The house itself, now."""
        return system_actor(self._next_minute(), DOOR)

    def actor(self, person: Person) -> Actor:
        """A person with the mandates of this day, now."""
        return actor_for(person, self._next_minute(), DOOR)

    def deliver(self) -> None:
        """Let the post go out, addressed to whoever is the contact on this day."""
        outbox.deliver_due()

    def _next_minute(self) -> datetime:
        self._set(self.now + timedelta(minutes=1))
        return self.now

    def _set(self, moment: datetime) -> None:
        """The house's own clock shows this moment too, never less: reactions act by it."""
        self.now = moment
        settings.KOINON_CLOCK_OFFSET = ceil((moment - timezone.now()).total_seconds())

    @staticmethod
    def _moment(day: date) -> datetime:
        return datetime.combine(day, time(OPENING_HOUR), ZoneInfo(settings.TIME_ZONE))


@contextmanager
def own_time() -> Iterator[None]:
    """Give the house's clock back as it was."""
    before = settings.KOINON_CLOCK_OFFSET
    try:
        yield
    finally:
        settings.KOINON_CLOCK_OFFSET = before
