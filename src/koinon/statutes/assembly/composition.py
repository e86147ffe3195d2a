"""Whether a body is made up as its rules say, and how balanced it is: the first to be mended, the second a fact."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from koinon.statutes.inputs import one_of
from koinon.statutes.rulebook.body_rules import BalanceOf, Seat
from koinon.statutes.rulebook.schema import Rulebook

FindingKind = Literal["too_few", "too_many", "outside", "not_in_office", "on_two_seats"]
NOT_SAID = ""


@dataclass(frozen=True, slots=True)
class SeatHolder:
    """Somebody on a seat. Gender and country only where the person agreed to say so; empty where not."""

    person: str
    seat: str
    gender: str = NOT_SAID
    country: str = NOT_SAID


@dataclass(frozen=True, slots=True)
class CompositionFinding:
    """Something that does not fit: seats that are empty or too many, persons who should not sit there.

    `outside`: not in the body that this one is drawn from. `not_in_office`: not the holder of the office that the
    seat belongs to. `number` is how many are too few, too many, or concerned.
    """

    kind: FindingKind
    seat: str
    persons: tuple[str, ...]
    number: int
    rule: str


def composition(
    rulebook: Rulebook,
    body: str,
    holders: Sequence[SeatHolder],
    larger: AbstractSet[str] = frozenset(),
    offices: Mapping[str, AbstractSet[str]] | None = None,
) -> tuple[CompositionFinding, ...]:
    """What does not fit in a body (source item S10 in CECOP's rulebook: the smaller is drawn from the larger).

    `larger` are the persons of the body it is drawn from, `offices` who holds each role that a seat belongs to.
    """
    one_of("body", body, rulebook.bodies)
    rules = rulebook.bodies[body]
    rule = f"bodies.{body}"
    seats = {seat.key: seat for seat in rules.seats}
    for holder in holders:
        one_of("seat", holder.seat, seats)
    findings = [found for seat in rules.seats for found in _of_seat(seat, holders, offices or {}, rule)]
    findings += [
        CompositionFinding("on_two_seats", "", (person,), times, rule)
        for person, times in sorted(Counter(holder.person for holder in holders).items())
        if times > 1
    ]
    elected = {holder.person for holder in holders if seats[holder.seat].ex_officio is None}
    if rules.subset_of is not None and elected - larger:
        outside = tuple(sorted(elected - larger))
        findings.append(CompositionFinding("outside", "", outside, len(outside), f"{rule}.subset_of"))
    return tuple(findings)


def _of_seat(
    seat: Seat, holders: Sequence[SeatHolder], offices: Mapping[str, AbstractSet[str]], rule: str
) -> list[CompositionFinding]:
    there = tuple(sorted(holder.person for holder in holders if holder.seat == seat.key))
    rule = f"{rule}.seats.{seat.key}"
    findings = []
    if len(there) < seat.least:
        findings.append(CompositionFinding("too_few", seat.key, there, seat.least - len(there), rule))
    if len(there) > seat.most:
        findings.append(CompositionFinding("too_many", seat.key, there, len(there) - seat.most, rule))
    if seat.ex_officio is not None:
        wrong = tuple(person for person in there if person not in offices.get(seat.ex_officio, frozenset()))
        if wrong:
            findings.append(CompositionFinding("not_in_office", seat.key, wrong, len(wrong), rule))
    return findings


def balance(holders: Sequence[SeatHolder], of: BalanceOf) -> dict[str, int]:
    """How many persons of each gender or from each country, most first; those who did not say so under `NOT_SAID`."""
    persons = {holder.person: holder for holder in holders}
    counted = Counter(holder.gender if of == "gender" else holder.country for holder in persons.values())
    return dict(sorted(counted.items(), key=lambda item: (item[0] == NOT_SAID, -item[1], item[0])))
