"""What the room of admissions announces."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class ApplicantLinkSent(Fact):
    """Somebody asked for a link to apply by; whether one was mailed is nobody's to learn from the answer."""

    link: UUID


@dataclass(frozen=True, slots=True)
class ApplicantArrived(Fact):
    """A link was used, and an application is open to whoever used it."""

    application: UUID


@dataclass(frozen=True, slots=True)
class StayEnded(Fact):
    """An applicant left; whoever comes to that machine next finds the application closed."""

    application: UUID


@dataclass(frozen=True, slots=True)
class ApplicationSaved(Fact):
    """A draft was kept."""

    application: UUID
    version: int
    rulebook: str


@dataclass(frozen=True, slots=True)
class AnswersBrought(Fact):
    """Answers from a questionnaire went into a draft."""

    application: UUID
    version: int
    rulebook: str


@dataclass(frozen=True, slots=True)
class AnswersParked(Fact):
    """What was typed after a stay had ended is kept until its writer comes back."""

    application: UUID
    place: str


@dataclass(frozen=True, slots=True)
class PaperAttached(Fact):
    """A paper was added to an application."""

    application: UUID
    paper: UUID
    item: str


@dataclass(frozen=True, slots=True)
class PaperRemoved(Fact):
    """A paper was taken out of a draft."""

    application: UUID
    item: str


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(Fact):
    """An application lies before the secretariat."""

    application: UUID
    category: str
    rulebook: str


@dataclass(frozen=True, slots=True)
class ApplicationMoved(Fact):
    """An application went on to another state."""

    application: UUID
    event: str
    state: str


@dataclass(frozen=True, slots=True)
class ItemMarked(Fact):
    """An item of the checklist was found in order, or not."""

    application: UUID
    item: str
    in_order: bool


@dataclass(frozen=True, slots=True)
class OpinionRecorded(Fact):
    """A member's opinion on an application is on record."""

    application: UUID
    member: UUID


@dataclass(frozen=True, slots=True)
class ApplicationDecided(Fact):
    """A body decided on an application; where it led to a membership, that is named."""

    application: UUID
    event: str
    state: str
    organisation: UUID | None
    membership: UUID | None
    starts_on: date | None
    rulebook: str


@dataclass(frozen=True, slots=True)
class ElsewhereRecorded(Fact):
    """A membership in another organisation is on record with its days."""

    organisation: UUID
    body: str
    since_on: date | None


@dataclass(frozen=True, slots=True)
class DraftReminded(Fact):
    """An applicant was told that a draft is kept for some days only."""

    application: UUID
    expires_on: date


@dataclass(frozen=True, slots=True)
class ApplicationErased(Fact):
    """What was in an application that came to nothing is erased, its papers among it."""

    application: UUID
    state: str
    papers: int


@dataclass(frozen=True, slots=True)
class LinksForgotten(Fact):
    """Mailed links that open nothing any more are erased, with the addresses they went to."""

    count: int
