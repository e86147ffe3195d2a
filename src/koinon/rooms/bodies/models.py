"""Tables: bodies, the seats that are held in them, and what people said of themselves."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Mandate, Person


class Body(models.Model):
    """A body that a rulebook names. It is never deleted: documents and mandates point to it by its public id."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(_("key in the rulebook"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return self.key


class HeldSeat(models.Model):
    """What a mandate over a body has besides: which seat, for whom, until when elected, and how it ended.

    The mandate says from when to when the seat is held, and gives the rights. `term_ends_on` is the day until which
    its holder was elected: where the rules let them stay until a successor is there, the mandate runs on after it.
    """

    class Way(models.TextChoices):
        """How somebody came to a seat."""

        ELECTED = "elected", _("elected")
        REPLACED = "replaced", _("elected in place of another")
        CO_OPTED = "co_opted", _("co-opted")

    class Ending(models.TextChoices):
        """How it was left."""

        TERM = "term", _("term over")
        RESIGNED = "resigned", _("resigned")
        SUCCEEDED = "succeeded", _("succeeded by another")
        ENDED = "ended", _("ended by decision")
        LEFT_LARGER = "left_larger", _("left the body that this one is drawn from")

    class Publish(models.TextChoices):
        """What its holder agreed to have published."""

        NOTHING = "nothing", _("nothing but that the seat is held")
        ORGANISATION = "organisation", _("organisation and country")
        NAME = "name", _("name, organisation and country")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT, related_name="held_seat")
    seat = models.CharField(_("seat"), max_length=32)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("for the member")
    )
    way = models.CharField(max_length=12, choices=Way.choices)
    term_ends_on = models.DateField(_("elected until"))
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    ending = models.CharField(max_length=12, choices=Ending.choices, blank=True)
    ended_by = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="+")
    publish = models.CharField(max_length=12, choices=Publish.choices, default=Publish.NOTHING)
    agreed_at = models.DateTimeField(null=True)
    rulebook = models.CharField(_("version of the rules applied"), max_length=64)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["mandate__starts_on", "id"]
        verbose_name = _("held seat")
        verbose_name_plural = _("held seats")

    def __str__(self) -> str:
        return f"{self.body}: {self.mandate}"

    @property
    def starts_on(self) -> date:
        """The first day."""
        return self.mandate.starts_on

    @property
    def ends_on(self) -> date | None:
        """The last day; None while its holder stays until a successor is there."""
        return self.mandate.ends_on

    @property
    def left_early(self) -> bool:
        """Whether it was left before the day until which its holder was elected."""
        return self.ends_on is not None and self.ends_on < self.term_ends_on

    @property
    def open_from(self) -> date:
        """The first day on which somebody may follow: after the last day, else after the term."""
        return (self.ends_on or self.term_ends_on) + timedelta(days=1)


class SelfDescription(models.Model):
    """What somebody said of themselves so that it is counted in a body's balance; erased when they take it back."""

    class Gender(models.TextChoices):
        """As the person says."""

        WOMAN = "woman", _("woman")
        MAN = "man", _("man")
        ANOTHER = "another", _("another gender")

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    gender = models.CharField(_("gender"), max_length=12, choices=Gender.choices, blank=True)
    said_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person}"
