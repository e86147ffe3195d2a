"""What the worker runs: deliveries and periodic jobs, as tasks of django-tasks."""

from django_tasks import task

from koinon.core import outbox, schedule


@task()
def deliver_outbox() -> int:
    """Deliver what is due in the outbox."""
    return outbox.deliver_due()


@task()
def run_job(name: str) -> None:
    """Run a periodic job."""
    schedule.job_named(name).job()
