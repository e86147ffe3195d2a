"""What each kind of consequence needs; everything by public id. Kept with the consequence as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from koinon.core.canonical import plain, restored
from koinon.rooms.decisions.models import Consequence

Kind = Consequence.Kind


@dataclass(frozen=True, slots=True)
class NewRules:
    """A proposed version of the rulebook, and from when it holds."""

    rules: UUID
    in_force_from: date


@dataclass(frozen=True, slots=True)
class Ratification:
    """An application that waits to be ratified; the membership begins on the day of the decision, or a later one."""

    application: UUID
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Admission:
    """An application that is before the body which admits."""

    application: UUID
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Seats:
    """The seat that whoever is elected takes, from the day of the decision or another one.

    `in_place_of` is the held seat whose term the elected person ends.
    """

    body: str
    seat: str
    starts_on: date | None = None
    in_place_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class AdoptedDocument:
    """A document of the library, in the versions that were published by the day of the decision."""

    document: UUID


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A membership that ends on the day of the decision, or a later one."""

    membership: UUID
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class AdoptedPlan:
    """A draft of the working plan."""

    plan: UUID


@dataclass(frozen=True, slots=True)
class KeptRights:
    """A member in arrears that keeps its rights, until a day or until it pays."""

    membership: UUID
    reason: str
    starts_on: date | None = None
    ends_on: date | None = None


Wanted = NewRules | Ratification | Admission | Seats | AdoptedDocument | Exclusion | AdoptedPlan | KeptRights
SHAPES: Mapping[str, type] = {
    Kind.RULEBOOK: NewRules,
    Kind.RATIFICATION: Ratification,
    Kind.ADMISSION: Admission,
    Kind.SEATS: Seats,
    Kind.DOCUMENT: AdoptedDocument,
    Kind.EXCLUSION: Exclusion,
    Kind.WORKING_PLAN: AdoptedPlan,
    Kind.WAIVER: KeptRights,
}


def kind_of(wanted: Wanted) -> str:
    """Which kind of consequence has this shape."""
    return next(kind for kind, shape in SHAPES.items() if shape is type(wanted))


def as_stored(wanted: Wanted) -> dict[str, Any]:
    """What a consequence needs, as its row keeps it."""
    stored: dict[str, Any] = plain(wanted)
    return stored


def wanted_of(row: Consequence) -> Any:
    """What a consequence needs, in its shape."""
    return restored(SHAPES[row.kind], row.given)
