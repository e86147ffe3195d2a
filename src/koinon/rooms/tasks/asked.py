"""What tasks are asked of, and the tasks that are found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from koinon.core.actors import Actor
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import running_in_year, running_on, visible_memberships
from koinon.rooms.rulebook.queries import Adopted
from koinon.rooms.tasks.kinds import Kind, Urgency
from koinon.statutes.missing import Missing
from koinon.statutes.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, by which rules, and of whom: of one organisation, or of all that the actor may see."""

    actor: Actor
    adopted: Adopted
    over: UUID | None = None

    @property
    def today(self) -> date:
        """The day."""
        return self.actor.today

    @property
    def rulebook(self) -> Rulebook | None:
        """The rules in force today."""
        return self.adopted.on(self.today)

    @property
    def members(self) -> "QuerySet[Membership]":
        """The memberships that run today."""
        return self._narrowed(running_on(visible_memberships(self.actor), self.today))

    def members_of(self, year: int) -> "QuerySet[Membership]":
        """The memberships of a fee year."""
        return self._narrowed(running_in_year(visible_memberships(self.actor), year))

    def _narrowed(self, rows: "QuerySet[Membership]") -> "QuerySet[Membership]":
        return rows if self.over is None else rows.filter(organisation__public_id=self.over)

    def about(self, organisation: str) -> Q:
        """Limits rows to the organisation asked about, by the field that names it."""
        return Q() if self.over is None else Q(**{organisation: self.over})

    def shows(self, kind: Kind) -> bool:
        """Whether tasks of a kind are this actor's business: a member's own ones, or those of the desk."""
        if self.over is not None:
            return kind.owed_by == "member" and self.actor.may(kind.needs, self.over)
        return kind.desk and self.actor.may(kind.needs)


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of one kind of task before they are read.

    `name`, `record` and `due` are fields of the rows, or annotations: whose or what it is, which record, by when.
    `due_on` is the day where all rows share one.
    """

    kind: Kind
    rows: "QuerySet[Any]"
    name: str = "organisation__name"
    record: str = "organisation__public_id"
    due: str = ""
    due_on: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something that needs a hand, now: of one record, or of `count` records alike.

    `names` are the first few, `record` is the first one's public id, `due_on` the earliest day; what follows is
    what only some kinds say (a money amount, an unanswered question, within how many months).
    """

    kind: Kind
    count: int
    names: Sequence[str]
    urgency: Urgency
    record: UUID | None = None
    due_on: date | None = None
    late: bool = False
    year: int | None = None
    amount: Decimal | None = None
    gap: Missing | None = None
    months: int | None = None
