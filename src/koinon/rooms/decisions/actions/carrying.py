"""Carry out what a decision brings about, each part through the room that it concerns."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor, system_actor
from koinon.core.facts.decisions import ConsequenceSettled
from koinon.core.locking import locked, one_transaction
from koinon.core.refusals import Refusal, Refused, refuse
from koinon.rooms.decisions.actions.bringing import Brought, bring_about
from koinon.rooms.decisions.models import Consequence, RegisteredDecision
from koinon.statutes.rulebook import NoRuleInForce

State = Consequence.State
OPEN = (State.WANTED, State.REFUSED)


@action("decisions.carry_out", needs="decisions.carry_out")
def carry_out(*, actor: Actor, consequence: UUID, decision: UUID | None = None) -> ConsequenceSettled:
    """Carry out what a decision brings about; where a room refuses it, its words are kept and the decision stands.

    `decision` names the adopted one where it was taken on another motion on the same item. It is the house that acts
    then, for the body that decided, whoever pressed the button: the line of this action says who did.
    """
    row = locked(Consequence.objects.select_related("item__meeting", "motion", "decision__cited"), consequence)
    entry = _decision(row, decision)
    if not _may_follow(row):
        refuse("settled_already", _("What became of this is on record."), to_do=_("Look at it as it stands now."))
    if not entry.adopted:
        refuse("not_adopted", _("This was not adopted, so nothing follows from it."))
    brought = _tried(row, entry, system_actor(actor.at, actor.door))
    return _settled(row, entry, actor, brought)


@action("decisions.let_fall", needs="decisions.carry_out")
def let_fall(*, actor: Actor, consequence: UUID, decision: UUID | None = None) -> ConsequenceSettled:
    """Note that nothing comes of a consequence: the proposal was rejected, or it is settled otherwise."""
    row = locked(Consequence.objects.select_related("item__meeting", "motion", "decision__cited"), consequence)
    if row.state not in OPEN:
        refuse("settled_already", _("What became of this is on record."), to_do=_("Look at it as it stands now."))
    entry = _found(row, decision)
    if entry is None and row.item.meeting.state in ("planned", "convened", "open"):
        refuse(
            "vote_to_come",
            _("The vote on this is still to come."),
            to_do=_("Take the consequence back from the item instead."),
        )
    row.state, row.decision, row.settled_at = State.VOID, entry, actor.at
    row.version += 1
    row.save(update_fields=["state", "decision", "settled_at", "version"])
    return ConsequenceSettled(row.public_id, entry.public_id if entry else None, row.kind, row.state)


def _may_follow(row: Consequence) -> bool:
    """What fell with a rejected proposal follows after all where it is adopted in a second vote."""
    fell = row.state == State.VOID and row.decision is not None and not row.decision.adopted
    return row.state in OPEN or fell


def _found(row: Consequence, decision: UUID | None) -> RegisteredDecision | None:
    rows = RegisteredDecision.objects.select_related("cited", "vote").filter(vote__item=row.item)
    if decision is not None:
        return rows.filter(public_id=decision).first() or _no_such_decision()
    if row.decision is not None and row.state == State.REFUSED:
        return row.decision
    return rows.filter(vote__motion=row.motion).order_by("-adopted", "-id").first()


def _decision(row: Consequence, decision: UUID | None) -> RegisteredDecision:
    return _found(row, decision) or _no_such_decision()


def _no_such_decision() -> RegisteredDecision:
    refuse(
        "not_decided",
        _("Nothing is decided on this item yet, or not by that vote."),
        to_do=_("Wait for the vote, or choose a decision on the same item."),
    )


def _tried(row: Consequence, entry: RegisteredDecision, acting: Actor) -> Brought:
    try:
        with one_transaction():
            return bring_about(row, entry, acting)
    except Refused as refused:
        return Brought(row.outcome, refused.refusal)
    except NoRuleInForce:
        missing = _("No rulebook is in force, so nothing can be decided by it.")
        return Brought(row.outcome, Refusal("no_rulebook", missing, to_do=_("Adopt the rulebook first.")))


def _settled(row: Consequence, entry: RegisteredDecision, actor: Actor, brought: Brought) -> ConsequenceSettled:
    refusal = brought.refusal
    row.state = State.CARRIED_OUT if refusal is None else State.REFUSED
    row.decision, row.settled_at, row.outcome = entry, actor.at, dict(brought.outcome)
    row.refusal = {} if refusal is None else _as_kept(refusal)
    row.version += 1
    row.save(update_fields=["state", "decision", "settled_at", "outcome", "refusal", "version"])
    code = refusal.code if refusal else ""
    return ConsequenceSettled(row.public_id, entry.public_id, row.kind, row.state, code)


def _as_kept(refusal: Refusal) -> dict[str, str]:
    return {name: str(getattr(refusal, name)) for name in ("code", "words", "kept", "to_do")}
