"""Tables: applications, their papers and history, who was heard, and the links by which applicants come back."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.models import Organisation

# From the first word to the last one: an address has one application at a time on its way.
OPEN_STATES = ("draft", "submitted", "asked_back", "under_review", "board", "ratification")
# Where the next word is the applicant's.
WITH_WRITERS = ("draft", "asked_back")


class Application(models.Model):
    """An organisation's request to become a member, from the first draft to the last word."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, db_index=True)
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    website = models.URLField(_("website"), blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    facts = models.JSONField(_("answers"), default=dict)
    figures = models.JSONField(_("figures for the fee"), default=dict)
    category = models.CharField(_("category"), max_length=40, blank=True)
    criterion = models.CharField(_("criterion"), max_length=60, blank=True)
    # What came along from a questionnaire and its writer has not gone through here yet: {"facts", "figures"}.
    carried = models.JSONField(default=dict)
    assessment = models.JSONField(null=True)
    state = models.CharField(_("state"), max_length=20)
    rulebook = models.CharField(_("version of the rules applied"), max_length=64, blank=True)
    invented = models.BooleanField(_("invented for the demo"), default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    expires_on = models.DateField(_("kept until"), null=True)
    reminded_on = models.DateField(_("reminded"), null=True)
    opinions_until = models.DateField(_("opinions until"), null=True)
    answered_at = models.DateTimeField(_("refusal answered"), null=True)
    erased_on = models.DateField(_("erased on"), null=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="applications")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    ratification = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-changed_at"], name="admissions_state"),
            models.Index(fields=["expires_on"], condition=models.Q(expires_on__isnull=False), name="admissions_ending"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(state__in=OPEN_STATES), name="admissions_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.public_id)


class ApplicantLink(models.Model):
    """A link that was mailed to an applicant, and the stay that its single use opened; both kept as digests."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254, db_index=True)
    language = models.CharField(max_length=10, default="en")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="links")
    link_digest = models.CharField(max_length=64, unique=True)
    stay_digest = models.CharField(max_length=64, null=True, unique=True)
    # What was answered before the link was asked for; it goes into the draft that the link opens.
    statements = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    stays_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.public_id)


class ApplicationPaper(models.Model):
    """A paper that an applicant sent along, for one item of the checklist; its bytes lie in the private store."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="papers")
    item = models.CharField(max_length=40)
    name = models.CharField(max_length=140)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["application", "item", "digest"], name="admissions_paper_once")]

    def __str__(self) -> str:
        return self.name


class ParkedAnswers(models.Model):
    """What was typed on a page of an application after its stay had ended: not kept in it yet, nor thrown away."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="parked")
    place = models.CharField(max_length=40)
    typed = models.JSONField()
    parked_at = models.DateTimeField()

    class Meta:
        ordering = ["-parked_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["application", "place"], name="admissions_parked_once")]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.place}"


class ApplicationEvent(models.Model):
    """Something that happened to an application, in words for whoever reads its history."""

    class Side(models.TextChoices):
        """Who did it."""

        APPLICANT = "applicant", _("the applicant")
        DESK = "desk", _("the secretariat")
        HOUSE = "house", _("the calendar")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="history")
    event = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    at = models.DateTimeField()
    side = models.CharField(max_length=10, choices=Side.choices)
    by = models.UUIDField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event} {self.at.isoformat()}"


class ChecklistMark(models.Model):
    """Whether an item of the checklist is in order, as somebody at the desk found it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="marks")
    item = models.CharField(max_length=40)
    in_order = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["application", "item"], name="admissions_mark_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.in_order}"


class MemberOpinion(models.Model):
    """What a member of the same country thinks of an application; the latest word of each member counts."""

    class View(models.TextChoices):
        """How the member sees it."""

        FAVOURS = "favours", _("in favour")
        OBJECTS = "objects", _("objects")
        NEUTRAL = "neutral", _("no opinion")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="opinions")
    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    view = models.CharField(max_length=10, choices=View.choices)
    words = models.TextField(blank=True)
    received_on = models.DateField()
    by = models.UUIDField(null=True)

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "member"], name="admissions_opinion_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.view}"


class MembershipElsewhere(models.Model):
    """A membership in another organisation that ours goes together with (CICOPA): asked for, and since when held."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="elsewhere")
    body = models.CharField(_("organisation"), max_length=120)
    applied_on = models.DateField(_("asked for"), null=True)
    since_on = models.DateField(_("member since"), null=True)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["body"]
        constraints = [models.UniqueConstraint(fields=["organisation", "body"], name="admissions_elsewhere_once")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.body}"
