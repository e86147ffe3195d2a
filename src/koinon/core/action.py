"""One write is one registered action.

The decorator checks the permission, opens the transaction, writes the journal line and hands the
fact on; the function decides and writes. What an action returns is the fact it made true. A refusal
leaves nothing behind.

    @action("dues.issue_invoice", needs="dues.issue", rule="fees")
    def issue_invoice(*, actor: Actor, invoice: UUID) -> InvoiceIssued: ...

Called again under the same key (`issue_invoice.once(key, actor=…, invoice=…)`) an action returns its
first outcome and changes nothing.
"""

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, get_type_hints
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core import recording
from koinon.core.actors import Actor
from koinon.core.facts import Fact
from koinon.core.locking import one_transaction
from koinon.core.permissions import permission_named
from koinon.core.refusals import Refusal, Refused, refuse, refuse_not_found
from koinon.core.spec import Over, Private, Spec

P = ParamSpec("P")
R = TypeVar("R", bound=Fact)

_registry: dict[str, Spec] = {}


def all_actions() -> list[Spec]:
    """Every registered action, by name."""
    return [_registry[name] for name in sorted(_registry)]


def _register(spec: Spec) -> Spec:
    if spec.name in _registry:
        raise ValueError(f"two actions are called {spec.name}")
    if not inspect.getdoc(spec.function):
        raise ValueError(f"action {spec.name} says nowhere what it does")
    permission_named(spec.needs)
    _registry[spec.name] = spec
    return spec


def was_done(spec: Spec, key: str, actor: Actor) -> bool:
    """Whether this actor's call under the key went through: asked again, it will only return its outcome."""
    return recording.is_key_used(spec.name, actor, key)


def _once(spec: Spec, key: str, actor: Actor, inputs: dict[str, Any], carry_out: Callable[[], Any]) -> Any:
    """Carry a call out under its key, or return what came of the call that had the key first."""
    if spec.private is not Private.NOTHING:
        # The key's row would say who called and what came of it.
        raise TypeError(f"{spec.name} is private and takes no idempotency key")
    try:
        with one_transaction():
            slot = recording.claim_key(spec.name, actor, key, inputs)
            outcome = carry_out()
            slot.fill(outcome)
            return outcome
    except recording.KeyTaken:
        slot = recording.claimed(spec.name, actor, key, inputs)
    check_permission(spec, actor, inputs)
    return slot.outcome(spec.fact)


def check_permission(spec: Spec, actor: Actor, inputs: dict[str, Any]) -> None:
    """Refuse unless the actor holds the action's permission over what it is about."""
    over: UUID | None = None
    if not actor.may(spec.needs) and spec.over is not None:
        over = inputs.get(spec.over) if isinstance(spec.over, str) else spec.over(**inputs)
        if over is None or over not in actor.mandates:
            # Whoever has no mandate there must not learn whether the record exists.
            refuse_not_found()
    if not actor.may(spec.needs, over):
        refuse(
            "not_allowed",
            _("You may not do this: %(what)s.") % {"what": permission_named(spec.needs).words},
            to_do=_("Ask somebody who holds that right."),
        )


class Action(Generic[P, R]):
    """A registered action: call it with keyword arguments."""

    def __init__(self, spec: Spec, function: Callable[P, R]) -> None:
        self.spec = _register(spec)
        self._function = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self.__module__ = function.__module__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Carry the action out in one transaction, or raise Refused and leave nothing."""
        actor, inputs = recording.split(kwargs)
        with one_transaction():
            return self._carry_out(actor, inputs, args, kwargs)

    def once(self, key: str, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """The same under an idempotency key: a second call with the key returns the first outcome."""
        actor, inputs = recording.split(kwargs)
        outcome: R = _once(self.spec, key, actor, inputs, lambda: self._carry_out(actor, inputs, args, kwargs))
        return outcome

    def _carry_out(self, actor: Actor, inputs: dict[str, Any], args: Any, kwargs: Any) -> R:
        check_permission(self.spec, actor, inputs)
        outcome = self._function(*args, **kwargs)
        recording.record(self.spec, actor, inputs, [outcome])
        return outcome


@dataclass(frozen=True, slots=True)
class Declined:
    """One subject of a bulk action that was left as it was, and why."""

    subject: UUID
    refusal: Refusal


@dataclass(slots=True)
class BulkOutcome(Generic[R]):
    """What a bulk action did, subject by subject."""

    done: list[R] = field(default_factory=list)
    declined: list[Declined] = field(default_factory=list)


class BulkAction(Generic[P, R]):
    """A registered action over many subjects, carried out in chunks of one transaction each.

    Killed in the middle it leaves whole chunks done and the rest untouched; run again it declines
    what was done and does the rest.
    """

    def __init__(self, spec: Spec, function: Callable[Concatenate[Sequence[UUID], P], list[R | Declined]]) -> None:
        self.spec = _register(spec)
        self._function = function
        self.__doc__ = function.__doc__
        self.__name__ = function.__name__
        self.__module__ = function.__module__

    def __call__(self, subjects: Sequence[UUID], /, *args: P.args, **kwargs: P.kwargs) -> BulkOutcome[R]:
        """Carry the action out over all subjects; a refusal of the whole stops at its chunk."""
        actor, inputs = recording.split(kwargs)
        check_permission(self.spec, actor, inputs)
        outcome: BulkOutcome[R] = BulkOutcome()
        for chunk in _chunks(list(dict.fromkeys(subjects)), self.spec.chunk):
            with one_transaction():
                results = self._function(chunk, *args, **kwargs)
                done = [result for result in results if not isinstance(result, Declined)]
                recording.record(self.spec, actor, inputs, done)
            outcome.done += done
            outcome.declined += [result for result in results if isinstance(result, Declined)]
        return outcome

    def once(self, key: str, subject: UUID, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Carry the action out over one subject, once under the key; what it declines is a refusal."""
        actor, inputs = recording.split(kwargs)
        whole = {**inputs, self.spec.subjects: subject}
        outcome: R = _once(self.spec, key, actor, whole, lambda: self._alone(subject, args, kwargs))
        return outcome

    def _alone(self, subject: UUID, args: Any, kwargs: Any) -> R:
        outcome = self([subject], *args, **kwargs)
        if outcome.declined:
            raise Refused(outcome.declined[0].refusal)
        return outcome.done[0]


def _chunks(subjects: Sequence[UUID], size: int) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(subjects), size):
        yield subjects[start : start + size]


def action(
    name: str,
    *,
    needs: str,
    over: Over = None,
    rule: str = "",
    private: Private = Private.NOTHING,
    redacted: tuple[str, ...] = (),
) -> Callable[[Callable[P, R]], Action[P, R]]:
    """Register a function of keyword arguments (`actor` among them) as an action."""

    def register(function: Callable[P, R]) -> Action[P, R]:
        fact = get_type_hints(function)["return"]
        spec = Spec(name, needs, function, fact, over, rule, private, frozenset(redacted))
        return Action(spec, function)

    return register


def bulk_action(
    name: str, *, needs: str, fact: type[Fact], subjects: str, rule: str = "", chunk: int = 200
) -> Callable[[Callable[Concatenate[Sequence[UUID], P], list[R | Declined]]], BulkAction[P, R]]:
    """Register a function of one chunk of subjects; `subjects` says what they are the public ids of."""

    def register(function: Callable[Concatenate[Sequence[UUID], P], list[R | Declined]]) -> BulkAction[P, R]:
        spec = Spec(name, needs, function, fact, rule=rule, subjects=subjects, chunk=chunk)
        return BulkAction(spec, function)

    return register


__all__ = [
    "Action",
    "BulkAction",
    "BulkOutcome",
    "Declined",
    "Private",
    "Refusal",
    "Refused",
    "action",
    "bulk_action",
    "was_done",
]
