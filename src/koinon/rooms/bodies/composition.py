"""How a body is made up on a day: who sits there, what is vacant, whose term ends, how balanced it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import SeatOn, genders_of, in_order, of_running_terms
from koinon.statutes.assembly.composition import CompositionFinding, SeatHolder, balance, composition
from koinon.statutes.assembly.terms import warning_reached
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.body_rules import Body

# Whoever left like this was followed, or nobody is to follow.
SETTLED = frozenset({HeldSeat.Ending.TERM, HeldSeat.Ending.SUCCEEDED})


@dataclass(frozen=True, slots=True)
class Ending:
    """A seat whose term ends: in at most so many months, or before today (0), its holder staying on."""

    seat: SeatOn
    ends_on: date
    months: int


@dataclass(frozen=True, slots=True)
class Composed:
    """A body on a day: the rulebook's words for it, who sits there, and what follows from it."""

    rules: Body
    day: date
    seats: Sequence[SeatOn]
    findings: Sequence[CompositionFinding]
    vacated: Sequence[HeldSeat]
    endings: Sequence[Ending]
    balance: Mapping[str, Mapping[str, int]]

    @property
    def too_few(self) -> int:
        """How many seats are empty that should not be."""
        return sum(found.number for found in self.findings if found.kind == "too_few")

    @property
    def vacant(self) -> int:
        """How many seats wait for somebody: left in the middle of a term, or fewer than the rules ask for."""
        return max(self.too_few, len(self.vacated))

    @property
    def soon(self) -> Sequence[Ending]:
        """The terms that end within the months that the rules warn of."""
        return [one for one in self.endings if one.months]

    @property
    def over(self) -> Sequence[Ending]:
        """The terms that are over, whose holders stay until somebody succeeds them."""
        return [one for one in self.endings if not one.months]


def composed(
    rulebook: Rulebook, day: date, bodies: Iterable[str] | None = None, *, balanced: bool = True
) -> list[Composed]:
    """How the bodies of persons are made up on a day; three queries, whatever their number.

    Without `balanced` nobody is asked what people said of themselves, and the balance by gender is not known.
    """
    persons = [key for key, body in rulebook.bodies.items() if body.made_of == "persons"]
    wanted = [key for key in persons if bodies is None or key in set(bodies)]
    larger = [body.subset_of for body in map(rulebook.bodies.__getitem__, wanted) if body.subset_of]
    asked = list(dict.fromkeys([*wanted, *larger]))
    rows = list(of_running_terms(asked, day))
    held = [row for row in rows if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)]
    followed = frozenset(row.follows_id for row in rows if row.follows_id is not None)
    genders = genders_of({row.mandate.person.public_id for row in held}) if balanced else {}
    seats = in_order(rulebook, day, asked, held)
    found = _Found(seats, genders, [row for row in rows if _is_open(row, day, followed)], followed)
    return [_composed(rulebook, day, key, found) for key in wanted]


def _is_open(row: HeldSeat, day: date, followed: frozenset[int]) -> bool:
    """Whether a seat was left in the middle of its term, which runs on, and nobody has taken it since.

    Whoever took it and left again has an open place of their own.
    """
    left = row.ends_on is not None and row.ends_on < day <= row.term_ends_on
    return left and row.ending != HeldSeat.Ending.SUCCEEDED and row.pk not in followed


@dataclass(frozen=True, slots=True)
class _Found:
    """What was asked of the records, for all bodies at once."""

    seats: Mapping[str, Sequence[SeatOn]]
    genders: Mapping[UUID, str]
    vacated: Sequence[HeldSeat]
    followed: frozenset[int]


def _composed(rulebook: Rulebook, day: date, key: str, found: _Found) -> Composed:
    rules, rows, genders = rulebook.bodies[key], found.seats[key], found.genders
    known = {seat.key for seat in rules.seats}
    holders = [
        (row, SeatHolder(str(row.person), row.seat, genders.get(row.person, ""), row.country))
        for row in rows
        if row.seat in known
    ]
    larger = frozenset(str(row.person) for row in found.seats.get(rules.subset_of or "", ()))
    # Whoever sits by office was found by the office, so it is theirs.
    offices = {
        seat.ex_officio: frozenset(holder.person for row, holder in holders if row.seat == seat.key)
        for seat in rules.seats
        if seat.ex_officio
    }
    elected = [holder for row, holder in holders if row.held is not None]
    return Composed(
        rules=rules,
        day=day,
        seats=rows,
        findings=composition(rulebook, key, [holder for _row, holder in holders], larger, offices),
        vacated=[row for row in found.vacated if row.body.key == key],
        endings=list(_endings(rules, rows, day, found.followed)),
        balance={of: balance(elected, of) for of in rules.balance},
    )


def _endings(rules: Body, rows: Iterable[SeatOn], day: date, followed: frozenset[int]) -> Iterator[Ending]:
    for row in rows:
        if row.held is None or rules.term is None or row.held.pk in followed or row.held.ending in SETTLED:
            continue
        ends_on = min(row.held.term_ends_on, row.held.ends_on or row.held.term_ends_on)
        months = warning_reached(rules.term, ends_on, day)
        if months is not None:
            yield Ending(row, ends_on, months)
        elif ends_on < day:
            yield Ending(row, ends_on, 0)
