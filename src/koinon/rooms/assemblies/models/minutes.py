"""Tables: the minutes of a meeting, every version of them, and what they say happened."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.rooms.assemblies.models.meetings import Meeting


class Minutes(models.Model):
    """The minutes of a meeting: how far they are, which version is signed, and the paper that was approved."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="record")
    language = models.CharField(_("language"), max_length=10)
    state = models.CharField(_("state"), max_length=12)
    # While a correction waits for its signature, everybody else goes on reading the version that was signed last.
    signed = models.ForeignKey("MinutesVersion", on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    signed_on_paper = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    paper = models.CharField(_("checksum of the paper (SHA-256)"), max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.meeting_id} ({self.state})"


class MinutesAccount(models.Model):
    """What happened, as it was drawn from the records of the meeting at a moment. Never edited."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="accounts")
    happened = models.JSONField()
    hash = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()
    drawn_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.hash[:12]}"


class MinutesVersion(models.Model):
    """One version: what happened, and what the secretary wrote beside it. Never edited; another follows."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    account = models.ForeignKey(MinutesAccount, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField()
    # Of account and words together: what is signed and approved is this.
    hash = models.CharField(max_length=64)
    reason = models.CharField(_("why it was corrected"), max_length=300, blank=True)
    written_at = models.DateTimeField()
    written_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="assemblies_minutes_version_once")]

    def __str__(self) -> str:
        return f"{self.minutes_id}.{self.number}"
