"""What the room of decisions announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class DecisionRegistered(Fact):
    """A decision stands in the register under its number; `adopted` is false where the proposal was rejected."""

    decision: UUID
    body: str
    reference: str
    taken_on: date
    adopted: bool
    level: str
    vote: UUID | None
    rulebook: str = ""


@dataclass(frozen=True, slots=True)
class LevelChanged(Fact):
    """Others than before may read a decision."""

    decision: UUID
    level: str


@dataclass(frozen=True, slots=True)
class OriginNamed(Fact):
    """A decision names the one that it carries out, or none any more."""

    decision: UUID
    carries_out: UUID | None


@dataclass(frozen=True, slots=True)
class RulesProposed(Fact):
    """Texts of rules were checked and kept until a body adopts them."""

    rules: UUID
    hash: str


@dataclass(frozen=True, slots=True)
class ConsequenceWanted(Fact):
    """It was said what an item brings about if it is adopted."""

    consequence: UUID
    item: UUID
    motion: UUID | None
    kind: str
    rulebook: str


@dataclass(frozen=True, slots=True)
class ConsequenceDropped(Fact):
    """Something does not follow any more, whatever is decided."""

    consequence: UUID
    item: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class ConsequenceSettled(Fact):
    """What follows from a decision was carried out, refused (with the code of the refusal), or fell away."""

    consequence: UUID
    decision: UUID | None
    kind: str
    state: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class PlanDrafted(Fact):
    """A version of the working plan was begun, or what is said of it changed."""

    plan: UUID
    number: int


@dataclass(frozen=True, slots=True)
class PlanItemKept(Fact):
    """An item of a draft plan was put there or changed."""

    item: UUID
    plan: UUID


@dataclass(frozen=True, slots=True)
class PlanItemRemoved(Fact):
    """An item was taken out of a draft plan."""

    item: UUID
    plan: UUID


@dataclass(frozen=True, slots=True)
class PlanAdopted(Fact):
    """A version of the working plan was adopted by a decision."""

    plan: UUID
    number: int
    replaced: UUID | None


@dataclass(frozen=True, slots=True)
class PlanDropped(Fact):
    """A draft of the working plan was given up."""

    plan: UUID


@dataclass(frozen=True, slots=True)
class ProgressRecorded(Fact):
    """It was said how far an item of the plan is."""

    item: UUID
    state: str


@dataclass(frozen=True, slots=True)
class PlanPublished(Fact):
    """A plan is shown to everybody, or only to members again."""

    plan: UUID
    published: bool
