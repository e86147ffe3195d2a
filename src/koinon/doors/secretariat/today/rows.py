"""What a row of Today is, and what the rows are asked of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from koinon.core.actors import Actor
from koinon.doors.secretariat.so_far import Late, YearSoFar, counted, late_by_year
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import running_in_year, visible_memberships
from koinon.statutes.rulebook import Rulebook

TODAY, WEEK, WAITING = "today", "week", "waiting"
KEEPERS = ("membership", "secretary_general")
OFFICES = ("secretary_general", "membership", "treasurer")
NAMED = 3


@dataclass(frozen=True, slots=True)
class Row:
    """Something that needs a hand: what, how urgent, whose it is, and where it is done."""

    title: str
    urgency: str
    roles: Sequence[str]
    url: str
    action: str
    detail: str = ""
    due_on: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What the rows are asked of: who looks, on which day, by which rules, and how the fee year stands."""

    actor: Actor
    rulebook: Rulebook | None
    fee_rules: Rulebook | None
    late: dict[int, Late]
    so_far: YearSoFar | None

    @property
    def today(self) -> date:
        """The day."""
        return self.actor.today

    @property
    def year(self) -> int:
        """The fee year."""
        return self.actor.today.year

    @property
    def members(self) -> "QuerySet[Membership]":
        """The members of the fee year."""
        return running_in_year(visible_memberships(self.actor), self.year)

    def is_mine(self, row: Row) -> bool:
        """Whether the row is for an office that the reader holds."""
        return bool(self.actor.roles & set(row.roles))

    def office(self, step: str) -> tuple[str, ...]:
        """Who takes a step of the fee's procedure, as the rulebook says."""
        rule = self.rulebook.procedures.get("fee_invoice") if self.rulebook else None
        return next((known.roles for known in rule.steps if known.key == step), OFFICES) if rule else OFFICES


def desk_of(actor: Actor, rulebook: Rulebook | None, fee_rules: Rulebook | None) -> Desk:
    """The desk as this person finds it today, in three queries; without members for who may not see them."""
    if not actor.may("dues.see"):
        return Desk(actor, rulebook, fee_rules, {}, None)
    late, year = late_by_year(actor, rulebook), actor.today.year
    return Desk(actor, rulebook, fee_rules, late, counted(actor, year, fee_rules, late.get(year, Late())))


def first_of(rows: "QuerySet[Any]", *fields: str) -> tuple[int, list[Any]]:
    """How many rows there are, and the first few of them, in one query."""
    found = list(rows.annotate(of_all=Window(Count("pk"))).values_list("of_all", *fields)[:NAMED])
    return (found[0][0] if found else 0), [row[1] if len(fields) == 1 else row[1:] for row in found]


def first_of_each(field: str, asked: "Mapping[str, QuerySet[Any]]") -> dict[str, tuple[int, list[str]]]:
    """For several sets of rows, how many there are and the first few by a field; those that have any, in one query."""
    parts = [_numbered(rows, field, key) for key, rows in asked.items()]
    found: dict[str, tuple[int, list[str]]] = {}
    for key, count, name, _place in parts[0].union(*parts[1:], all=True).order_by("place"):
        found.setdefault(key, (count, []))[1].append(name)
    return found


def _numbered(rows: "QuerySet[Any]", field: str, key: str) -> "QuerySet[Any]":
    """The first few rows, each with its set's key, the set's size and its place, in a shape that can be united."""
    numbered = rows.order_by().annotate(
        of=Value(key, output_field=CharField()),
        of_all=Window(Count("pk")),
        named=F(field),
        place=Window(RowNumber(), order_by=[field, "pk"]),
    )
    return numbered.filter(place__lte=NAMED).values_list("of", "of_all", "named", "place")


def sample(names: Sequence[str], count: int) -> str:
    """The first names, and how many more."""
    shown = ", ".join(names[:NAMED])
    more = count - min(len(names), NAMED)
    return _("%(names)s and %(more)s more") % {"names": shown, "more": more} if more > 0 else shown
