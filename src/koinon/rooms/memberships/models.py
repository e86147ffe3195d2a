"""Tables: memberships and what happened to them."""

import uuid
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision
from koinon.rooms.organisations.models import Organisation


class Membership(models.Model):
    """An organisation's membership in a category of the rulebook, from a day, by a decision."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    category = models.CharField(_("category"), max_length=40)
    criterion = models.CharField(
        _("criterion"), max_length=60, help_text=_("which of the category's criteria it meets")
    )
    state = models.CharField(_("state"), max_length=20)
    starts_on = models.DateField(_("member since"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    rulebook = models.CharField(_("version of the rules applied"), max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(ends_on=None), name="memberships_one_current"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="memberships_dates",
            ),
        ]
        indexes = [models.Index(fields=["category", "state"], name="memberships_category")]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.category})"

    def runs_on(self, day: date) -> bool:
        """Whether it runs on a day, first and last day included."""
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class MembershipChange(models.Model):
    """A change of state, with the decision behind it."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="changes")
    event = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    on = models.DateField()
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.event} {self.on.isoformat()}"
