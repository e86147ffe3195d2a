"""The outbox: what must not be lost is written with the change that causes it and delivered by the worker.

Delivery is at least once: a worker killed between delivering and saying so will deliver again when
its lease runs out. Handlers therefore use a stable identity (the message's public id) that the other
side can recognise.
"""

import json
import logging
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from koinon.core.bulk import update_each
from koinon.core.canonical import canonical
from koinon.core.models import OutboxMessage

logger = logging.getLogger("koinon.outbox")
State = OutboxMessage.State
Handler = Callable[[Mapping[str, Any]], None]

LEASE = timedelta(minutes=5)
ATTEMPTS = 12
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=6)
CLAIMED_AT_ONCE = 20

_handlers: dict[str, Handler] = {}


class PermanentFailure(Exception):
    """Raised by a handler when trying again cannot help (an address that does not exist)."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What is to be delivered: the handler's name and its payload (JSON-safe).

    `secret` payloads (a sign-in code) are encrypted at rest and erased on delivery. Of postings
    with the same `dedupe` only the first is kept. `public_id` reaches the handler as payload["message"].
    """

    kind: str
    payload: Mapping[str, Any]
    subject: UUID | None = None
    dedupe: str | None = None
    secret: bool = False
    due_at: datetime | None = None
    public_id: UUID = field(default_factory=uuid4)


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that delivers messages of a kind."""

    def register(function: Handler) -> Handler:
        if kind in _handlers:
            raise ValueError(f"two handlers for {kind}")
        _handlers[kind] = function
        return function

    return register


def enqueue(*postings: Posting) -> None:
    """Write postings to the outbox, inside the caller's transaction."""
    enqueue_all(postings)


def enqueue_all(postings: Iterable[Posting]) -> None:
    """Write many postings at once; a handler that nobody registered is a programming error."""
    now = timezone.now()
    rows = [_row(posting, now) for posting in postings]
    if rows:
        OutboxMessage.objects.bulk_create(rows, batch_size=500, ignore_conflicts=any(row.dedupe for row in rows))


def _row(posting: Posting, now: datetime) -> OutboxMessage:
    if posting.kind not in _handlers:
        raise ValueError(f"nothing delivers {posting.kind}")
    secret = _cipher().encrypt(canonical(dict(posting.payload))).decode() if posting.secret else ""
    return OutboxMessage(
        public_id=posting.public_id,
        kind=posting.kind,
        payload={} if posting.secret else dict(posting.payload),
        sealed_payload=secret,
        subject=posting.subject,
        dedupe=posting.dedupe,
        due_at=posting.due_at or now,
        created_at=now,
    )


def _cipher() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"koinon.outbox:" + settings.SECRET_KEY.encode()).digest()))


def due_messages(now: datetime) -> Any:
    """The messages that wait for delivery now, those of a worker that died included."""
    return OutboxMessage.objects.filter(
        Q(state=State.WAITING, due_at__lte=now) | Q(state=State.DELIVERING, leased_until__lt=now)
    ).order_by("due_at", "id")


def deliver_due(limit: int = 10_000) -> int:
    """Deliver what is due, a few at a time, until nothing is left; return how many were tried."""
    tried = 0
    while tried < limit:
        batch = _claim(CLAIMED_AT_ONCE)
        if not batch:
            break
        for message in batch:
            _deliver(message)
        tried += len(batch)
    return tried


def _claim(count: int) -> list[OutboxMessage]:
    now = timezone.now()
    with transaction.atomic():
        batch = list(due_messages(now).select_for_update(skip_locked=True)[:count])
        for message in batch:
            message.state, message.leased_until = State.DELIVERING, now + LEASE
            message.attempts += 1
        update_each(batch, ["state", "leased_until", "attempts"])
    return batch


def _deliver(message: OutboxMessage) -> None:
    if not _still_ours(message):
        return
    try:
        deliver = _handlers.get(message.kind)
        if deliver is None:
            raise PermanentFailure(f"nothing delivers {message.kind}")
        if message.attempts > ATTEMPTS:
            raise PermanentFailure(message.error or "every worker that tried this died")
        deliver({**payload_of(message), "message": str(message.public_id)})
    except PermanentFailure as failure:
        _finish(message, State.FAILED, str(failure))
    except Exception as error:  # the worker must outlive any handler; what went wrong is kept with the message
        logger.exception("delivery of %s %s failed", message.kind, message.public_id)
        _retry(message, f"{type(error).__name__}: {error}")
    else:
        _finish(message, State.DELIVERED, "")


def _still_ours(message: OutboxMessage) -> bool:
    """Renew the lease; False when it ran out behind slow deliveries and another worker took the message."""
    message.leased_until = timezone.now() + LEASE
    held = OutboxMessage.objects.filter(pk=message.pk, state=State.DELIVERING, attempts=message.attempts)
    return bool(held.update(leased_until=message.leased_until))


def payload_of(message: OutboxMessage) -> Mapping[str, Any]:
    """What a message holds, unsealed where it is sealed."""
    if not message.sealed_payload:
        stored: Mapping[str, Any] = message.payload
        return stored
    try:
        opened: Mapping[str, Any] = json.loads(_cipher().decrypt(message.sealed_payload.encode()))
    except InvalidToken as error:
        raise PermanentFailure("the secret of this installation has changed since the message was written") from error
    return opened


def _finish(message: OutboxMessage, state: str, error: str) -> None:
    message.state, message.error, message.leased_until = state, error[:2000], None
    if state == State.DELIVERED:
        # What failed for good is kept, sealed, for whoever looks into it; `prune` ends that after a month.
        message.sealed_payload = ""
    message.delivered_at = timezone.now() if state == State.DELIVERED else None
    message.save(update_fields=["state", "error", "leased_until", "sealed_payload", "delivered_at"])


def forget_failed_secrets(before: datetime) -> int:
    """Erase the sealed payloads of messages that were written before a moment and failed for good.

    What the other side said goes with them: mail servers name the address that they refuse.
    """
    failed = OutboxMessage.objects.filter(state=State.FAILED, created_at__lt=before).exclude(sealed_payload="")
    return failed.update(sealed_payload="", error="")


def _retry(message: OutboxMessage, error: str) -> None:
    if message.attempts >= ATTEMPTS:
        _finish(message, State.FAILED, error)
        return
    wait = min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT)
    message.state, message.error, message.leased_until = State.WAITING, error[:2000], None
    message.due_at = timezone.now() + wait
    message.save(update_fields=["state", "error", "leased_until", "due_at"])
