"""The files of a rulebook: their names, and what each holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

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
)
from koinon.statutes.rulebook.scalars import Key
from koinon.statutes.rulebook.schema import Aim, Basis, Choice, Confederation
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
class RulebookFile:
    """`rulebook.toml`: what this rulebook is and from when it holds, and what the confederation is there for.

    Rulebooks adopted before plans were kept have no aims; then a plan is not ordered by them.
    """

    code: Key
    name: LocalText
    confederation: Confederation
    in_force_from: date | None = None
    aims: Mapping[str, Aim] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CategoriesFile:
    """`categories.toml`: the kinds of membership."""

    categories: Mapping[str, Category]


@dataclass(frozen=True, slots=True)
class EligibilityFile:
    """`eligibility.toml`: the questions, the criteria that read their answers, and answers that exclude each other.

    Rulebooks adopted before contradictions were told have none.
    """

    facts: Mapping[str, FactQuestion]
    criteria: Mapping[str, Criterion]
    contradictions: Mapping[str, Contradiction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntitlementsFile:
    """`entitlements.toml`: what membership brings, what it asks, and what is mailed to those who speak for members.

    Rulebooks adopted before there were rules about mail have none; then nothing is there to choose from.
    """

    entitlements: Mapping[str, Entitlement]
    obligations: Mapping[str, Obligation]
    mail: Mapping[str, MailTopic] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FeesFile:
    """`fees.toml`: the bases of fees and the fee of each category."""

    bases: Mapping[str, Basis]
    fees: Mapping[str, FeeRule]
    pro_rata: ProRata | None = None


@dataclass(frozen=True, slots=True)
class DeclarationsFile:
    """`declarations.toml`: the yearly declaration and its plausibility."""

    declarations: DeclarationRules
    plausibility: PlausibilityRules


@dataclass(frozen=True, slots=True)
class InvoicingFile:
    """`invoicing.toml`: how fees are asked for, and what follows when they are not paid."""

    invoicing: InvoicingRules
    standing: StandingRules


@dataclass(frozen=True, slots=True)
class ProceduresFile:
    """`procedures.toml`: the roles, who decides what and names whom, how members are admitted, what is kept how long.

    Rulebooks adopted before there were rules about mandates have none; then only the secretariat names. Nor have
    those that came before the rules of keeping; then nothing is erased until rules are adopted that say when. Without
    rules about the life of a membership, members leave by a recorded decision alone.
    """

    roles: Mapping[str, Role]
    procedures: Mapping[str, Procedure]
    mandates: Mapping[str, MandateRule] = field(default_factory=dict)
    admission: AdmissionRules | None = None
    keeping: KeepingRules | None = None
    life: LifeRules | None = None


@dataclass(frozen=True, slots=True)
class BodiesFile:
    """`bodies.toml`: the bodies, their seats and terms."""

    bodies: Mapping[str, Body]


@dataclass(frozen=True, slots=True)
class AssembliesFile:
    """`assemblies.toml`: how bodies meet, who votes with which weight, and what makes a decision."""

    weights: Mapping[str, WeightRule]
    quorums: Mapping[str, QuorumRule]
    majorities: Mapping[str, MajorityRule]
    decisions: Mapping[str, DecisionRule]
    meetings: Mapping[str, Meeting]
    elections: Mapping[str, ElectionRule] = field(default_factory=dict)
    year: YearRule | None = None


@dataclass(frozen=True, slots=True)
class ChoicesFile:
    """`choices.toml`: the decisions where the source is silent."""

    choices: Mapping[str, Choice]


FILES: Mapping[str, type] = {
    "rulebook.toml": RulebookFile,
    "categories.toml": CategoriesFile,
    "eligibility.toml": EligibilityFile,
    "entitlements.toml": EntitlementsFile,
    "fees.toml": FeesFile,
    "declarations.toml": DeclarationsFile,
    "invoicing.toml": InvoicingFile,
    "procedures.toml": ProceduresFile,
    "bodies.toml": BodiesFile,
    "assemblies.toml": AssembliesFile,
    "choices.toml": ChoicesFile,
}
"""All that there may be."""

OPTIONAL = frozenset({"bodies.toml", "assemblies.toml"})
"""Rulebooks adopted before there were rules about bodies do without them, but for both or none."""

FILE_OF: Mapping[str, str] = {item.name: name for name, kind in FILES.items() for item in fields(kind)}
"""In which file each top-level key stands; no two files share one."""
