"""Tables of the ground: journal and its head, outbox, schedule, idempotency keys, references to decisions."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """A body's decision as other records cite it: which body, when, under which reference.

    Adoption of a rulebook, an admission, a waiver or an estimate all point here; a meeting's minutes
    can later be tied to the same row without touching what cites it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.CharField(_("body"), max_length=120)
    taken_on = models.DateField(_("taken on"))
    reference = models.CharField(_("reference"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "reference"], name="core_decision_cited_once")]

    def __str__(self) -> str:
        return f"{self.body}, {self.reference}"


class JournalEntry(models.Model):
    """One thing that was done: who, what, when, with which inputs, with which outcome.

    `position` and `seal` stay empty until the worker seals the entry into the hash chain.
    """

    action = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=12)
    actor = models.UUIDField(null=True)
    door = models.CharField(max_length=20)
    at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    subject = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    inputs = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    rulebook = models.CharField(max_length=64, blank=True)
    position = models.BigIntegerField(null=True, unique=True)
    seal = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "-id"], name="core_journal_subject"),
            models.Index(fields=["organisation", "-id"], name="core_journal_organisation"),
            models.Index(fields=["action", "-id"], name="core_journal_action"),
            models.Index(fields=["id"], condition=models.Q(position=None), name="core_journal_unsealed"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject or ''}".strip()


class JournalHead(models.Model):
    """The last sealed position and its hash: one row, locked while sealing, mailed out as evidence."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="core_journal_one_head")]

    def __str__(self) -> str:
        return f"{self.position}:{self.seal}"


class OutboxMessage(models.Model):
    """Something that must leave the house or be done after the commit, and must not be lost."""

    class State(models.TextChoices):
        """Where a message is on its way."""

        WAITING = "waiting", _("waiting")
        DELIVERING = "delivering", _("being delivered")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("failed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    sealed_payload = models.TextField(blank=True)
    dedupe = models.CharField(max_length=160, null=True, unique=True)
    subject = models.UUIDField(null=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="core_outbox_waiting"),
            models.Index(fields=["leased_until"], condition=models.Q(state="delivering"), name="core_outbox_leased"),
            models.Index(fields=["state", "-id"], name="core_outbox_state"),
            models.Index(fields=["subject"], name="core_outbox_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"


class ScheduledRun(models.Model):
    """A slot of a periodic job that was fired; the constraint lets exactly one process fire it."""

    name = models.CharField(max_length=80)
    slot = models.DateTimeField()
    fired_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "slot"], name="core_schedule_fired_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"


class IdempotencyKey(models.Model):
    """The outcome of an action that was asked for under a key, so that asking again changes nothing."""

    action = models.CharField(max_length=80)
    actor = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    inputs_hash = models.CharField(max_length=64)
    outcome = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "actor", "key"], name="core_idempotency_once")]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
