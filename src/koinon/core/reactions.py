"""Reactions: what a room does because something happened in another.

A reaction runs in the worker, after the commit of what it reacts to, at least once: each is written
to the outbox in the same transaction as the fact, and so must bear being run twice.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from koinon.core.canonical import restored
from koinon.core.facts import Fact
from koinon.core.outbox import Posting, handler

F = TypeVar("F", bound=Fact)
_kinds_by_fact: dict[type[Fact], list[str]] = {}


def reacts_to(fact_type: type[F]) -> Callable[[Callable[[F], None]], Callable[[F], None]]:
    """Register a function of one fact as a reaction to it."""

    def register(function: Callable[[F], None]) -> Callable[[F], None]:
        kind = f"reaction:{function.__module__.removeprefix('koinon.rooms.')}.{function.__name__}"

        def deliver(payload: Mapping[str, Any]) -> None:
            function(restored(fact_type, payload))

        handler(kind)(deliver)
        _kinds_by_fact.setdefault(fact_type, []).append(kind)
        return function

    return register


def postings_for(fact: Fact, stored: Mapping[str, Any], *, private: bool = False) -> list[Posting]:
    """The outbox rows that carry a fact to everyone who reacts to it; a private one encrypted, under no name."""
    subject = None if private else fact.subject
    kinds = _kinds_by_fact.get(type(fact), [])
    return [Posting(kind, dict(stored), subject=subject, secret=private) for kind in kinds]
