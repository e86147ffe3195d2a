"""How every membership ends, and what its end does to what was still open."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from koinon.core.models import Decision
from koinon.core.refusals import refuse
from koinon.rooms.memberships.models import (
    CategoryChange,
    ExclusionProceeding,
    Membership,
    MembershipChange,
    WithdrawalNotice,
)
from koinon.statutes.hearing import EXCLUSION
from koinon.statutes.leaving import NOTICE
from koinon.statutes.transitions import MEMBERSHIP, TransitionRefused


def bring_to_an_end(row: Membership, event: str, ends_on: date, decision: Decision | None) -> None:
    """Give a locked membership its last day and its last state; a notice or a proceeding that is open is overtaken."""
    try:
        state = MEMBERSHIP.apply(row.state, event)
    except TransitionRefused:
        refuse("ended_already", _("This membership has ended already."))
    if ends_on < row.starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    MembershipChange.objects.create(
        membership=row, event=event, from_state=row.state, to_state=state, on=ends_on, decision=decision
    )
    row.state, row.ends_on, row.version = state, ends_on, row.version + 1
    row.save(update_fields=["state", "ends_on", "version"])
    _overtake(row, ends_on)


def _overtake(row: Membership, ends_on: date) -> None:
    for notice in WithdrawalNotice.objects.filter(membership=row, state=NOTICE.initial):
        notice.state, notice.closed_on = NOTICE.apply(notice.state, "overtake"), ends_on
        notice.version += 1
        notice.save(update_fields=["state", "closed_on", "version"])
    for case in ExclusionProceeding.objects.filter(membership=row, closed_on=None):
        case.state, case.closed_on = EXCLUSION.apply(case.state, "overtake"), ends_on
        case.version += 1
        case.save(update_fields=["state", "closed_on", "version"])
    # The journal remembers a change that was to come after the end; as a plan it has no object any more.
    CategoryChange.objects.filter(membership=row, applied_on=None, on__gt=ends_on).delete()
