"""The worker: django-tasks' own, with what it lacks: a clock that fires schedules and deliveries, and a reaper.

Any number of workers may run; a slot, a message and a task are each taken by one of them.
"""

import logging
import os
import threading
import time
from datetime import timedelta

from django.db import close_old_connections, connection
from django.db.utils import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from koinon.core import memory, outbox, schedule, tasks
from koinon.core.models import IdempotencyKey, ScheduledRun

logger = logging.getLogger("koinon.worker")
TICK = 1.0
TASK_MAY_TAKE = timedelta(minutes=15)
FINISHED_KEPT = timedelta(days=7)
# Longer than the slot of any job is apart, and than a form stays open.
USED_KEPT = timedelta(days=31)


def tick() -> None:
    """One beat: fire schedules that are due, wake the delivery, give back what dead workers held."""
    now = timezone.now()
    schedule.fire_due(now, tasks.run_job.enqueue)
    if outbox.due_messages(now).exists():
        # One that runs does not stand in the way: its worker may be dead, and two never take the same message.
        waiting = DBTaskResult.objects.filter(task_path=tasks.deliver_outbox.module_path, status=TaskResultStatus.READY)
        if not waiting.exists():
            tasks.deliver_outbox.enqueue()
    reap()


def reap() -> int:
    """Give back tasks whose worker died: still running long after any task should have ended."""
    stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - TASK_MAY_TAKE)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


def give_back(worker_id: str) -> int:
    """Give back the tasks of a worker of this name that was here before us and did not end well."""
    held = [
        row.pk for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING) if worker_id in row.worker_ids
    ]
    return DBTaskResult.objects.filter(pk__in=held).update(status=TaskResultStatus.READY, started_at=None)


def prune() -> int:
    """Forget finished tasks after a week, fired slots and used keys after a month; outbox and journal stay."""
    now = timezone.now()
    finished = DBTaskResult.objects.filter(finished_at__lt=now - FINISHED_KEPT)
    slots = ScheduledRun.objects.filter(slot__lt=now - USED_KEPT)
    keys = IdempotencyKey.objects.filter(created_at__lt=now - USED_KEPT)
    return sum(rows.delete()[0] for rows in (finished, slots, keys))


def beat(stop: threading.Event) -> None:
    """Tick until told to stop; a database that is away for a while is waited for."""
    while not stop.wait(TICK):
        try:
            tick()
        except OperationalError:
            logger.warning("the database did not answer; trying again", exc_info=True)
        except Exception:  # without its clock a worker would sit there and deliver nothing
            logger.exception("a beat failed; trying again")
        finally:
            close_old_connections()
    connection.close()


def work(worker: Worker) -> None:
    """Run tasks until told to stop; the stock worker ends at the first time the database is too busy to answer."""
    while worker.running:
        try:
            worker.run()
        except OperationalError:
            logger.warning("the database did not answer; trying again", exc_info=True)
            connection.close()
            time.sleep(TICK)
        else:
            return


def run(name: str = "") -> None:
    """Work until SIGTERM or Ctrl+C."""
    worker_id = name or f"worker-{os.uname().nodename}-{os.getpid()}"
    if name:
        give_back(worker_id)
    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0.5,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id[:64],
    )
    worker.configure_signals()
    stop = threading.Event()
    beats = threading.Thread(target=beat, args=(stop,), name="beat", daemon=True)
    beats.start()
    memory.settle()
    try:
        work(worker)
    finally:
        stop.set()
        beats.join(timeout=5)
