"""Exclude a member, once it was heard. What has to happen before stands behind this one function."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference
from koinon.core.facts.memberships import MembershipEnded
from koinon.core.refusals import refuse
from koinon.rooms.memberships.actions import end_membership


def exclude(*, actor: Actor, membership: UUID, ends_on: date, decision: DecisionReference) -> MembershipEnded:
    """End a membership by exclusion; refused while no hearing of the member is on record."""
    if not was_heard(membership, decision.taken_on):
        refuse(
            "not_heard",
            _("No hearing of this member is on record, and nobody is excluded unheard."),
            kept=_("The decision stands; the membership goes on."),
            to_do=_("Record the hearing, then try again."),
        )
    return end_membership(actor=actor, membership=membership, event="exclude", ends_on=ends_on, decision=decision)


def was_heard(membership: UUID, by: date) -> bool:
    """Whether a hearing of the member is on record by a day."""
    return False
