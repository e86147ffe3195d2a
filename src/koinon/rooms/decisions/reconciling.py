"""Wanted against actual: votes that decided and are not in the register, consequences that are not settled."""

from collections.abc import Callable
from uuid import UUID

from koinon.core.actors import Actor
from koinon.core.refusals import Refused
from koinon.rooms.assemblies.models import Vote
from koinon.rooms.decisions.actions import carry_out, let_fall, register_decision
from koinon.rooms.decisions.models import Consequence, RegisteredDecision
from koinon.rooms.decisions.queries import unregistered_votes, unsettled_consequences
from koinon.rooms.decisions.texts import is_decided

# Another worker was there first, and did the same.
OVERTAKEN = {"registered_already", "settled_already", "made_already"}


def register_votes(actor: Actor, vote: UUID | None = None) -> int:
    """Register what was decided, in the order in which it was: in the meeting of one vote, or (without one) in all."""
    rows = unregistered_votes()
    if vote is not None:
        rows = rows.filter(meeting__in=Vote.objects.filter(public_id=vote).values("meeting"))
    return sum(_done(register_decision, actor=actor, vote=row.public_id) for row in rows if is_decided(row))


def settle_consequences(actor: Actor, decision: UUID | None = None) -> int:
    """Settle what follows from one decision, or (without one) from all: once; what was refused waits for a person."""
    rows = unsettled_consequences()
    if decision is not None:
        rows = rows.filter(item__votes__registered__public_id=decision)
    settled = 0
    for row in rows.distinct():
        entry = _entry_of(row)
        if entry is not None:
            step = carry_out if entry.adopted else let_fall
            settled += _done(step, actor=actor, consequence=row.public_id)
    return settled


def _entry_of(row: Consequence) -> RegisteredDecision | None:
    """The decision that a consequence follows from or falls with; an adopted one before a rejected one."""
    rows = RegisteredDecision.objects.filter(vote__item=row.item_id, vote__motion=row.motion_id)
    found = rows.order_by("-adopted", "-id").first()
    fell = row.state == Consequence.State.VOID
    return None if found is None or (fell and not found.adopted) else found


def _done(step: Callable[..., object], **inputs: object) -> int:
    try:
        step(**inputs)
    except Refused as refused:
        if refused.refusal.code not in OVERTAKEN:
            raise
        return 0
    return 1
