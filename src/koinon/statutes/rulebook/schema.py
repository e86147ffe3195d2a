"""The closed schema of a rulebook: what each file holds, and the whole that the rules read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from koinon.statutes.rulebook.admission_rules import AdmissionRules
from koinon.statutes.rulebook.body_rules import Body
from koinon.statutes.rulebook.fee_rules import FeeRule, ProRata
from koinon.statutes.rulebook.keeping_rules import KeepingRules
from koinon.statutes.rulebook.life_rules import LifeRules
from koinon.statutes.rulebook.meeting_rules import Meeting, YearRule
from koinon.statutes.rulebook.member_rules import (
    Category,
    Contradiction,
    Criterion,
    Entitlement,
    FactQuestion,
    MailTopic,
    Obligation,
    Option,
)
from koinon.statutes.rulebook.reference import RulebookReference
from koinon.statutes.rulebook.scalars import Key, TableKey, Words
from koinon.statutes.rulebook.voting_rules import DecisionRule, ElectionRule, MajorityRule, QuorumRule
from koinon.statutes.rulebook.weight_rules import WeightRule
from koinon.statutes.rulebook.yearly_rules import (
    DeclarationRules,
    InvoicingRules,
    MandateRule,
    PlausibilityRules,
    Procedure,
    Role,
    StandingRules,
)
from koinon.statutes.texts import LocalText


@dataclass(frozen=True, slots=True)
class Confederation:
    """The confederation that the rules are those of."""

    name: LocalText
    short_name: Words
    seat_country: Words
    currency: Words
    email: Words
    phone: Words
    languages: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """Something that the confederation is there for: plans and reports are ordered by it."""

    key: TableKey
    label: LocalText
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """A figure or a choice that a fee stands on. `phrase` puts the value into words."""

    key: TableKey
    unit: Literal["count", "money", "choice"]
    label: LocalText
    question: LocalText
    source: tuple[Words, ...]
    phrase: LocalText = field(default_factory=dict)
    phrase_one: LocalText = field(default_factory=dict)
    options: Mapping[str, Option] = field(default_factory=dict)
    help: LocalText | None = None
    choices: tuple[Key, ...] = ()

    def phrase_for(self, value: Decimal) -> LocalText:
        """The words around a value: those for exactly one where there are any."""
        return self.phrase_one if value == 1 and self.phrase_one else self.phrase


@dataclass(frozen=True, slots=True)
class Choice:
    """What the rulebook decided where its source is silent or can be read in two ways."""

    key: TableKey
    question: LocalText
    choice: LocalText
    reason: LocalText
    source: tuple[Words, ...]
    decided_on: date
    decided_by: LocalText


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A confederation's rules, checked; `version` is the hash of the texts they were read from."""

    code: str
    name: LocalText
    version: str
    in_force_from: date | None
    confederation: Confederation
    categories: Mapping[str, Category]
    facts: Mapping[str, FactQuestion]
    criteria: Mapping[str, Criterion]
    entitlements: Mapping[str, Entitlement]
    obligations: Mapping[str, Obligation]
    bases: Mapping[str, Basis]
    fees: Mapping[str, FeeRule]
    pro_rata: ProRata | None
    declarations: DeclarationRules
    plausibility: PlausibilityRules
    invoicing: InvoicingRules
    standing: StandingRules
    roles: Mapping[str, Role]
    procedures: Mapping[str, Procedure]
    admission: AdmissionRules | None
    choices: Mapping[str, Choice]
    mandates: Mapping[str, MandateRule] = field(default_factory=dict)
    mail: Mapping[str, MailTopic] = field(default_factory=dict)
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)
    keeping: KeepingRules | None = None
    life: LifeRules | None = None
    bodies: Mapping[str, Body] = field(default_factory=dict)
    weights: Mapping[str, WeightRule] = field(default_factory=dict)
    quorums: Mapping[str, QuorumRule] = field(default_factory=dict)
    majorities: Mapping[str, MajorityRule] = field(default_factory=dict)
    decisions: Mapping[str, DecisionRule] = field(default_factory=dict)
    elections: Mapping[str, ElectionRule] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    year: YearRule | None = None
    aims: Mapping[str, Aim] = field(default_factory=dict)

    @property
    def reference(self) -> RulebookReference:
        """What a decision stores about the rules that made it."""
        return RulebookReference(self.code, self.name, self.version, self.in_force_from)

    def categories_by_rank(self) -> tuple[Category, ...]:
        """The categories, the one that wins over the others first."""
        return tuple(sorted(self.categories.values(), key=lambda category: category.rank))

    def named_by(self, held: Iterable[str]) -> frozenset[str]:
        """The mandates that a holder of these mandates may name and end in their organisation."""
        rules = (self.mandates[key] for key in held if key in self.mandates)
        return frozenset(name for rule in rules for name in rule.names)

    def mail_for(self, category: str, held: Iterable[str]) -> tuple[MailTopic, ...]:
        """The mail for a holder of these mandates over a member of a category."""
        roles = set(held)
        return tuple(
            topic
            for topic in self.mail.values()
            if (not topic.mandates or roles & set(topic.mandates))
            and (topic.entitlement is None or category in self.entitlements[topic.entitlement].categories)
        )
