"""Working plans: versions of a list of items, each with its aim, who sees to it, its period and how far it is."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision
from koinon.rooms.organisations.models import Organisation


class WorkingPlan(models.Model):
    """A version of the plan for a period: a draft, adopted by a decision, or replaced by a later version."""

    class State(models.TextChoices):
        """How it stands."""

        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted")
        REPLACED = "replaced", _("replaced by a later version")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    adopted_by = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    published = models.BooleanField(_("shown to everybody"), default=False)
    drafted_at = models.DateTimeField()
    drafted_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_on", "-number", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="decisions_plan_dates"),
            models.CheckConstraint(
                condition=models.Q(state="draft", adopted_by=None, published=False)
                | (~models.Q(state="draft") & models.Q(adopted_by__isnull=False)),
                name="decisions_plan_adopted_by_a_decision",
            ),
        ]
        verbose_name = _("working plan")
        verbose_name_plural = _("working plans")

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class PlanItem(models.Model):
    """Something that the plan says will be done. `aim` is the rulebook's key; somebody, or a member, sees to it."""

    class State(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(WorkingPlan, on_delete=models.CASCADE, related_name="items")
    # The same item in the version before: what was done then belongs to it.
    before = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    aim = models.CharField(_("aim"), max_length=40)
    title = models.CharField(_("what is to be done"), max_length=200)
    words = models.TextField(_("explanation"), blank=True)
    responsible = models.UUIDField(null=True, help_text=_("public id of the person who sees to it"))
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("the member that sees to it"),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    state_words = models.CharField(_("how far it is, in a sentence"), max_length=500, blank=True)
    state_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="decisions_item_dates")
        ]

    def __str__(self) -> str:
        return self.title


class Progress(models.Model):
    """A word on how far an item is; the latest one stands with the item too."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="progress")
    state = models.CharField(max_length=10, choices=PlanItem.State.choices)
    words = models.CharField(max_length=500, blank=True)
    on = models.DateField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state} {self.on.isoformat()}"
