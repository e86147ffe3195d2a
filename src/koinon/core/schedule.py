"""Periodic jobs: each slot is fired once, by whichever worker comes first, and may come late.

A job reconciles wanted against actual, so that running it twice or a day late does no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cronsim import CronSim
from django.db import IntegrityError, transaction
from django.utils import timezone

from koinon.core.models import ScheduledRun

Job = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A job, when it is due (cron expression, at the confederation's seat) and what it does."""

    name: str
    cron: str
    job: Job


_jobs: dict[str, Scheduled] = {}


def scheduled(name: str, cron: str) -> Callable[[Job], Job]:
    """Register a function as a periodic job."""

    def register(function: Job) -> Job:
        if name in _jobs:
            raise ValueError(f"two jobs are called {name}")
        _jobs[name] = Scheduled(name, cron, function)
        return function

    return register


def all_jobs() -> list[Scheduled]:
    """Every periodic job, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def job_named(name: str) -> Scheduled:
    """A registered job; KeyError for an unknown name."""
    return _jobs[name]


def fire_due(now: datetime, start: Callable[[str], object]) -> list[str]:
    """Start each job whose latest slot was not fired yet; return the names of those started here."""
    started = []
    for job in all_jobs():
        slot = latest_slot(job.cron, now)
        if ScheduledRun.objects.filter(name=job.name, slot=slot).exists():
            continue
        try:
            with transaction.atomic():
                ScheduledRun.objects.create(name=job.name, slot=slot, fired_at=now)
                start(job.name)
        except IntegrityError:
            continue  # another worker was faster
        started.append(job.name)
    return started


def latest_slot(cron: str, now: datetime) -> datetime:
    """The last moment at or before now at which the expression was due."""
    local = timezone.localtime(now).replace(second=0, microsecond=0)
    # CronSim looks strictly before its start; a slot that begins this minute counts as now.
    following = next(CronSim(cron, local - timedelta(minutes=1)))
    return following if following <= local else next(CronSim(cron, local, reverse=True))
