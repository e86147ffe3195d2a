"""Who is a member, limited to what the actor may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from koinon.core.actors import Actor
from koinon.rooms.memberships.models import (
    CategoryChange,
    ExclusionProceeding,
    Membership,
    WithdrawalNotice,
)
from koinon.statutes.leaving import NOTICE

# States of applications that have not led to a membership, or not yet.
NOT_ADMITTED = ("applied", "refused", "withdrawn")


@dataclass(frozen=True, slots=True)
class MembersInCountry:
    """How many organisations of a country are members, and how many of these were invented for the demo."""

    country: str
    members: int
    invented: int


def running_on(memberships: "QuerySet[Membership]", on: date) -> "QuerySet[Membership]":
    """The memberships that run on a day, first and last day included."""
    return memberships.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


def running_in_year(memberships: "QuerySet[Membership]", year: int) -> "QuerySet[Membership]":
    """The memberships that run on at least one day of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return memberships.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)


def visible_memberships(actor: Actor) -> "QuerySet[Membership]":
    """The memberships this actor may see: all at the desk, one's own organisations' elsewhere."""
    rows = Membership.objects.select_related("organisation")
    if actor.may("memberships.see"):
        return rows
    return rows.filter(organisation__public_id__in=actor.organisations("memberships.see"))


def membership_of(organisation: UUID, on: date) -> Membership | None:
    """The membership of an organisation that runs on a day."""
    rows = Membership.objects.select_related("organisation", "decision").filter(organisation__public_id=organisation)
    return running_on(rows, on).order_by("-starts_on").first()


def organisation_of_membership(membership: UUID) -> UUID | None:
    """Whose membership it is; None for one that does not exist."""
    rows = Membership.objects.filter(public_id=membership)
    return rows.values_list("organisation__public_id", flat=True).first()


def members_by_country(on: date) -> list[MembersInCountry]:
    """How many members each country has on a day. Who belongs to a confederation is public: no actor is asked."""
    # By dates and not by the present state: whoever is leaving stays a member up to and including the last day.
    members = running_on(Membership.objects.exclude(state__in=NOT_ADMITTED), on)
    counted = members.values("organisation__country").annotate(
        members=Count("pk"), invented=Count("pk", filter=Q(organisation__invented=True))
    )
    rows = counted.order_by("organisation__country").values_list("organisation__country", "members", "invented")
    return [MembersInCountry(*row) for row in rows]


def notices_due(today: date) -> "QuerySet[WithdrawalNotice]":
    """The notices whose last day is over and whose membership has not ended yet."""
    return WithdrawalNotice.objects.filter(state=NOTICE.initial, last_day__lt=today).order_by("last_day", "id")


def changes_due(today: date) -> "QuerySet[CategoryChange]":
    """The changes of category whose day has come and that are not made yet."""
    return CategoryChange.objects.filter(applied_on=None, on__lte=today).order_by("on", "id")


def visible_notices(actor: Actor) -> "QuerySet[WithdrawalNotice]":
    """The notices this actor may see: those of the memberships they may see."""
    rows = WithdrawalNotice.objects.select_related("membership__organisation")
    return rows if actor.may("memberships.see") else rows.filter(_of_ones_own(actor))


def visible_changes(actor: Actor) -> "QuerySet[CategoryChange]":
    """The changes of category this actor may see."""
    rows = CategoryChange.objects.select_related("membership__organisation", "decision")
    return rows if actor.may("memberships.see") else rows.filter(_of_ones_own(actor))


def visible_proceedings(actor: Actor) -> "QuerySet[ExclusionProceeding]":
    """The proceedings this actor may see: all at the desk; elsewhere one's own, for whoever may answer."""
    rows = ExclusionProceeding.objects.select_related("membership__organisation", "opened_by", "decision")
    if actor.may("memberships.see"):
        return rows
    own = actor.organisations("memberships.answer")
    return rows.filter(membership__organisation__public_id__in=own).exclude(invited_on=None)


def _of_ones_own(actor: Actor) -> Q:
    return Q(membership__organisation__public_id__in=actor.organisations("memberships.see"))


def memberships_of(organisations: Iterable[UUID], day: date) -> "QuerySet[Membership]":
    """The memberships that run on a day of some organisations: whoever speaks for one without any is no member."""
    rows = Membership.objects.exclude(state__in=NOT_ADMITTED).filter(organisation__public_id__in=list(organisations))
    return running_on(rows, day)
