"""Who speaks for members as contact, and where nobody does, who is asked to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.rooms.memberships.models import Membership
from koinon.rooms.people.models import ContactConfirmation, Invitation, Mandate
from koinon.rooms.people.naming import CONTACT
from koinon.rooms.people.queries import waiting_invitations


def with_confirmation(members: "QuerySet[Membership]") -> "QuerySet[Any]":
    """Members with `confirmed`: when they last confirmed their contacts."""
    said = ContactConfirmation.objects.filter(organisation=OuterRef("organisation__public_id"))
    return members.annotate(confirmed=Subquery(said.order_by("-on").values("on")[:1]))


@dataclass(frozen=True, slots=True)
class ContactNow:
    """Whether a member has a contact on a day and, where it has none, who is asked to be one."""

    wanted: bool
    asked: Invitation | None = None


def contact_of(
    membership: Membership | None, named: Iterable[Mandate], asked: Iterable[Invitation], today: date
) -> ContactNow:
    """Whether a member has a contact, by what is at hand: an organisation that is none needs none."""
    held = any(
        row.role == CONTACT
        and row.person.is_active
        and row.starts_on <= today
        and (row.ends_on is None or row.ends_on >= today)
        for row in named
    )
    if membership is None or membership.starts_on > today or held:
        return ContactNow(False)
    return ContactNow(True, next((row for row in asked if row.role == CONTACT), None))


def asked_contacts(organisations: Iterable[UUID], at: datetime) -> dict[UUID, Invitation]:
    """The invitation by which each of these organisations waits for a contact; those without any are absent."""
    rows = waiting_invitations(at).filter(organisation__in=list(organisations), role=CONTACT)
    return {row.organisation: row for row in rows.order_by("-invited_at", "-id")}


def asked_words(invitation: Invitation) -> str:
    """That somebody is asked, and since when."""
    return _("invited on %(day)s, not answered") % {"day": words.long_date(invitation.invited_at)}
