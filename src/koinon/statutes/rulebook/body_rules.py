"""The rules of bodies: their seats and terms, what one delegates to another, who follows whoever leaves."""

from dataclasses import dataclass
from typing import Literal

from koinon.statutes.rulebook.scalars import Key, Positive, TableKey, Whole, Words
from koinon.statutes.texts import LocalText

BalanceOf = Literal["gender", "country"]


@dataclass(frozen=True, slots=True)
class Seat:
    """A kind of seat in a body, and how many there are of it.

    With `ex_officio`, whoever holds that office has the seat and nobody is elected to it. With `of_member`, only
    somebody who speaks for a member is elected to it. Without `votes`, its holder attends and speaks.
    """

    key: Key
    label: LocalText
    least: Whole
    most: Positive
    ex_officio: Key | None = None
    of_member: bool = False
    votes: bool = True
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class DelegatedFunction:
    """Something that a body has handed to the smaller one drawn from it."""

    key: Key
    label: LocalText
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class TermRule:
    """How long a seat is held, and what happens at its end or before.

    `warn_months` before a term ends, the body is told. `replacement`: whoever follows in the middle holds the rest
    of the predecessor's term, or a whole one. `co_option`: the body may fill a vacant seat itself until the electing
    body meets next. With `holds_over`, whoever was elected stays until a successor is.
    """

    months: Positive
    warn_months: tuple[Positive, ...]
    replacement: Literal["rest_of_term", "full_term"]
    co_option: bool
    holds_over: bool
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the confederation: all voting members, or persons on seats.

    Everyone on a seat of it sits in `subset_of` too. `balance` names what is shown about its composition: facts,
    never a condition. With `public`, its composition is shown to everybody who may see the website.
    """

    key: TableKey
    label: LocalText
    summary: LocalText
    made_of: Literal["members", "persons"]
    source: tuple[Words, ...]
    seats: tuple[Seat, ...] = ()
    elected_by: Key | None = None
    term: TermRule | None = None
    subset_of: Key | None = None
    delegated: tuple[DelegatedFunction, ...] = ()
    balance: tuple[BalanceOf, ...] = ()
    public: bool = False
    choices: tuple[Key, ...] = ()
