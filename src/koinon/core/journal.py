"""The journal: a line for everything that was done, sealed into a hash chain by the worker.

Writing a line never waits for another: entries are sealed afterwards, in batches, under one lock.
Each sealed entry has a gapless position and a seal over the previous seal and its own content, so
that a changed, removed or inserted entry shows. Whoever holds an earlier head (they are mailed out)
can tell even if the whole chain was rewritten.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from koinon.core.bulk import update_each
from koinon.core.canonical import canonical
from koinon.core.models import JournalEntry, JournalHead

BATCH = 1000
MAY_WAIT = timedelta(minutes=5)
FIRST_SEAL = sha256(b"koinon journal").hexdigest()
SEALED_FIELDS = ("action", "actor_kind", "door", "inputs", "outcome", "rulebook")
KNOWN_FAULTS = 50


def content_of(entry: JournalEntry) -> dict[str, Any]:
    """What a seal is taken over: everything but the database's own row number."""
    content = {name: getattr(entry, name) for name in SEALED_FIELDS}
    for name in ("actor", "subject", "organisation"):
        value = getattr(entry, name)
        content[name] = str(value) if value else None
    for name in ("at", "recorded_at"):
        content[name] = _moment(getattr(entry, name))
    content["position"] = entry.position
    return content


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds") if value else None


def seal_of(previous: str, entry: JournalEntry) -> str:
    """SHA-256 over the previous seal (hexadecimal) and the entry's canonical content."""
    return sha256(previous.encode() + canonical(content_of(entry))).hexdigest()


def seal_waiting() -> int:
    """Seal all entries that wait, in the order of their rows; return how many."""
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
    return sealed


def _seal_batch() -> int:
    JournalHead.objects.get_or_create(id=1, defaults={"seal": FIRST_SEAL})
    with transaction.atomic():
        head = JournalHead.objects.select_for_update().get(id=1)
        entries = list(JournalEntry.objects.filter(position=None).order_by("id")[:BATCH])
        for entry in entries:
            head.position += 1
            entry.position = head.position
            entry.seal = head.seal = seal_of(head.seal, entry)
        if entries:
            update_each(entries, ["position", "seal"])
            head.sealed_at = timezone.now()
            head.save()
    return len(entries)


@dataclass(slots=True)
class Verdict:
    """What a check of the journal found; `faults` is empty when the chain holds."""

    sealed: int = 0
    waiting: int = 0
    head: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.faults


def verify(known_heads: Iterable[str] = (), now: datetime | None = None) -> Verdict:
    """Recompute the chain and compare it with itself, its head and heads known from elsewhere.

    `known_heads` are strings `position:seal`, as mailed. At most 50 faults are listed.
    """
    verdict = Verdict()
    wanted = dict(_split_head(text) for text in known_heads)
    head = JournalHead.objects.filter(id=1).first()
    last = head.position if head else 0
    expected, previous = 1, FIRST_SEAL
    entries = JournalEntry.objects.exclude(position=None).order_by("position")
    for entry in entries.iterator(chunk_size=BATCH):
        position = entry.position or 0
        if position != expected:
            verdict.faults.append(_missing(expected, position - 1))
        elif entry.seal != seal_of(previous, entry):
            verdict.faults.append(f"entry {position} ({entry.action}) was changed after it was sealed")
        if position in wanted and entry.seal != wanted.pop(position):
            verdict.faults.append(f"entry {position} does not bear the seal that was known from elsewhere")
        expected, previous = position + 1, entry.seal
        verdict.sealed += 1
        if len(verdict.faults) >= KNOWN_FAULTS:
            verdict.faults.append("more faults follow; the rest was not read")
            return verdict
    if head is None and verdict.sealed:
        verdict.faults.append("the head is missing")
    elif head and (expected - 1 != head.position or previous != head.seal):
        missing = _missing(expected, last) if expected <= last else "the head does not bear the last entry's seal"
        verdict.faults.append(missing)
    verdict.faults += [f"no entry {position}, though its seal is known from elsewhere" for position in wanted]
    verdict.head = f"{last}:{head.seal}" if head else ""
    _look_at_waiting(verdict, now or timezone.now())
    return verdict


def _look_at_waiting(verdict: Verdict, now: datetime) -> None:
    waiting = JournalEntry.objects.filter(position=None)
    verdict.waiting = waiting.count()
    # Where the time is hidden only the day is known, so such an entry is late a day later.
    late = waiting.filter(
        Q(at__isnull=False, recorded_at__lt=now - MAY_WAIT)
        | Q(at=None, recorded_at__lt=now - MAY_WAIT - timedelta(days=1))
    ).count()
    if late:
        verdict.faults.append(f"{late} entries wait for their seal for more than five minutes: is the worker running?")


def _missing(first: int, last: int) -> str:
    return f"entry {first} is missing" if first >= last else f"entries {first} to {last} are missing"


def _split_head(text: str) -> tuple[int, str]:
    position, _colon, seal = text.strip().partition(":")
    if not position.isdigit() or len(seal) != 64:
        raise ValueError(f"a head is written POSITION:SEAL, not {text!r}")
    return int(position), seal
