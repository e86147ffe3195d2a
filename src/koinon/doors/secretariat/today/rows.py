"""What a row of Today is, and what the rows are asked of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from koinon.core.actors import Actor
from koinon.doors.shared import words
from koinon.rooms.dues.so_far import Late, YearSoFar, counted, late_by_year
from koinon.rooms.rulebook.queries import Adopted
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.kinds import OFFICES
from koinon.rooms.tasks.queries import NAMED
from koinon.rooms.tasks.year import YearStand, year_stand
from koinon.statutes.rulebook import Rulebook

NOBODY: Mapping[str, str] = MappingProxyType({})
TODAY, WEEK, WAITING = "today", "week", "waiting"


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

    asked: Asked
    fee_rules: Rulebook | None
    late: dict[int, Late]
    so_far: YearSoFar | None
    stand: YearStand | None = None

    @property
    def actor(self) -> Actor:
        """Who looks."""
        return self.asked.actor

    @property
    def rulebook(self) -> Rulebook | None:
        """The rules in force."""
        return self.asked.rulebook

    @property
    def today(self) -> date:
        """The day."""
        return self.actor.today

    @property
    def year(self) -> int:
        """The fee year."""
        return self.actor.today.year

    def is_mine(self, row: Row) -> bool:
        """Whether the row is for an office that the reader holds."""
        return bool(self.actor.roles & set(row.roles))

    def office(self, step: str) -> tuple[str, ...]:
        """Who takes a step of the fee's procedure, as the rulebook says."""
        rule = self.rulebook.procedures.get("fee_invoice") if self.rulebook else None
        return next((known.roles for known in rule.steps if known.key == step), OFFICES) if rule else OFFICES

    def money(self, task: Task) -> str:
        """A task's amount in words."""
        return words.money(task.amount or 0, self.rulebook.confederation.currency if self.rulebook else "EUR")


Say = Callable[[Desk, Task], Row]
Words = Mapping[str, Say]


def desk_of(actor: Actor, adopted: Adopted) -> Desk:
    """The desk as this person finds it today, in four queries; without fees for who may not see them."""
    asked, year = Asked(actor, adopted), actor.today.year
    rules = adopted.for_year(year)
    if not actor.may("dues.see"):
        return Desk(asked, rules, {}, None, year_stand(asked, None))
    late = late_by_year(actor, asked.rulebook)
    so_far = counted(actor, year, rules, late.get(year, Late()))
    return Desk(asked, rules, late, so_far, year_stand(asked, so_far))


def row(
    task: Task, title: str, url: str, action: str, detail: str = "", named: Mapping[str, str] = NOBODY, **more: Any
) -> Row:
    """A task's row: its urgency and offices are its own where nothing else is said; `named` is put into the title."""
    known = {"urgency": task.urgency, "roles": task.kind.roles, "late": task.late, **more}
    said = title % {"count": task.count, "year": task.year, **named}
    return Row(title=said, url=url, action=action, detail=detail or sample(task), **known)


def sample(task: Task) -> str:
    """The first names, and how many more."""
    shown = ", ".join(task.names)
    more = task.count - min(len(task.names), NAMED)
    return _("%(names)s and %(more)s more") % {"names": shown, "more": more} if shown and more > 0 else shown
