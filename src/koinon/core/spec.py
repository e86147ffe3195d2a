"""What the registry knows of an action, and what its journal line leaves out."""

import enum
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

Over = str | Callable[..., UUID | None] | None


class Private(enum.Flag):
    """What the journal must not learn of an action."""

    NOTHING = 0
    ACTOR = enum.auto()
    TIME = enum.auto()
    INPUTS = enum.auto()
    LINE = enum.auto()


@dataclass(frozen=True, slots=True)
class Spec:
    """What the registry knows of an action: the API, the CLI and docs/actions.md are made from it.

    `over` names the parameter (or a function of the inputs) that gives the public id of the
    organisation whose mandates may allow the action; `rule` the part of the rulebook it applies;
    `redacted` the inputs of which the journal keeps a digest only, made with the house's secret.
    """

    name: str
    needs: str
    function: Callable[..., Any]
    fact: Any
    over: Over = None
    rule: str = ""
    private: Private = Private.NOTHING
    redacted: frozenset[str] = frozenset()
    subjects: str = ""
    chunk: int = 0

    @property
    def room(self) -> str:
        """The room the action belongs to."""
        return self.name.partition(".")[0]

    @property
    def sentence(self) -> str:
        """The first line of the docstring: what a secretary would say."""
        return inspect.getdoc(self.function).splitlines()[0]  # type: ignore[union-attr]
