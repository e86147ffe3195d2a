"""Which members nobody speaks for as contact, and which have not confirmed for too long who does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.rooms.memberships.models import Membership
from koinon.rooms.people.models import ContactConfirmation, Invitation, Mandate
from koinon.rooms.people.naming import CONTACT, confirmed_every
from koinon.rooms.people.queries import confirmed_after, waiting_invitations
from koinon.statutes.periods import months_from
from koinon.statutes.rulebook import Rulebook


def unconfirmed(members: "QuerySet[Membership]", rulebook: Rulebook | None, today: date) -> "QuerySet[Membership]":
    """Members whose last confirmation, or else admission, lies further back than the rulebook allows."""
    months = confirmed_every(rulebook)
    if months is None:
        return members.none()
    last = months_from(today, -months)
    since = confirmed_after(last).filter(organisation=OuterRef("organisation__public_id"))
    return members.filter(starts_on__lte=last).exclude(Exists(since))


def with_confirmation(members: "QuerySet[Membership]") -> "QuerySet[Any]":
    """Members with `confirmed`: when they last confirmed their contacts."""
    said = ContactConfirmation.objects.filter(organisation=OuterRef("organisation__public_id"))
    return members.annotate(confirmed=Subquery(said.order_by("-on").values("on")[:1]))


def is_stale(membership: Membership | None, confirmed: date | None, rulebook: Rulebook | None, today: date) -> bool:
    """The same of one member, by what is at hand."""
    months = confirmed_every(rulebook)
    if months is None or membership is None:
        return False
    return max(confirmed or membership.starts_on, membership.starts_on) <= months_from(today, -months)


@dataclass(frozen=True, slots=True)
class ContactNow:
    """Whether a member has a contact on a day and, where it has none, who is asked to be one."""

    wanted: bool
    asked: Invitation | None = None


def contact_of(
    membership: Membership | None, named: Iterable[Mandate], asked: Iterable[Invitation], today: date
) -> ContactNow:
    """The same of one member, by what is at hand: an organisation that is none needs no contact."""
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


def waiting_for_contact(members: "QuerySet[Membership]", at: datetime) -> "QuerySet[Membership]":
    """Those of whom somebody is asked to be the contact, and has not answered."""
    asked = waiting_invitations(at).filter(organisation=OuterRef("organisation__public_id"), role=CONTACT)
    return members.filter(Exists(asked))


def asked_contacts(organisations: Iterable[UUID], at: datetime) -> dict[UUID, Invitation]:
    """The invitation by which each of these organisations waits for a contact; those without any are absent."""
    rows = waiting_invitations(at).filter(organisation__in=list(organisations), role=CONTACT)
    return {row.organisation: row for row in rows.order_by("-invited_at", "-id")}


def asked_words(invitation: Invitation) -> str:
    """That somebody is asked, and since when."""
    return _("invited on %(day)s, not answered") % {"day": words.long_date(invitation.invited_at)}
