"""Periodic jobs: each slot fired once, by whichever worker comes first, late if need be."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim

from koinon.core import schedule, tasks
from koinon.core.models import ScheduledRun
from koinon.core.schedule import all_jobs, fire_due, job_named, latest_slot, scheduled
from tests.core import workbench
from tests.together import at_once

SEAT = ZoneInfo("Europe/Brussels")
SWEEP = "workbench.sweep"


def at(day: int, hour: int, minute: int = 0, month: int = 4) -> datetime:
    """A moment of 2026 at the seat."""
    return datetime(2026, month, day, hour, minute, tzinfo=SEAT)


@pytest.fixture
def only_sweep(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """The workbench's job alone, due every morning at six."""
    ScheduledRun.objects.all().delete()
    monkeypatch.setattr(schedule, "_jobs", {SWEEP: job_named(SWEEP)})


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (at(2, 6, 0), at(2, 6, 0)),
        (at(2, 6, 0) + timedelta(seconds=59), at(2, 6, 0)),
        (at(2, 5, 59), at(1, 6, 0)),
        (at(2, 23, 0), at(2, 6, 0)),
        # The night in which clocks go forward, and the one in which they go back.
        (at(29, 7, 0, month=3), at(29, 6, 0, month=3)),
        (at(25, 7, 0, month=10), at(25, 6, 0, month=10)),
    ],
)
def test_the_latest_slot(now: datetime, slot: datetime) -> None:
    assert latest_slot("0 6 * * *", now) == slot


@pytest.mark.usefixtures("only_sweep")
def test_fired_once_a_slot() -> None:
    started: list[str] = []
    assert fire_due(at(2, 6, 0), started.append) == [SWEEP]
    assert fire_due(at(2, 6, 1), started.append) == []
    assert fire_due(at(3, 6, 0), started.append) == [SWEEP]
    assert started == [SWEEP, SWEEP]


@pytest.mark.usefixtures("only_sweep")
def test_late_and_only_once_after_days_of_silence() -> None:
    started: list[str] = []
    fire_due(at(2, 6, 0), started.append)
    assert fire_due(at(20, 15, 0), started.append) == [SWEEP]
    assert fire_due(at(20, 15, 1), started.append) == []


@pytest.mark.usefixtures("only_sweep")
def test_a_start_that_fails_leaves_the_slot_to_be_fired() -> None:
    with pytest.raises(ZeroDivisionError):
        fire_due(at(2, 6, 0), lambda name: 1 / 0)
    assert not ScheduledRun.objects.exists()
    assert fire_due(at(2, 6, 0), lambda name: None) == [SWEEP]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("only_sweep")
def test_workers_at_the_same_moment_fire_it_once() -> None:
    started: list[str] = []
    fire: Callable[[], list[str]] = partial(fire_due, at(2, 6, 0), started.append)
    outcomes = at_once(*[fire] * 4)
    assert sorted(map(len, outcomes)) == [0, 0, 0, 1], outcomes  # type: ignore[arg-type]
    assert started == [SWEEP]


def test_a_job_runs_as_a_task(db: None) -> None:
    tasks.run_job.call(SWEEP)
    assert workbench.ran == ["sweep"]


def test_unknown_and_twin_jobs_are_mistakes() -> None:
    with pytest.raises(KeyError):
        job_named("workbench.unknown")
    with pytest.raises(ValueError, match="two jobs"):
        scheduled(SWEEP, "* * * * *")(workbench.sweep)


def test_the_house_seals_and_mails_and_prunes() -> None:
    known = {job.name: job.cron for job in all_jobs()}
    assert {"core.seal_journal", "core.mail_journal_head", "core.prune"} <= set(known)
    for cron in known.values():
        assert next(CronSim(cron, at(1, 0)))
