"""Tables: the frozen roll and its pieces, delegates, proxies, and who came.

A *member* is whoever stands on the roll, by public id: an organisation, or a person where persons sit in the body.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.rooms.assemblies.models.meetings import Meeting
from koinon.rooms.organisations.models import Organisation


class Roll(models.Model):
    """Who may vote in a meeting, frozen when it opened: `hash` is that of its canonical form."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="roll")
    on = models.DateField(_("as of"))
    hash = models.CharField(max_length=64)
    caps = models.JSONField(default=list)
    frozen_at = models.DateTimeField()
    frozen_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.hash[:12]}"


class RollLine(models.Model):
    """A member on a frozen roll: whether it may vote, why, and with how many votes by each weight key."""

    roll = models.ForeignKey(Roll, on_delete=models.CASCADE, related_name="lines")
    member = models.UUIDField()
    name = models.CharField(max_length=200)
    group = models.CharField(max_length=40)
    country = models.CharField(max_length=2, blank=True)
    entitled = models.BooleanField()
    reason = models.CharField(max_length=20)
    waived_by = models.CharField(max_length=240, blank=True)
    votes = models.JSONField(default=dict)
    account = models.JSONField(default=dict, help_text=_("how its right and its votes came about"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roll", "member"], name="assemblies_line_once")]

    def __str__(self) -> str:
        return f"{self.name}: {self.votes}"


class RollAddition(models.Model):
    """A member whose vote was withheld when the roll was frozen, and that the meeting then let vote.

    The frozen line stays as it is; `hash` is that of the roll with every addition up to this one.
    """

    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="additions")
    member = models.UUIDField()
    vote = models.OneToOneField("assemblies.Vote", on_delete=models.PROTECT, related_name="addition")
    waived_by = models.CharField(max_length=240)
    votes = models.JSONField()
    account = models.JSONField(default=dict)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["roll", "member"], name="assemblies_addition_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.votes}"


class Piece(models.Model):
    """Votes of a member that are always cast together, and who may cast them, the delegate first."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="pieces")
    member = models.UUIDField()
    place = models.PositiveSmallIntegerField()
    weights = models.JSONField()
    speakers = models.JSONField()
    # Of a member that the meeting let vote: from when on its votes are there.
    added_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member", "place"], name="assemblies_piece_once")]

    def __str__(self) -> str:
        return f"{self.member}.{self.place}"


class Speaker(models.Model):
    """Somebody who may cast a piece, to be found by person."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="speakers")
    person = models.UUIDField()
    member = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person", "member"], name="assemblies_speaker_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.member}"


class Delegation(models.Model):
    """A person whom a member named for a meeting: the delegate (rank 0) of a part of its votes, or a substitute."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="delegations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    person = models.UUIDField()
    votes = models.PositiveIntegerField(null=True)
    named_at = models.DateTimeField()
    named_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["place", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation", "place", "rank"], name="assemblies_delegation_once"
            )
        ]
        indexes = [models.Index(fields=["meeting", "person"], name="assemblies_delegation_person")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.person}"


class Proxy(models.Model):
    """A member's votes in another's hands: for the whole meeting, or for the items named (by public id)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proxies")
    giver = models.UUIDField()
    holder = models.UUIDField()
    items = models.JSONField(default=list)
    state = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    given_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["meeting", "giver"], name="assemblies_proxy_giver"),
            models.Index(fields=["meeting", "holder"], name="assemblies_proxy_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.holder} ({self.state})"


class Attendance(models.Model):
    """A stay of a person at a meeting; who comes back has a second one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    person = models.UUIDField()
    online = models.BooleanField(default=False)
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["came_at", "id"]
        indexes = [models.Index(fields=["meeting", "person"], name="assemblies_attendance_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=models.Q(left_at=None), name="assemblies_there_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.came_at.isoformat()}"
