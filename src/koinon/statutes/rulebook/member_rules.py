"""The rules about who may be a member, and what membership brings and asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from koinon.statutes.rulebook.scalars import Key, Positive, TableKey, Words
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to a question with a choice; `asks_to_join` names who is asked for membership by giving it."""

    label: LocalText
    asks_to_join: Words | None = None


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """Something a criterion needs to know about an organisation, and how one asks for it.

    A `member` that is named has to be a member of the category `member_of`, where one is given, for as long as the
    criterion is to be met.
    """

    key: TableKey
    kind: Literal["yes_no", "choice", "text", "member"]
    question: LocalText
    source: tuple[Words, ...]
    options: Mapping[str, Option] = field(default_factory=dict)
    help: LocalText | None = None
    evidence: LocalText | None = None
    member_of: Key | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact with the answer it needs, or all or any of several conditions.

    A `yes_no` fact needs `is`, a `choice` needs `one_of`, a `text` or `member` fact only has to be given.
    """

    fact: Key | None = None
    is_: bool | None = None
    one_of: tuple[Key, ...] | None = None
    all: tuple["Condition", ...] | None = None
    any: tuple["Condition", ...] | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of membership. A smaller `rank` wins where several fit; `condition` adds to every criterion."""

    key: TableKey
    label: LocalText
    plural: LocalText
    summary: LocalText
    rank: Positive
    source: tuple[Words, ...]
    condition: Condition | None = None
    also_member_of: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One way into a category, and which figures its fee stands on."""

    key: TableKey
    category: Key
    label: LocalText
    when: Condition
    fee_basis: tuple[Key, ...]
    fee_note: LocalText
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two conditions that no organisation meets together, and the sentence that says so of one whose answers do."""

    key: TableKey
    one: Condition
    other: Condition
    sentence: LocalText
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Something membership brings to some categories; a protected one is never taken away."""

    key: TableKey
    label: LocalText
    summary: LocalText
    categories: tuple[Key, ...]
    protected: bool
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something membership asks of every member, once or every so many months."""

    key: TableKey
    label: LocalText
    summary: LocalText
    source: tuple[Words, ...]
    every_months: Positive | None = None
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class MailTopic:
    """Something that those who speak for a member get by mail; what is not `statutory` they may switch off.

    With `entitlement`, only where the member's category has it. Without `mandates`, whatever role they hold.
    """

    key: TableKey
    label: LocalText
    summary: LocalText
    statutory: bool
    entitlement: Key | None = None
    mandates: tuple[Key, ...] = ()
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()
