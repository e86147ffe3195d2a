"""The outbox: written with the change, delivered by the worker, tried again, encrypted where it must not last."""

from datetime import datetime, timedelta
from threading import Event, Lock
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from koinon.core import outbox
from koinon.core.models import OutboxMessage
from koinon.core.outbox import Posting, deliver_due, enqueue
from tests.core import workbench
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("quiet")
LETTER = "workbench.letter"


def only() -> OutboxMessage:
    """The one message there is."""
    return OutboxMessage.objects.get()


def later(monkeypatch: pytest.MonkeyPatch, **wait: float) -> None:
    """The outbox believes that so much time has passed."""
    moment = timezone.now() + timedelta(**wait)
    monkeypatch.setattr(outbox.timezone, "now", lambda: moment)


def test_delivered_once_with_its_identity() -> None:
    posting = Posting(LETTER, {"to": "a@example.org"})
    enqueue(posting)
    assert deliver_due() == 1
    assert deliver_due() == 0
    assert workbench.delivered == [{"to": "a@example.org", "message": str(posting.public_id)}]
    assert (only().state, only().attempts) == ("delivered", 1)
    assert only().delivered_at is not None


def test_it_falls_with_the_transaction_that_wrote_it() -> None:
    with transaction.atomic():
        enqueue(Posting(LETTER, {}))
        transaction.set_rollback(True)
    assert deliver_due() == 0


def test_what_nobody_delivers_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nothing delivers"):
        enqueue(Posting("workbench.pigeon", {}))


def test_two_handlers_of_a_kind_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two handlers"):
        outbox.handler(LETTER)(workbench.deliver)


def test_of_the_same_only_the_first_is_kept() -> None:
    enqueue(Posting(LETTER, {"n": 1}, dedupe="same"))
    enqueue(Posting(LETTER, {"n": 2}, dedupe="same"), Posting(LETTER, {"n": 3}))
    deliver_due()
    assert [payload["n"] for payload in workbench.delivered] == [1, 3]


def test_it_waits_for_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(Posting(LETTER, {}, due_at=timezone.now() + timedelta(hours=1)))
    assert deliver_due() == 0
    later(monkeypatch, hours=2)
    assert deliver_due() == 1


def test_the_earliest_first() -> None:
    now = timezone.now()
    for hours in (1, 3, 2):
        enqueue(Posting(LETTER, {"hours": hours}, due_at=now - timedelta(hours=hours)))
    deliver_due()
    assert [payload["hours"] for payload in workbench.delivered] == [3, 2, 1]


def test_what_fails_for_now_is_tried_again_ever_later(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(Posting(LETTER, {"fails": "for now"}))
    waits, moment = [], timezone.now()
    monkeypatch.setattr(outbox.timezone, "now", lambda: moment)
    for _ in range(outbox.ATTEMPTS - 1):
        assert deliver_due() == 1
        assert deliver_due() == 0  # not before its time
        waits.append((only().due_at - moment).total_seconds())
        moment = only().due_at
    assert waits[:4] == [15, 30, 60, 120]
    assert waits == sorted(waits)
    assert max(waits) <= outbox.LONGEST_WAIT.total_seconds()
    assert "ConnectionError: the server is away" in only().error
    assert deliver_due() == 1
    assert only().state == "failed"
    moment += timedelta(days=30)
    assert deliver_due() == 0


def test_what_fails_for_good_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(Posting(LETTER, {"fails": "for good"}), Posting(LETTER, {"n": 2}))
    assert deliver_due() == 2
    failed = OutboxMessage.objects.get(state="failed")
    assert failed.error == "no such address"
    assert [payload["n"] for payload in workbench.delivered] == [2]
    later(monkeypatch, days=30)
    assert deliver_due() == 0


def test_a_handler_that_is_gone_fails_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(Posting(LETTER, {}))
    monkeypatch.delitem(outbox._handlers, LETTER)
    deliver_due()
    assert (only().state, only().error) == ("failed", f"nothing delivers {LETTER}")


def test_a_secret_is_encrypted_at_rest_and_erased_on_delivery() -> None:
    enqueue(Posting(LETTER, {"code": "ABC-123"}, secret=True))
    assert "ABC-123" not in _everything_stored()
    deliver_due()
    assert workbench.delivered[0]["code"] == "ABC-123"
    assert (only().payload, only().sealed_payload) == ({}, "")


@pytest.mark.parametrize("fails", ["for good", "for now"])
def test_a_secret_that_was_not_delivered_stays_sealed_for_a_month(fails: str) -> None:
    enqueue(Posting(LETTER, {"code": "ABC-123", "fails": fails}, secret=True))
    deliver_due()
    assert only().sealed_payload
    assert "ABC-123" not in _everything_stored()
    outbox.forget_failed_secrets(before=only().created_at)
    assert only().sealed_payload
    outbox.forget_failed_secrets(before=only().created_at + timedelta(days=30))
    assert bool(only().sealed_payload) is (fails == "for now")
    assert bool(only().error) is (fails == "for now"), "mail servers name the address that they refuse"


def test_a_changed_key_of_the_house_fails_for_good(settings: Settings) -> None:
    enqueue(Posting(LETTER, {"code": "ABC-123"}, secret=True))
    settings.SECRET_KEY = "another"
    deliver_due()
    assert only().state == "failed"
    assert "secret of this installation has changed" in only().error


def _everything_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_outboxmessage")
        return str(cursor.fetchall())


def test_what_a_killed_worker_held_is_given_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(Posting(LETTER, {}))
    assert len(outbox._claim(20)) == 1  # and then the worker is killed
    assert deliver_due() == 0
    later(monkeypatch, minutes=6)
    assert deliver_due() == 1
    assert (only().state, only().attempts) == ("delivered", 2)


def test_what_kills_every_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(Posting(LETTER, {}))
    moment = timezone.now()
    monkeypatch.setattr(outbox.timezone, "now", lambda: moment)
    for _ in range(outbox.ATTEMPTS):
        outbox._claim(20)
        moment += outbox.LEASE + timedelta(seconds=1)
    assert deliver_due() == 1
    assert (only().state, only().error) == ("failed", "every worker that tried this died")
    assert not workbench.delivered


def test_a_lease_that_ran_out_behind_slow_deliveries_is_left_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(Posting(LETTER, {}))
    (slow,) = outbox._claim(20)
    later(monkeypatch, minutes=6)
    (other,) = outbox._claim(20)
    outbox._deliver(slow)
    assert not workbench.delivered
    outbox._deliver(other)
    assert len(workbench.delivered) == 1


def test_the_outbox_outlives_any_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(payload: Any) -> None:
        raise MemoryError("too much")

    monkeypatch.setitem(outbox._handlers, LETTER, explode)
    enqueue(Posting(LETTER, {}), Posting(LETTER, {}))
    assert deliver_due() == 2
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"waiting"}


def test_limit() -> None:
    enqueue(*[Posting(LETTER, {}) for _ in range(30)])
    assert deliver_due(limit=20) == 20


@pytest.mark.django_db(transaction=True)
def test_two_workers_deliver_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    lock, both = Lock(), Event()

    def slow(payload: Any) -> None:
        with lock:
            seen.append(payload["message"])
        both.wait(0.002)

    monkeypatch.setitem(outbox._handlers, LETTER, slow)
    enqueue(*[Posting(LETTER, {}) for _ in range(70)])
    tried = at_once(deliver_due, deliver_due)
    assert sum(tried) == 70, tried  # type: ignore[arg-type]
    assert len(seen) == len(set(seen)) == 70
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"delivered"}


def test_a_subject_finds_its_messages() -> None:
    subject = uuid4()
    enqueue(Posting(LETTER, {}, subject=subject))
    assert OutboxMessage.objects.filter(subject=subject).exists()
    assert isinstance(only().created_at, datetime)
