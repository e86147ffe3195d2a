"""Tables: people and their mandates."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import MANDATES, ROLES


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their address, as Django's and allauth's sign-in do."""

    def get_by_natural_key(self, email: str | None) -> "Person":
        """The person with this address, whatever its capitals."""
        return self.get(email__iexact=email)

    def create_user(self, email: str, **values: Any) -> "Person":
        """A person without a password: people sign in with a mailed code."""
        person = self.model(email=email.strip(), **values)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody the confederation deals with; may sign in while a mandate or role is in force."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(_("may sign in"), default=True)
    invented = models.BooleanField(_("invented for the demo"), default=False)
    source = models.CharField(_("where we have the address from"), max_length=200, blank=True)
    created_at = models.DateTimeField(null=True)
    confirmed_on = models.DateField(_("details confirmed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="people_person_email_once")]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, where Django's templates ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """The name, where Wagtail's frame asks for it."""
        return self.name


class Mandate(models.Model):
    """A role that a person holds from a day to a day: over the confederation, an organisation or a body."""

    class Over(models.TextChoices):
        """What the role is held over."""

        CONFEDERATION = "confederation", _("the confederation")
        ORGANISATION = "organisation", _("an organisation")
        BODY = "body", _("a body")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    over = models.CharField(max_length=16, choices=Over.choices)
    subject = models.UUIDField(null=True, help_text=_("public id of the organisation or body"))
    role = models.CharField(max_length=32)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    named_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["over", "subject", "role"], name="people_mandate_subject")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="people_mandate_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(over="confederation", subject=None)
                | (~models.Q(over="confederation") & models.Q(subject__isnull=False)),
                name="people_mandate_over_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

    @property
    def role_words(self) -> str:
        """The role in words."""
        return str({**ROLES, **MANDATES}.get(self.role, self.role))


class Invitation(models.Model):
    """A person asked by letter to take on a role over an organisation; nobody holds it before they say yes.

    The letter holds the only copy of the secret that answers it: here stands its hash.
    """

    class State(models.TextChoices):
        """What became of it. One whose time has run out is open until the calendar, or whoever asks anew, ends it."""

        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.UUIDField(help_text=_("public id of the organisation"))
    role = models.CharField(max_length=32)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, default="en")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    replaces = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="successions")
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.UUIDField(null=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    invented = models.BooleanField(_("invented for the demo"), default=False)

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"], name="people_invitation_subject")]
        constraints = [
            models.UniqueConstraint(
                "organisation", "role", Lower("email"), condition=models.Q(state="open"), name="people_invitation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="people_invitation_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.role}"

    @property
    def role_words(self) -> str:
        """The role in words."""
        return str(MANDATES.get(self.role, self.role))

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be answered."""
        return self.state == self.State.OPEN and at < self.expires_at

    def close(self, state: str, at: datetime) -> None:
        """End it without a mandate: who never agreed to be on record does not stay there by it."""
        self.state, self.answered_at, self.name, self.email = state, at, "", ""
        self.save(update_fields=["state", "answered_at", "name", "email"])


class ContactConfirmation(models.Model):
    """An organisation has said on a day that those who speak for it are the right ones."""

    organisation = models.UUIDField(help_text=_("public id of the organisation"))
    on = models.DateField(_("confirmed on"))
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "on"], name="people_confirmed_once_a_day")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.on.isoformat()}"


class MailPreference(models.Model):
    """From a moment on, a person wants mail on a topic of the rulebook, or does not; the latest word counts."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mail_preferences")
    topic = models.CharField(max_length=40)
    wanted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "topic"], name="people_mail_of_person")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.wanted}"
