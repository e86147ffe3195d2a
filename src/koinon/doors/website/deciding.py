"""Who decides: the bodies that the rulebook makes public, and of those who sit there what each agreed to show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.adapters.identifiers import country_name
from koinon.doors.shared.bodies import Balance, may_show, months_words, public_balance
from koinon.doors.shared.words import say
from koinon.rooms.bodies.composition import Composed, composed
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import SeatOn, left_seats, seat_of
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.body_rules import Body


@dataclass(frozen=True, slots=True)
class Shown:
    """A seat as everybody may see it: what its holder did not agree to show is empty."""

    seat: str
    name: str = ""
    organisation: str = ""
    country: str = ""
    by_office: bool = False
    invented: bool = False


@dataclass(frozen=True, slots=True)
class PublicBody:
    """A body on the page: who is there, how balanced it is, what it was handed, who was there before."""

    rules: Body
    elected_by: str
    drawn_from: str
    term: str
    seats: Sequence[Shown]
    vacant: int
    balance: Sequence[Balance]
    past: Sequence[tuple[str, Sequence[Shown]]]

    @property
    def all_invented(self) -> bool:
        """Whether one mark says of everybody here, past and present, that they are invented."""
        shown = [*self.seats, *(seat for _term, seats in self.past for seat in seats)]
        return bool(shown) and all(seat.invented for seat in shown)


def public_bodies(rulebook: Rulebook, today: date) -> list[PublicBody]:
    """The bodies of members, and of those that persons sit in the public ones. Four queries."""
    shown = [key for key, body in rulebook.bodies.items() if body.made_of == "persons" and body.public]
    made_up = {found.rules.key: found for found in composed(rulebook, today, shown)}
    past: dict[str, list[HeldSeat]] = {}
    for row in left_seats(shown, today):
        past.setdefault(row.body.key, []).append(row)
    return [
        _public(rulebook, body, made_up.get(key), past.get(key, []))
        for key, body in rulebook.bodies.items()
        if body.made_of == "members" or body.public
    ]


def _public(rulebook: Rulebook, body: Body, found: Composed | None, past: Sequence[HeldSeat]) -> PublicBody:
    labels = {seat.key: say(seat.label) for seat in body.seats}
    named = [rulebook.bodies.get(key or "") for key in (body.elected_by, body.subset_of)]
    elected_by, drawn_from = (say(one.label) if one else "" for one in named)
    in_use = found is not None and any(row.held for row in found.seats)
    return PublicBody(
        rules=body,
        elected_by=elected_by,
        drawn_from=drawn_from,
        term=months_words(body.term.months) if body.term else "",
        seats=[_shown(row, labels) for row in found.seats] if found and in_use else [],
        vacant=found.vacant if found and in_use else 0,
        balance=public_balance(found) if found and in_use else [],
        past=_terms(past, labels, found.day if found else None),
    )


def _terms(past: Iterable[HeldSeat], labels: dict[str, str], today: date | None) -> list[tuple[str, Sequence[Shown]]]:
    """Past seats by the term that they belonged to, the latest first; a co-opted one to the term it was filled in."""
    terms: dict[int, list[HeldSeat]] = {}
    for row in past:
        elected = row.follows if row.follows is not None else row
        terms.setdefault(elected.term_ends_on.year, []).append(row)
    order = {key: place for place, key in enumerate(labels)}
    return [
        (
            _term_words(rows, today, year),
            [
                _shown(seat_of(row), labels)
                for row in sorted(rows, key=lambda row: (order.get(row.seat, len(order)), row.starts_on))
            ],
        )
        for year, rows in sorted(terms.items(), reverse=True)
    ]


def _term_words(rows: Sequence[HeldSeat], today: date | None, year: int) -> str:
    """The years of a term; of the one that runs, that somebody left it."""
    words = {"first": min(row.starts_on for row in rows).year, "last": year}
    runs = today is not None and any((row.follows or row).term_ends_on >= today for row in rows)
    if runs:
        return _("Left before the end of the term %(first)s to %(last)s") % words
    return _("Before: %(first)s to %(last)s") % words


def _shown(row: SeatOn, labels: dict[str, str]) -> Shown:
    named, for_member = may_show(row.held)
    return Shown(
        seat=labels.get(row.seat, row.seat),
        name=row.name if named else "",
        organisation=row.organisation_name if for_member else "",
        country=country_name(row.country, get_language() or "en") if for_member and row.country else "",
        by_office=row.held is None,
        invented=row.invented,
    )
