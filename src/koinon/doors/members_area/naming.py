"""Who speaks for an organisation, role by role; what of it needs a hand; who may change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from koinon.core.permissions import MANDATES
from koinon.doors.members_area.sentences import VOTE
from koinon.doors.members_area.visit import Visit
from koinon.doors.shared import words
from koinon.rooms.people.models import Invitation, Mandate
from koinon.rooms.people.naming import CONTACT, confirmed_every, roles_named_under
from koinon.rooms.people.queries import as_seen, confirmed_on, held_or_coming, open_invitations
from koinon.statutes.periods import months_from
from koinon.statutes.rulebook import Rulebook

ENDS_SOON = timedelta(days=45)
Task = dict[str, Any]


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

    def followed(self, row: Mandate) -> bool:
        """Whether somebody holds the same role beyond another's last day."""
        assert row.ends_on is not None
        return any(
            other.role == row.role
            and other.pk != row.pk
            and other.starts_on <= row.ends_on + timedelta(days=1)
            and (other.ends_on is None or other.ends_on > row.ends_on)
            for other in self.rows
        )

    def ending(self) -> list[Mandate]:
        """The roles that end soon, and nobody follows."""
        soon = [row for row in self.speaking if row.ends_on and row.ends_on <= self.today + ENDS_SOON]
        return [row for row in soon if not self.followed(row)]

    def missing(self) -> list[str]:
        """The roles that should be held, and are not: who gets the invoices, and who votes where there is a vote."""
        wanted = ["finance_contact"]
        member, rulebook = self.visit.membership, self.rulebook
        right = rulebook.entitlements.get(VOTE) if rulebook else None
        if member is not None and right is not None and member.category in right.categories:
            wanted.append("delegate")
        return [role for role in wanted if not self.is_held(role)]


def naming_tasks(naming: Naming) -> list[Task]:
    """What needs a member's hand about its people."""
    return [*_to_confirm(naming), *_ending(naming), *_missing(naming)]


def _to_confirm(naming: Naming) -> Iterator[Task]:
    if not naming.is_due or not naming.is_held(CONTACT):
        return
    said = _("last confirmed on %(day)s") % {"day": words.long_date(naming.confirmed)}
    task: Task = {
        "title": _("Confirm who speaks for you"),
        "due_on": None,
        "state": "due",
        "detail": said if naming.confirmed else _("not confirmed yet"),
    }
    way = {"url": naming.visit.url("people"), "action": _("Look and confirm")}
    yield task | (way if naming.may_confirm else {"detail": _("your contact does this")})


def _ending(naming: Naming) -> Iterator[Task]:
    for row in naming.ending():
        said = {"name": row.person.name, "role": row.role_words}
        title = _("Name who follows %(name)s as %(role)s") % said
        task = {"title": title, "due_on": row.ends_on, "state": "due", "detail": _("nobody follows yet")}
        yield _led_on(naming, row.role, task)


def _missing(naming: Naming) -> Iterator[Task]:
    said = {
        "finance_contact": (_("Name a finance contact"), _("until then invoices go to your contact")),
        "delegate": (_("Name a delegate"), _("who votes for you in meetings")),
    }
    for role in naming.missing():
        title, detail = said[role]
        yield _led_on(naming, role, {"title": title, "detail": detail, "due_on": None, "state": "due"})


def _led_on(naming: Naming, role: str, task: Task) -> Task:
    """The way to the invitation; once somebody is asked, the task waits for their answer."""
    asked = [row.name for row in naming.asked if row.role == role]
    if asked:
        return task | {"state": "waiting", "detail": _("%(name)s is asked and has not answered") % {"name": asked[0]}}
    if role not in naming.may_name:
        return task | {"detail": _("your contact does this")}
    return task | {"url": f"{naming.visit.url('invite')}?role={role}", "action": _("Invite")}
