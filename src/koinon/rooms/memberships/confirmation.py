"""Which members have not confirmed for too long who speaks for them."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from koinon.rooms.memberships.models import Membership
from koinon.rooms.people.naming import confirmed_every
from koinon.rooms.people.queries import confirmed_after
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


def is_stale(membership: Membership | None, confirmed: date | None, rulebook: Rulebook | None, today: date) -> bool:
    """The same of one member, by what is at hand."""
    months = confirmed_every(rulebook)
    if months is None or membership is None:
        return False
    return max(confirmed or membership.starts_on, membership.starts_on) <= months_from(today, -months)
