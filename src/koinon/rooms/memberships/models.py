"""Tables: memberships and what happened to them: notices, other categories, mergers, exclusions."""

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
    # Whether its category ever changes: of those that never do, nobody has to ask what they were.
    changes_category = models.BooleanField(default=False)

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


class WithdrawalNotice(models.Model):
    """A member's notice that it leaves: when it came, on which day it takes effect, and by which rule."""

    class Way(models.TextChoices):
        """How it came."""

        AREA = "area", _("given in the members' area")
        LETTER = "letter", _("by letter")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="notices")
    way = models.CharField(max_length=8, choices=Way.choices)
    received_on = models.DateField(_("received on"))
    last_day = models.DateField(_("last day of the membership"))
    words = models.CharField(_("in its words"), max_length=300, blank=True)
    account = models.JSONField()
    state = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    closed_on = models.DateField(null=True)
    rulebook = models.CharField(_("version of the rules applied"), max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=models.Q(state="given"), name="memberships_one_notice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.last_day.isoformat()}"


class CategoryChange(models.Model):
    """A member is in another category from a day on, by a decision; the membership goes on."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="category_changes")
    from_category = models.CharField(max_length=40)
    from_criterion = models.CharField(max_length=60)
    category = models.CharField(_("category"), max_length=40)
    criterion = models.CharField(_("criterion"), max_length=60)
    on = models.DateField(_("from"))
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(_("did it meet the criterion"), max_length=10)
    applied_on = models.DateField(null=True)
    rulebook = models.CharField(_("version of the rules applied"), max_length=64)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["membership", "on"], name="memberships_one_change_a_day"),
            models.UniqueConstraint(
                fields=["membership"], condition=models.Q(applied_on=None), name="memberships_one_change_to_come"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.category} {self.on.isoformat()}"


class Merger(models.Model):
    """A member that has become part of another organisation, its successor, from a day on."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    absorbed = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="merger")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="absorbed_members")
    on = models.DateField(_("from"))
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.absorbed} → {self.successor}"


class ExclusionProceeding(models.Model):
    """What leads to an exclusion or is dropped: the grounds, the invitation to be heard, what the member answered."""

    class Answer(models.TextChoices):
        """How the member was heard."""

        HEARING = "hearing", _("it came and was heard")
        STATEMENT = "statement", _("it sent a statement")
        SILENCE = "silence", _("it did not use its hearing")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="proceedings")
    grounds = models.TextField(_("grounds"))
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    invited_on = models.DateField(null=True)
    answer_by = models.DateField(_("to be heard by"), null=True)
    hearing = models.CharField(_("when and where it is heard"), max_length=300, blank=True)
    answer = models.CharField(max_length=12, choices=Answer.choices, blank=True)
    answered_on = models.DateField(null=True)
    statement = models.TextField(_("what it said"), blank=True)
    closed_on = models.DateField(null=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("why it was dropped"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["opened_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=models.Q(closed_on=None), name="memberships_one_proceeding"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.opened_on.isoformat()}"
