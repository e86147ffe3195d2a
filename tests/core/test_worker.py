"""The worker: beats, gives back what dead workers held, forgets what is long done; a real one, killed and replaced."""

import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from koinon.core import journal, outbox, schedule, tasks, worker
from koinon.core.actors import Actor
from koinon.core.models import IdempotencyKey, JournalEntry, OutboxMessage, ScheduledRun
from koinon.core.outbox import Posting, enqueue
from tests.core import workbench
from tests.core.workbench import note
from tests.processes import kill, running, wait_for

WORK = "from tests.core import workbench\nfrom koinon.core import worker\nworker.run({name!r})"
DELIVERY = tasks.deliver_outbox.module_path


@pytest.fixture
def no_jobs(monkeypatch: pytest.MonkeyPatch, quiet: None) -> None:
    """Nothing is scheduled."""
    monkeypatch.setattr(schedule, "_jobs", {})


def deliveries(**wanted: object) -> list[DBTaskResult]:
    """The tasks that deliver the outbox."""
    return list(DBTaskResult.objects.filter(task_path=DELIVERY, **wanted))


@pytest.mark.usefixtures("no_jobs")
def test_a_beat_wakes_the_delivery_once() -> None:
    worker.tick()
    assert not deliveries()
    enqueue(Posting("workbench.letter", {}))
    worker.tick()
    worker.tick()
    assert len(deliveries()) == 1


@pytest.mark.usefixtures("no_jobs")
def test_a_dead_workers_delivery_holds_nobody_up() -> None:
    enqueue(Posting("workbench.letter", {}))
    worker.tick()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    worker.tick()
    assert len(deliveries(status=TaskResultStatus.READY)) == 1


def test_a_beat_fires_what_is_due(quiet: None) -> None:
    worker.tick()
    fired = set(ScheduledRun.objects.values_list("name", flat=True))
    assert fired == {job.name for job in schedule.all_jobs()}
    assert DBTaskResult.objects.filter(task_path=tasks.run_job.module_path).count() == len(fired)


@pytest.mark.parametrize(("minutes", "given_back"), [(14, 0), (16, 1)])
def test_tasks_of_dead_workers_are_given_back(quiet: None, minutes: int, given_back: int) -> None:
    tasks.deliver_outbox.enqueue()
    started = timezone.now() - timedelta(minutes=minutes)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=started)
    assert worker.reap() == given_back
    assert len(deliveries(status=TaskResultStatus.READY)) == given_back


def test_a_worker_that_comes_back_under_its_name_gives_back_at_once(quiet: None) -> None:
    for name in ("one", "two"):
        task = tasks.deliver_outbox.enqueue()
        DBTaskResult.objects.filter(pk=task.id).update(
            status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=[name]
        )
    assert worker.give_back("one") == 1
    (still_held,) = deliveries(status=TaskResultStatus.RUNNING)
    assert still_held.worker_ids == ["two"]


def test_what_is_long_done_is_forgotten(house: Actor, quiet: None) -> None:
    now = timezone.now()
    for days in (6, 8):
        task = tasks.deliver_outbox.enqueue()
        DBTaskResult.objects.filter(pk=task.id).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=now - timedelta(days=days)
        )
    for days in (1, 40):
        ScheduledRun.objects.create(name="x", slot=now - timedelta(days=days), fired_at=now)
        note.once(f"key {days}", actor=house, reference=f"B{days}")
        IdempotencyKey.objects.filter(key=f"key {days}").update(created_at=now - timedelta(days=days))
    worker.prune()
    assert len(deliveries()) == 1
    assert ScheduledRun.objects.filter(name="x").count() == 1
    assert IdempotencyKey.objects.get().key == "key 1"


def test_a_busy_database_ends_neither_the_tasks_nor_the_clock(
    quiet: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(worker, "TICK", 0.0)
    tried: list[str] = []

    class Busy:
        running = True

        def run(self) -> None:
            tried.append("work")
            if len(tried) < 3:
                raise OperationalError("database is locked")

    worker.work(Busy())  # type: ignore[arg-type]
    assert tried == ["work"] * 3
    assert caplog.text.count("the database did not answer") == 2

    stop = threading.Event()
    faults = iter([OperationalError("database is locked"), RuntimeError("a job that cannot be read")])

    def tick() -> None:
        for fault in faults:
            raise fault
        stop.set()

    monkeypatch.setattr(worker, "tick", tick)
    worker.beat(stop)
    assert "a beat failed; trying again" in caplog.text


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_of_a_delivery_the_next_worker_delivers(house: Actor, quiet: None, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    note(actor=house, reference="B1")
    enqueue(Posting("workbench.letter", {"begins": str(begun), "takes": 60}))
    with running(WORK.format(name="one")) as first:
        wait_for(begun.exists)
        kill(first)
    message = OutboxMessage.objects.get(kind="workbench.letter")
    assert (message.state, message.attempts) == ("delivering", 1)
    assert len(deliveries(status=TaskResultStatus.RUNNING)) == 1
    # Half a minute of a letter is enough for the test, and five minutes of a lease are too long for it.
    OutboxMessage.objects.filter(pk=message.pk).update(
        leased_until=timezone.now() - timedelta(seconds=1), payload={"begins": str(begun), "takes": 0}
    )
    with running(WORK.format(name="one")) as second:
        wait_for(lambda: not OutboxMessage.objects.exclude(state="delivered").exists())
        wait_for(lambda: not JournalEntry.objects.filter(position=None).exists())
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=60) == 0
    assert begun.read_text().split() == [str(message.public_id)] * 2
    assert OutboxMessage.objects.get(pk=message.pk).attempts == 2
    assert not deliveries(status=TaskResultStatus.RUNNING)
    assert journal.verify().holds


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_work(quiet: None, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    enqueue(*[Posting("workbench.letter", {"begins": str(begun), "takes": 0.01}) for _ in range(60)])
    with running(WORK.format(name="one")), running(WORK.format(name="two")):
        wait_for(lambda: not OutboxMessage.objects.exclude(state="delivered").exists())
    delivered = begun.read_text().split()
    assert len(delivered) == len(set(delivered)) == 60
    assert outbox.deliver_due() == 0
    assert not workbench.delivered
