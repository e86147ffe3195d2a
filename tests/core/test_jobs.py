"""The ground's own periodic jobs: what is long done is forgotten, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from pytest_django import Settings

from koinon.core import jobs
from koinon.core.models import OutboxMessage
from koinon.core.outbox import Posting, deliver_due, enqueue

pytestmark = pytest.mark.usefixtures("quiet")


def test_sessions_that_are_over_are_forgotten() -> None:
    now = timezone.now()
    for key, ends in (("over", now - timedelta(minutes=1)), ("runs", now + timedelta(minutes=1))):
        Session.objects.create(session_key=key, session_data="somebody's address and code", expire_date=ends)
    assert [jobs.prune(), jobs.prune()] == [1, 0]
    assert Session.objects.get().session_key == "runs"


def test_what_could_not_be_delivered_is_kept_as_long_as_the_settings_say(settings: Settings) -> None:
    settings.KOINON_FAILED_LETTERS_DAYS = 3
    enqueue(Posting("workbench.letter", {"code": "ABC-123", "fails": "for good"}, secret=True))
    deliver_due()
    for days, kept in ((2, True), (4, False)):
        OutboxMessage.objects.update(created_at=timezone.now() - timedelta(days=days))
        jobs.prune()
        assert bool(OutboxMessage.objects.get().sealed_payload) is kept
