"""Record that a body lets a member keep its rights although it owes."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.facts.dues import ConsequencesWaived
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.rooms.dues.models import Waiver
from koinon.rooms.memberships.models import Membership
from koinon.rooms.rulebook.queries import check_step


@action("dues.waive_consequences", needs="dues.waive")
def waive_consequences(
    *,
    actor: Actor,
    membership: UUID,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    decision: DecisionReference,
) -> ConsequencesWaived:
    """Record a body's decision that a member in arrears keeps its rights, until a day or until it pays."""
    check_step(actor, "waiver", "grant")
    row = locked(Membership.objects.select_related("organisation"), membership)
    if ends_on is not None and ends_on < starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    if not reason.strip():
        refuse("reason_needed", _("A waiver needs its reason."), to_do=_("Say why in a sentence."))
    waiver = Waiver.objects.create(
        membership=row,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip()[:300],
        decision=cited(decision, actor.today),
    )
    return ConsequencesWaived(waiver.public_id, row.organisation.public_id, starts_on, ends_on)
