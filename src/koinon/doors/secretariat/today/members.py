"""What needs a hand about memberships: members whose facts no longer fit, and those of whom too little is known."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.doors.secretariat.today.rows import KEEPERS, WAITING, WEEK, Desk, Row, sample
from koinon.rooms.memberships.eligibility import fit_of_members
from koinon.rooms.memberships.queries import running_on, visible_memberships


def misfits(desk: Desk) -> Iterator[Row]:
    """Members that, by the facts on record, no longer fit what they were admitted as; and those nobody can tell of."""
    if desk.rulebook is None:
        return
    members = running_on(visible_memberships(desk.actor), desk.today)
    fits = fit_of_members(desk.rulebook, members, desk.today).values()
    names = [row.organisation for row in fits if row.fit == "misfit"]
    if names:
        title = ngettext("%(count)s member no longer fits", "%(count)s members no longer fit", len(names))
        yield Row(
            title=title % {"count": len(names)},
            urgency=WEEK,
            roles=KEEPERS,
            url=reverse("desk:eligibility"),
            action=_("See why"),
            detail=sample(names, len(names)),
        )
    unknown = [row.organisation for row in fits if row.fit == "not_known"]
    if unknown:
        title = ngettext(
            "Of %(count)s member it is not known whether it still fits",
            "Of %(count)s members it is not known whether they still fit",
            len(unknown),
        )
        yield Row(
            title=title % {"count": len(unknown)},
            urgency=WAITING,
            roles=KEEPERS,
            url=f"{reverse('desk:eligibility')}?fit=not_known",
            action=_("See what is missing"),
            detail=sample(unknown, len(unknown)),
        )
