"""Tables: invoices with their lines, payments, reminders, waivers, and the series of numbers."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.models import Organisation


class Invoice(models.Model):
    """A claim on an organisation, or the credit note that takes one back.

    Proposed and approved invoices have no number; what is issued is numbered and never edited.
    """

    class Kind(models.TextChoices):
        """Claim or its reversal."""

        INVOICE = "invoice", _("invoice")
        CREDIT_NOTE = "credit_note", _("credit note")

    class Purpose(models.TextChoices):
        """What is being paid for."""

        MEMBERSHIP_FEE = "membership_fee", _("membership fee")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.INVOICE)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, default=Purpose.MEMBERSHIP_FEE)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invoices")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="invoices")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, null=True, related_name="invoices")
    year = models.PositiveSmallIntegerField(_("year"))
    part = models.PositiveSmallIntegerField(_("part"), default=1)
    state = models.CharField(_("state"), max_length=12)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    illustrative = models.BooleanField(_("illustrative"), default=False)
    explanation = models.JSONField(default=dict)
    rulebook = models.CharField(max_length=64)
    number_year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    reference = models.CharField(_("payment reference"), max_length=30, blank=True)
    recipient = models.JSONField(default=dict, help_text=_("name and address as they stood when it was issued"))
    issued_on = models.DateField(_("issued on"), null=True)
    due_on = models.DateField(_("due on"), null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    issued_by = models.UUIDField(null=True)
    issued_at = models.DateTimeField(null=True)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    paper = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of the stored PDF"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "purpose", "year", "part"],
                condition=models.Q(kind="invoice", state__in=["proposed", "approved", "issued", "paid"]),
                name="dues_one_uncancelled_fee_invoice",
            ),
            models.UniqueConstraint(fields=["kind", "number_year", "number"], name="dues_number_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="dues_amount_not_negative"),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "approved", "withdrawn"], number=None)
                | (
                    models.Q(
                        state__in=["issued", "paid", "cancelled"],
                        number__isnull=False,
                        number_year__isnull=False,
                    )
                    & ~models.Q(reference="")
                ),
                name="dues_numbered_when_issued",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="dues_state"),
            models.Index(fields=["year", "-id"], name="dues_year"),
            models.Index(fields=["reference"], name="dues_reference"),
        ]
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")

    def __str__(self) -> str:
        return self.full_number or f"{self.get_kind_display()} {self.year} ({self.state})"

    @property
    def full_number(self) -> str:
        """The number as printed (2026-0001, credit notes C2026-0001); empty while there is none."""
        if self.number is None:
            return ""
        prefix = "C" if self.kind == self.Kind.CREDIT_NOTE else ""
        return f"{prefix}{self.number_year}-{self.number:04d}"


class NumberSeries(models.Model):
    """The last number given in a year, a row to be locked while the next is taken."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="dues_series_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Payment(models.Model):
    """Money received for an invoice; a wrong entry is reversed by another, never removed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    received_on = models.DateField(_("received on"))
    reference = models.CharField(_("bank reference"), max_length=140, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        ordering = ["received_on", "id"]

    def __str__(self) -> str:
        return f"{self.amount} {self.received_on.isoformat()}"


class Reminder(models.Model):
    """A reminder that was sent for an overdue invoice."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    pay_by = models.DateField()
    sent_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["step"]
        constraints = [models.UniqueConstraint(fields=["invoice", "step"], name="dues_reminder_once")]

    def __str__(self) -> str:
        return f"{self.step}. {self.sent_on.isoformat()}"


class Waiver(models.Model):
    """A body's decision that a member keeps its rights although it owes, until a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="waivers")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    reason = models.CharField(max_length=300)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="dues_waiver_dates",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on.isoformat()} {self.reason}"


class QuoteRequest(models.Model):
    """Somebody asked what membership would cost them, with the figures they gave; open until somebody answers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"), max_length=254)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10)
    category = models.CharField(_("kind of membership"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("fee year"))
    joining_month = models.PositiveSmallIntegerField(_("joining in"), null=True)
    figures = models.JSONField(_("figures"), default=dict)
    message = models.TextField(_("message"))
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["asked_at"], condition=models.Q(answered_at=None), name="dues_quotes_open")]
        verbose_name = _("request for a quote")
        verbose_name_plural = _("requests for a quote")

    def __str__(self) -> str:
        return self.organisation or self.name
