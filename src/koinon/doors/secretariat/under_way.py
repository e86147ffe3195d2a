"""What is under way with a membership: a notice, another category, an exclusion; and what it became part of."""

from dataclasses import dataclass

from koinon.core.actors import Actor
from koinon.rooms.memberships.models import CategoryChange, ExclusionProceeding, Membership, Merger, WithdrawalNotice
from koinon.rooms.memberships.queries import visible_changes, visible_notices, visible_proceedings


@dataclass(frozen=True, slots=True)
class Life:
    """The notice that runs, the change of category that is to come, the proceeding that is open, the merger."""

    notice: WithdrawalNotice | None
    to_come: CategoryChange | None
    proceeding: ExclusionProceeding | None
    merger: Merger | None


def life_of(actor: Actor, membership: Membership) -> Life:
    """What is under way, as far as the actor may see it; four queries."""
    return Life(
        notice=visible_notices(actor).filter(membership=membership, state="given").first(),
        to_come=visible_changes(actor).filter(membership=membership, applied_on=None).first(),
        proceeding=visible_proceedings(actor).filter(membership=membership, closed_on=None).first(),
        merger=Merger.objects.filter(absorbed=membership).select_related("successor", "decision").first(),
    )
