"""Tables: adopted versions of the rulebook."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision


class RulebookVersion(models.Model):
    """One adopted version: the texts themselves, by which decision, in force from when. Never edited."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=40)
    texts = models.JSONField(_("texts by file name"))
    hash = models.CharField(max_length=64)
    in_force_from = models.DateField(_("in force from"))
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    adopted_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-in_force_from", "-id"]

    def __str__(self) -> str:
        return f"{self.code} {self.in_force_from.isoformat()}"
