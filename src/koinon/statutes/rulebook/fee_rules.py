"""The rules of fees: a fee is the sum of its parts, held between a floor and a ceiling."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from koinon.statutes.rulebook.scalars import Amount, Edge, Key, Percent, TableKey, Words
from koinon.statutes.texts import LocalText

Asks = Literal["member", "secretariat", "treasurer"]


@dataclass(frozen=True, slots=True)
class Outside:
    """What happens below the first tranche: the fee is unknown and somebody is asked."""

    question: LocalText
    asks: Asks


@dataclass(frozen=True, slots=True)
class Tranche:
    """A row of a table: `from` includes its edge, `above` does not; `up_to` includes it; without it, no end."""

    amount: Amount
    from_: Edge | None = None
    above: Edge | None = None
    up_to: Edge | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """A row read slice by slice: what each unit, or each euro, or reaching the slice at all, adds to the fee."""

    from_: Edge | None = None
    above: Edge | None = None
    up_to: Edge | None = None
    each: Amount | None = None
    percent: Percent | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class TranchePart:
    """The amount of the one tranche that the figure falls in."""

    kind: Literal["tranche"]
    key: Key
    label: LocalText
    basis: Key
    tranches: tuple[Tranche, ...]
    illustrative: bool
    source: tuple[Words, ...]
    below: Outside | None = None
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class SlicePart:
    """The sum over all slices that the figure reaches."""

    kind: Literal["slices"]
    key: Key
    label: LocalText
    basis: Key
    slices: tuple[Slice, ...]
    illustrative: bool
    source: tuple[Words, ...]
    below: Outside | None = None
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class FixedPart:
    """One amount for all."""

    kind: Literal["fixed"]
    key: Key
    label: LocalText
    amount: Amount
    illustrative: bool
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenPart:
    """One amount for each option of a basis."""

    kind: Literal["fixed_by"]
    key: Key
    label: LocalText
    basis: Key
    amounts: Mapping[str, Amount]
    illustrative: bool
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class RatePart:
    """A percentage of a figure in money."""

    kind: Literal["rate"]
    key: Key
    label: LocalText
    basis: Key
    percent: Percent
    illustrative: bool
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestPart:
    """No amount is published: the fee stays unknown and somebody is asked."""

    kind: Literal["on_request"]
    key: Key
    label: LocalText
    question: LocalText
    asks: Asks
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


Part = TranchePart | SlicePart | FixedPart | ChosenPart | RatePart | RequestPart


@dataclass(frozen=True, slots=True)
class Bound:
    """A smallest or largest fee, with the words of the line that raises or lowers the sum to it."""

    amount: Amount
    label: LocalText
    illustrative: bool
    source: tuple[Words, ...]
    choices: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class FeeRule:
    """The yearly fee of a category."""

    key: TableKey
    label: LocalText
    parts: tuple[Part, ...]
    source: tuple[Words, ...]
    floor: Bound | None = None
    ceiling: Bound | None = None
    choices: tuple[Key, ...] = ()

    @property
    def bases(self) -> tuple[str, ...]:
        """The figures that this fee needs, in the order of its parts."""
        return tuple(dict.fromkeys(part.basis for part in self.parts if not isinstance(part, (FixedPart, RequestPart))))


@dataclass(frozen=True, slots=True)
class ProRata:
    """How the fee of the year of admission shrinks with the months before it."""

    label: LocalText
    phrase: LocalText
    admission_month_counts: bool
    floor: Literal["stays_whole", "shrinks_too"]
    source: tuple[Words, ...] = ()
    choices: tuple[Key, ...] = ()
