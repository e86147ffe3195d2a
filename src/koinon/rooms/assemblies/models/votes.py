"""Tables: votes with their result, ballots, and what tellers counted."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.rooms.assemblies.models.meetings import AgendaItem, Meeting, Motion
from koinon.rooms.assemblies.models.rolls import Proxy


class Vote(models.Model):
    """A vote on an item or a motion: opened, closed with its result, or stopped."""

    class Method(models.TextChoices):
        """How it is held."""

        OPEN = "open", _("by show of names")
        HAND = "hand", _("by show of hands")
        PAPER = "paper", _("on paper")
        ACCLAMATION = "acclamation", _("by acclamation")
        WRITTEN = "written", _("in writing")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, null=True, related_name="votes")
    method = models.CharField(_("how it is held"), max_length=12, choices=Method.choices)
    decision = models.CharField(max_length=40, blank=True)
    election = models.CharField(max_length=40, blank=True)
    seats = models.PositiveSmallIntegerField(default=0)
    candidates = models.JSONField(default=list)
    round = models.PositiveSmallIntegerField(default=1)
    tellers = models.JSONField(default=list, help_text=_("public ids of the persons who count by hand"))
    repeats = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="repeated_by")
    state = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    chair = models.CharField(_("the chair's deciding vote"), max_length=3, blank=True)
    chosen = models.JSONField(_("chosen by lot"), default=list)
    outcome = models.CharField(max_length=20, blank=True)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(state="open"), name="assemblies_one_vote_at_a_time"
            ),
            models.CheckConstraint(
                condition=(models.Q(decision="") & ~models.Q(election=""))
                | (~models.Q(decision="") & models.Q(election="")),
                name="assemblies_decision_or_election",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision or self.election} {self.opened_at.isoformat()}"


class Ballot(models.Model):
    """What was cast with one piece of the roll: by whom, for which member. Written once, never changed."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="ballots")
    member = models.UUIDField()
    place = models.PositiveSmallIntegerField()
    person = models.UUIDField()
    via = models.CharField(max_length=10)
    proxy = models.ForeignKey(Proxy, on_delete=models.PROTECT, null=True, related_name="ballots")
    choice = models.CharField(max_length=10, blank=True)
    names = models.JSONField(default=list)
    weights = models.JSONField()
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "member", "place"], name="assemblies_ballot_once")]

    def __str__(self) -> str:
        return f"{self.member}.{self.place}: {self.choice or self.names}"


class HandCount(models.Model):
    """What one teller counted; two who agree make a tally."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="hand_counts")
    teller = models.UUIDField()
    counts = models.JSONField()
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["vote", "teller"], name="assemblies_count_once")]

    def __str__(self) -> str:
        return f"{self.teller}: {self.counts}"
