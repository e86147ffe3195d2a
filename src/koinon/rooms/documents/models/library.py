"""The library: documents, and the editions that stand for them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision


class Document(models.Model):
    """What the library knows of a document, whichever file stands for it today."""

    class Kind(models.TextChoices):
        """What sort of document it is; the public page groups by it, in this order."""

        STATUTES = "statutes", _("Statutes and rules")
        DECLARATION = "declaration", _("Declarations")
        STANDARDS = "standards", _("Standards")
        PLAN = "plan", _("Plans")
        REPORT = "report", _("Reports")
        GUIDE = "guide", _("Guides")
        OTHER = "other", _("Other documents")

    class Level(models.TextChoices):
        """Who may open it."""

        PUBLIC = "public", _("Everybody")
        MEMBERS = "members", _("Members only")
        BODY = "body", _("One body only")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary"), max_length=600, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    level = models.CharField(_("for whom"), max_length=16, choices=Level.choices)
    body = models.UUIDField(null=True, help_text=_("public id of the body that may open it"))
    starts_on = models.DateField(_("valid from"), null=True, blank=True)
    ends_on = models.DateField(_("valid until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place on the page"), default=100)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="successor", verbose_name=_("follows")
    )
    invented = models.BooleanField(_("invented for the demo"), default=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="documents_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(level="body", body__isnull=False) | (~models.Q(level="body") & models.Q(body=None)),
                name="documents_body_of_its_level",
            ),
        ]
        indexes = [models.Index(fields=["level", "withdrawn_on"], name="documents_level")]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One published version of a document in one language: a file or a link. It is never edited; another follows."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="editions")
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveIntegerField(_("version"))
    published_on = models.DateField(_("published on"))
    published_by = models.UUIDField(null=True)
    file_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    file_type = models.CharField(_("type of the file"), max_length=8, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), null=True)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    placeholder = models.BooleanField(_("stands in for a file that is not at hand"), default=False)

    class Meta:
        ordering = ["language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "language", "number"], name="documents_edition_once"),
            models.CheckConstraint(
                condition=(models.Q(link="") & ~models.Q(sha256="")) | (~models.Q(link="") & models.Q(sha256="")),
                name="documents_file_or_link",
            ),
        ]
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")

    def __str__(self) -> str:
        return f"{self.document} ({self.language} {self.number})"


class Adoption(models.Model):
    """A body adopted this version of a document; a later version is not adopted by it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="adoptions")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["decision__taken_on", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "decision"], name="documents_adopted_once")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.decision}"
