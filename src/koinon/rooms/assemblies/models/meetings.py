"""Tables: meetings, their agenda and papers, motions, and who has an interest in an item."""

import uuid
from datetime import date
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.rooms.documents.models import Document
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.rulebook.models import RulebookVersion


class Meeting(models.Model):
    """A meeting of a body of the rulebook, from the plan to the approved minutes."""

    class Kind(models.TextChoices):
        """How one takes part."""

        ON_SITE = "on_site", _("on site")
        ONLINE = "online", _("online")
        HYBRID = "hybrid", _("on site and online")
        WRITTEN = "written", _("in writing, without a meeting")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.CharField(_("body"), max_length=40, help_text=_("its key in the rulebook"))
    kind = models.CharField(_("how one takes part"), max_length=10, choices=Kind.choices)
    place = models.CharField(_("place"), max_length=300, blank=True)
    online_address = models.URLField(_("address online"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    time_zone = models.CharField(_("time zone"), max_length=60)
    ordinary = models.BooleanField(_("the year's ordinary meeting"), default=False)
    elections = models.BooleanField(_("seats are to be filled"), default=False)
    state = models.CharField(_("state"), max_length=20)
    convocation = models.PositiveSmallIntegerField(default=1)
    second_of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="second")
    # Who presides: the chair may conduct this meeting without a role at the desk.
    chair = models.UUIDField(_("chair"), null=True, blank=True, help_text=_("public id of the person who presides"))
    # The version by which everything in this meeting is decided; it stays the same from the opening on.
    rules = models.ForeignKey(RulebookVersion, on_delete=models.PROTECT, related_name="+")
    current = models.ForeignKey(
        "AgendaItem", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("item that it is at")
    )
    notice = models.JSONField(null=True)
    convened_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # Whatever happens in a meeting has a moment of its own, later than all before: a recount sees the same order.
    last_at = models.DateTimeField(null=True)
    quorum = models.JSONField(null=True)
    # Said when it closes: for want of a quorum something was not decided, so a second convocation may follow.
    lacked_quorum = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    # Held on paper, without network: why it was entered on a later day, with nothing but votes counted by hand.
    entered_later = models.CharField(_("why it was entered later"), max_length=300, blank=True)
    minutes = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    minutes_approved_by = models.ForeignKey("Vote", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["body", "-starts_at"], name="assemblies_meeting_body")]
        constraints = [
            models.CheckConstraint(condition=models.Q(convocation__in=[1, 2]), name="assemblies_convocation"),
            models.CheckConstraint(
                condition=models.Q(convocation=1, second_of=None) | models.Q(convocation=2, second_of__isnull=False),
                name="assemblies_second_of_a_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.meeting_on.isoformat()}"

    @property
    def meeting_on(self) -> date:
        """Its day, by the calendar of its place."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone)).date()


class AgendaItem(models.Model):
    """Something a meeting deals with; standard items bear the rulebook's key."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40, blank=True)
    label = models.JSONField(help_text=_("its title by language"))
    words = models.TextField(_("explanation"), blank=True)
    decision = models.CharField(_("kind of decision"), max_length=40, blank=True)
    election = models.CharField(_("kind of election"), max_length=40, blank=True)
    concerns = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    stands = models.BooleanField(_("stands on the agenda"), default=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="assemblies_item_place"),
            models.UniqueConstraint(
                fields=["meeting", "key"], condition=~models.Q(key=""), name="assemblies_standard_item_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {next(iter(self.label.values()), self.key)}"


class ItemPaper(models.Model):
    """A document of the library that an item is decided on."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="papers")
    key = models.CharField(max_length=40, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "document"], name="assemblies_paper_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.document_id}"


class ItemSupport(models.Model):
    """A member supports an item that members add to the agenda."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="supporters")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "organisation"], name="assemblies_support_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.organisation_id}"


class Motion(models.Model):
    """What is put to the vote on an item, or (with a parent) a change to it. Its words are never edited.

    The text of an amendment is the whole text as it would read. `excludes` are those (by public id) that cannot stand
    beside it: one adopted settles the others.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="motions")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amendments")
    filed = models.PositiveSmallIntegerField()
    reach = models.PositiveSmallIntegerField(null=True)
    excludes = models.JSONField(default=list)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    filed_at = models.DateTimeField()
    filed_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["filed"]
        constraints = [models.UniqueConstraint(fields=["item", "filed"], name="assemblies_motion_place")]

    def __str__(self) -> str:
        return self.title


class ConflictOfInterest(models.Model):
    """A person has an interest in an item, and so does not vote on it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="conflicts")
    person = models.UUIDField()
    words = models.CharField(max_length=500, blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="assemblies_conflict_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person}"
