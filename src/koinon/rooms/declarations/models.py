"""Tables: declarations, their figures, and exchange rates beyond those that ship with the project."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision
from koinon.rooms.memberships.models import Membership


class Declaration(models.Model):
    """A member's figures for one fee year, in one version; locked ones are followed, never edited."""

    class Kind(models.TextChoices):
        """Who vouches for the figures."""

        DECLARED = "declared", _("declared by the member")
        ESTIMATE = "estimate", _("estimate adopted by decision")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="declarations")
    year = models.PositiveSmallIntegerField(_("fee year"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.DECLARED)
    state = models.CharField(max_length=12)
    note = models.TextField(_("remark"), blank=True)
    warnings = models.JSONField(default=list)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.UUIDField(null=True)
    locked_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    rulebook = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "year", "number"], name="declarations_version_once"),
            models.UniqueConstraint(
                fields=["membership", "year"],
                condition=models.Q(state="draft"),
                name="declarations_one_draft",
            ),
            models.UniqueConstraint(
                fields=["membership", "year"],
                condition=models.Q(state__in=["submitted", "locked"]),
                name="declarations_one_in_force",
            ),
        ]
        indexes = [models.Index(fields=["year", "state"], name="declarations_year")]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.year}/{self.number}"


class Figure(models.Model):
    """One declared figure, as typed and in the rulebook's currency with the rate that was used."""

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="figures")
    basis = models.CharField(max_length=40)
    typed = models.DecimalField(max_digits=20, decimal_places=2)
    currency = models.CharField(max_length=3, blank=True)
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    rate_on = models.DateField(null=True)
    rate_source = models.CharField(max_length=120, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=2)
    figures_year = models.PositiveSmallIntegerField(_("year the figure describes"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["declaration", "basis"], name="declarations_figure_once")]

    def __str__(self) -> str:
        return f"{self.basis}: {self.value}"


class ExchangeRate(models.Model):
    """Units of a currency for one euro on a day, recorded by the treasurer with its source."""

    currency = models.CharField(max_length=3)
    on = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    source = models.CharField(max_length=120)
    recorded_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["currency", "on"], name="declarations_rate_once"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="declarations_rate_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.on.isoformat()}"
