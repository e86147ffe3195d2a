"""Which members nobody speaks for as contact, and of which of them somebody is asked to."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from koinon.rooms.memberships.models import Membership
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.naming import CONTACT
from koinon.rooms.people.queries import in_force, waiting_invitations


def without_contact(members: "QuerySet[Membership]", on: date) -> "QuerySet[Membership]":
    """Those for whom nobody who may sign in is contact on a day."""
    return members.exclude(_has_contact(on))


def with_contact(members: "QuerySet[Membership]", on: date) -> "QuerySet[Membership]":
    """The others."""
    return members.filter(_has_contact(on))


def is_contact_asked(at: datetime) -> Exists:
    """Whether somebody is invited to be a member's contact, and has not answered."""
    asked = waiting_invitations(at).filter(organisation=OuterRef("organisation__public_id"), role=CONTACT)
    return Exists(asked)


def _has_contact(on: date) -> Exists:
    held = Mandate.objects.filter(
        over=Mandate.Over.ORGANISATION,
        subject=OuterRef("organisation__public_id"),
        role=CONTACT,
        person__is_active=True,
    )
    return Exists(in_force(held, on))
