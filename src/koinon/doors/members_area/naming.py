"""Who speaks for an organisation, role by role, and who may change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property
from django.utils.text import capfirst

from koinon.core.permissions import MANDATES
from koinon.doors.members_area.visit import Visit
from koinon.rooms.people.models import Invitation, Mandate
from koinon.rooms.people.naming import CONTACT, confirmed_every, roles_named_under
from koinon.rooms.people.queries import as_seen, confirmed_on, held_or_coming, open_invitations
from koinon.rooms.tasks.members import ENDS_SOON
from koinon.statutes.periods import months_from
from koinon.statutes.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role or will, and what the reader may do about it."""

    row: Mandate
    coming: bool
    ends_soon: bool
    may_replace: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A role with those who hold it and those who are asked to."""

    role: str
    holders: Sequence[Holder]
    invited: Sequence[Invitation]

    @property
    def words(self) -> str:
        """The role in words, capital first."""
        return capfirst(str(MANDATES[self.role]))


@dataclass
class Naming:
    """An organisation's people as this visit finds them, in three queries at most."""

    visit: Visit
    rulebook: Rulebook | None

    @cached_property
    def rows(self) -> list[Mandate]:
        """Those who hold a role or will."""
        return list(held_or_coming(self.visit.over, self.today))

    @cached_property
    def asked(self) -> list[Invitation]:
        """Those who are asked to."""
        return list(open_invitations(self.visit.over, self.visit.actor.at))

    @cached_property
    def may_name(self) -> frozenset[str]:
        """The roles that the reader may name and end."""
        return roles_named_under(self.rulebook, self.visit.actor, self.visit.over)

    @cached_property
    def confirmed(self) -> date | None:
        """When the contacts were last confirmed."""
        return confirmed_on(self.visit.over)

    @property
    def today(self) -> date:
        """The day of the visit."""
        return self.visit.actor.today

    @property
    def speaking(self) -> list[Mandate]:
        """Those who hold a role today."""
        return [row for row in self.rows if row.starts_on <= self.today]

    @property
    def seen(self) -> str:
        """The mark of who speaks today, that goes with the button that confirms it."""
        return as_seen(self.speaking)

    @property
    def may_confirm(self) -> bool:
        """Whether the reader may say that the contacts are right, and there are any."""
        return CONTACT in self.may_name and self.is_held(CONTACT)

    @property
    def due_on(self) -> date | None:
        """From when the contacts are to be confirmed; None where the rulebook never asks."""
        months, member = confirmed_every(self.rulebook), self.visit.membership
        if months is None or member is None:
            return None
        return months_from(max(self.confirmed or member.starts_on, member.starts_on), months)

    @property
    def is_due(self) -> bool:
        """Whether it is time to confirm them."""
        return self.due_on is not None and self.due_on <= self.today

    def places(self) -> list[Place]:
        """The roles in their order."""
        return [
            Place(
                role,
                [self._holder(row) for row in self.rows if row.role == role],
                [row for row in self.asked if row.role == role],
            )
            for role in MANDATES
        ]

    def _holder(self, row: Mandate) -> Holder:
        may = row.role in self.may_name
        own = row.person.public_id == self.visit.actor.person
        ends_soon = row.ends_on is not None and row.ends_on <= self.today + ENDS_SOON
        last = row.role == CONTACT and not self._others(row)
        return Holder(row, row.starts_on > self.today, ends_soon, may and not row.ends_on, (may or own) and not last)

    def _others(self, row: Mandate) -> bool:
        """Whether somebody else holds the same role; whether they hold it for long enough, the action asks."""
        return any(other.role == row.role and other.pk != row.pk and other.person.is_active for other in self.rows)

    def is_held(self, role: str) -> bool:
        """Whether anybody holds a role or will."""
        return any(row.role == role for row in self.rows)
