"""Tables: organisations, their earlier names, identifiers, facts with their source, the confederation itself."""

import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision


class Organisation(models.Model):
    """A legal person the confederation deals with: member, applicant, partner, or itself."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2, db_index=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("town"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    website = models.URLField(_("website"), blank=True)
    invented = models.BooleanField(_("invented for the demo"), default=False)
    created_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["name", "id"], name="organisations_name")]
        constraints = [models.UniqueConstraint(Lower("name"), "country", name="organisations_name_once")]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class NameChange(models.Model):
    """Another name from a day on, with what it rests on; the one before is kept and found."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="name_changes")
    old_name = models.CharField(max_length=200)
    old_short_name = models.CharField(max_length=60, blank=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    on = models.DateField(_("from"))
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    applied_on = models.DateField(null=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(applied_on=None), name="organisations_one_name_to_come"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_name} → {self.name}"


class Identifier(models.Model):
    """A number under which others know an organisation, checked by the rules of its register."""

    class Scheme(models.TextChoices):
        """Whose number it is."""

        ENTERPRISE = "enterprise", _("enterprise number")
        VAT = "vat", _("VAT number")
        IBAN = "iban", _("bank account (IBAN)")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=16, choices=Scheme.choices)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "scheme"], name="organisations_identifier_once"),
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=models.Q(scheme__in=["enterprise", "vat"]),
                name="organisations_identifier_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


class OrganisationFact(models.Model):
    """Something known of an organisation on a day, from a source; never edited, followed by a newer one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="facts")
    key = models.CharField(max_length=80)
    value = models.JSONField()
    as_of_on = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=300)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "key", "-as_of_on", "-id"], name="organisations_fact_latest")]

    def __str__(self) -> str:
        return f"{self.key} ({self.as_of_on.isoformat()})"


class Confederation(models.Model):
    """The confederation's own record: who it is, how it is reached, where it is paid. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="confederation")
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    bank_name = models.CharField(_("name on the account"), max_length=70, blank=True)
    iban = models.CharField(_("bank account (IBAN)"), max_length=40, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    vat_note = models.CharField(_("VAT note on invoices"), max_length=300, blank=True)
    illustrative = models.BooleanField(_("address and account are illustrative"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="organisations_one_confederation")]

    def __str__(self) -> str:
        return str(self.organisation)
