"""The rules in force as the public reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from koinon.rooms.rulebook.queries import adopted_rules, rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce, Rulebook
from koinon.statutes.rulebook.member_rules import Category, Criterion, Entitlement
from koinon.statutes.rulebook.schema import Choice


@dataclass(frozen=True, slots=True)
class Membership:
    """A kind of membership with the ways into it and what it brings."""

    category: Category
    criteria: Sequence[Criterion]
    brings: Sequence[Entitlement]


@dataclass(frozen=True, slots=True)
class Brought:
    """A row of the table of entitlements: who has it, in the order of the categories."""

    entitlement: Entitlement
    granted: Sequence[tuple[Category, bool]]


def rules_on(on: date) -> Rulebook | None:
    """The rules in force on a day; None before the first version."""
    try:
        return rulebook_in_force(on)
    except NoRuleInForce:
        return None


def fee_rules_of(year: int) -> Rulebook | None:
    """The rules by which a year's fees are reckoned: those that quotes and invoices of the year go by."""
    return adopted_rules().for_year(year)


def memberships(rulebook: Rulebook) -> list[Membership]:
    """The kinds of membership, the one with the most rights first."""
    return [
        Membership(
            category,
            [criterion for criterion in rulebook.criteria.values() if criterion.category == category.key],
            [right for right in rulebook.entitlements.values() if category.key in right.categories],
        )
        for category in rulebook.categories_by_rank()
    ]


def entitlement_table(rulebook: Rulebook) -> list[Brought]:
    """What membership brings, by category."""
    categories = rulebook.categories_by_rank()
    return [
        Brought(right, [(category, category.key in right.categories) for category in categories])
        for right in rulebook.entitlements.values()
    ]


def chosen(rulebook: Rulebook, keys: Iterable[str]) -> list[Choice]:
    """The choices named, each once, in the rulebook's order."""
    wanted = set(keys)
    return [choice for key, choice in rulebook.choices.items() if key in wanted]


def joining_choices(rulebook: Rulebook) -> list[Choice]:
    """What the rulebook had to decide about who may join and what it brings."""
    told: list[Any] = [*rulebook.categories.values(), *rulebook.criteria.values(), *rulebook.entitlements.values()]
    return chosen(rulebook, (key for rule in [*told, *rulebook.obligations.values()] for key in rule.choices))
