"""What an action leaves behind besides its own rows: journal lines, reactions, idempotency keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.canonical import canonical, digest, plain, restored
from koinon.core.facts import Fact
from koinon.core.models import IdempotencyKey, JournalEntry
from koinon.core.outbox import enqueue_all
from koinon.core.reactions import postings_for
from koinon.core.refusals import refuse
from koinon.core.spec import Private, Spec


def split(kwargs: Mapping[str, Any]) -> tuple[Actor, dict[str, Any]]:
    """The actor and the other inputs of a call."""
    inputs = dict(kwargs)
    actor = inputs.pop("actor", None)
    if not isinstance(actor, Actor):
        raise TypeError("an action is called with keyword arguments, actor=… among them")
    return actor, inputs


def record(spec: Spec, actor: Actor, inputs: Mapping[str, Any], facts: Sequence[Fact]) -> None:
    """Write one journal line a fact, and the outbox rows of its reactions."""
    outcomes = [plain(fact) for fact in facts]
    if Private.LINE not in spec.private:
        shown = {} if Private.INPUTS in spec.private else _shown_inputs(spec, inputs)
        lines = [_line(spec, actor, shown, fact, outcome) for fact, outcome in zip(facts, outcomes, strict=True)]
        JournalEntry.objects.bulk_create(lines, batch_size=500)
    private = spec.private is not Private.NOTHING
    enqueue_all(
        posting
        for fact, outcome in zip(facts, outcomes, strict=True)
        for posting in postings_for(fact, outcome, private=private)
    )


def _shown_inputs(spec: Spec, inputs: Mapping[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for name, value in inputs.items():
        stored = plain(value)
        shown[name] = {"hmac_sha256": _keyed_digest(stored)} if name in spec.redacted else stored
    return shown


def _keyed_digest(stored: Any) -> str:
    """A digest that only the house can make: an address has so few letters that a plain one would be guessed."""
    return salted_hmac("koinon.core.journal", canonical(stored), algorithm="sha256").hexdigest()


def _line(spec: Spec, actor: Actor, inputs: Mapping[str, Any], fact: Fact, outcome: Mapping[str, Any]) -> JournalEntry:
    hides_time, hides_actor = Private.TIME in spec.private, Private.ACTOR in spec.private
    now = timezone.now()
    return JournalEntry(
        action=spec.name,
        actor_kind="hidden" if hides_actor else actor.kind,
        actor=None if hides_actor else actor.person,
        door="" if hides_actor else actor.door,
        at=None if hides_time else actor.at,
        # A hidden time is kept to the day, or the order of rows would be all that is left to order them by.
        recorded_at=now.replace(hour=0, minute=0, second=0, microsecond=0) if hides_time else now,
        subject=fact.subject,
        organisation=getattr(fact, "organisation", None),
        inputs=dict(inputs),
        outcome={} if Private.INPUTS in spec.private else dict(outcome),
        rulebook=getattr(fact, "rulebook", ""),
    )


@dataclass(slots=True)
class Slot:
    """The place of one idempotency key, with what the first call under it returned."""

    row: IdempotencyKey

    def outcome(self, type_: Any) -> Any:
        """What the first call returned."""
        return restored(type_, self.row.outcome)

    def fill(self, outcome: Fact) -> None:
        """Keep what this first call returns."""
        IdempotencyKey.objects.filter(pk=self.row.pk).update(outcome=plain(outcome))


def is_key_used(action: str, actor: Actor, key: str) -> bool:
    """Whether the actor's call of an action under this key was carried out already."""
    return IdempotencyKey.objects.filter(action=action, actor=_whose(actor), key=key[:120]).exists()


def _whose(actor: Actor) -> str:
    return str(actor.person or actor.kind)


class KeyTaken(Exception):
    """Another call had the key first; the transaction that wanted it is to be given up."""


def claim_key(action: str, actor: Actor, key: str, inputs: Mapping[str, Any]) -> Slot:
    """Take the key for this call; raises `KeyTaken` where another call had it first.

    Two calls at the same moment queue at the unique constraint. No savepoint: a ballot has no time for two more words
    with the database, and whoever comes second has nothing yet that could be lost.
    """
    row = IdempotencyKey(
        action=action, actor=_whose(actor), key=key[:120], inputs_hash=_hashed(inputs), created_at=timezone.now()
    )
    try:
        row.save(force_insert=True)
    except IntegrityError as clash:
        if "unique" not in str(clash).lower():
            raise
        raise KeyTaken(key) from clash
    return Slot(row)


def claimed(action: str, actor: Actor, key: str, inputs: Mapping[str, Any]) -> Slot:
    """The key as the call that had it first left it; refuses where that call was another one."""
    row = IdempotencyKey.objects.get(action=action, actor=_whose(actor), key=key[:120])
    if row.inputs_hash != _hashed(inputs):
        refuse(
            "key_reused",
            _("This form was already sent with other contents."),
            kept=_("What was sent first was kept."),
            to_do=_("Open the form anew and send it once more."),
        )
    return Slot(row)


def _hashed(inputs: Mapping[str, Any]) -> str:
    return digest({name: plain(value) for name, value in inputs.items()})
