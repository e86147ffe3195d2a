"""What the room of tasks announces."""

from dataclasses import dataclass
from datetime import date

from koinon.core.facts import Fact


@dataclass(frozen=True, slots=True)
class StepNoted(Fact):
    """A step of the confederation's year is done, by somebody's word."""

    year: int
    step: str
    done_on: date


@dataclass(frozen=True, slots=True)
class StepNoteTakenBack(Fact):
    """It is not done after all."""

    year: int
    step: str
