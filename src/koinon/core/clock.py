"""The one place where the house asks what time it is; everything else is told.

Doors and the worker ask once and pass the moment on (inside the actor), so that a decision can be
recomputed for any day. The demo's calendar may run at a fixed distance from the world's.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment in the confederation's calendar, aware, in UTC."""
    return timezone.now() + timedelta(seconds=settings.KOINON_CLOCK_OFFSET)


def day_of(moment: datetime) -> date:
    """The calendar day of a moment at the confederation's seat (settings.TIME_ZONE)."""
    return timezone.localdate(moment)


def today() -> date:
    """The present day at the confederation's seat."""
    return day_of(now())
