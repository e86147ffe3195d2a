"""What goes with a membership: whether it is provisional still, and memberships elsewhere that its category needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from koinon.core.actors import Actor
from koinon.doors.shared import words
from koinon.rooms.admissions.models import MembershipElsewhere
from koinon.rooms.admissions.queries import elsewhere_of
from koinon.statutes.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A membership elsewhere that ours goes together with, and what is on record of it."""

    body: str
    row: MembershipElsewhere | None

    @property
    def title(self) -> str:
        """Of what."""
        return _("Membership of %(body)s") % {"body": self.body}

    @property
    def state(self) -> str:
        """Held, asked for, or nothing known yet: the state that its pill shows."""
        if self.row is None or (self.row.since_on is None and self.row.applied_on is None):
            return "missing"
        return "admitted" if self.row.since_on else "applied"

    @property
    def words(self) -> str:
        """Since when, or where it has got to."""
        if self.state == "missing":
            return _("not on record yet")
        if self.state == "admitted":
            return _("member since %(day)s") % {"day": words.long_date(self.row.since_on)}  # type: ignore[union-attr]
        return _("asked for on %(day)s, not confirmed yet") % {"day": words.long_date(self.row.applied_on)}  # type: ignore[union-attr]

    @property
    def evidence(self) -> str:
        """What proves it."""
        return self.row.evidence if self.row else ""


@dataclass(frozen=True, slots=True)
class Belonging:
    """What goes with a membership. `ratified_by` is empty for one that nobody has to confirm any more."""

    ratified_by: str = ""
    elsewhere: Sequence[Elsewhere] = ()


def belonging(actor: Actor, membership: Any, rulebook: Rulebook | None) -> Belonging:
    """What goes with a membership (`with_ratification`) on the actor's day; nothing for one that does not run."""
    if membership is None or rulebook is None or not membership.runs_on(actor.today):
        return Belonging()
    category = rulebook.categories.get(membership.category)
    bodies = category.also_member_of if category else ()
    known = {row.body: row for row in elsewhere_of(actor, membership.organisation.public_id)} if bodies else {}
    return Belonging(_ratified_by(membership, rulebook), [Elsewhere(body, known.get(body)) for body in bodies])


def _ratified_by(membership: Any, rulebook: Rulebook) -> str:
    if membership.awaits is None:
        return ""
    body = rulebook.admission.ratified_by if rulebook.admission else None
    return words.say(body) if body else _("ratifying body")
