"""What the actions on a membership share: its rules, the membership itself, and words that are kept."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import prose
from koinon.rooms.memberships.models import Membership
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce, Rulebook
from koinon.statutes.transitions import MEMBERSHIP

LONGEST_WORDS = 5000


def rules_of(*days: date) -> Rulebook:
    """The rules of the first of some days that has any; refuses where none of them has."""
    for day in days:
        try:
            return rulebook_in_force(day)
        except NoRuleInForce:
            continue
    refuse(
        "no_rulebook",
        _("No rulebook is in force, so nothing can be decided by it."),
        to_do=_("Adopt the rulebook first."),
    )


def running_membership(membership: UUID) -> Membership:
    """A membership, locked, that has not come to its end."""
    row = locked(Membership.objects.select_related("organisation"), membership)
    if not MEMBERSHIP.allows(row.state, "resign"):
        refuse("ended_already", _("This membership has ended already."))
    return row


def checked_words(typed: str, needed: Any) -> str:
    """Words that somebody else will read: there, and not without end."""
    words = prose(typed)
    if not words:
        refuse("words_needed", needed, to_do=_("Write it and send it again."))
    if len(words) > LONGEST_WORDS:
        refuse("too_long", _("At most 5,000 characters are kept."), to_do=_("Shorten it, or send a paper."))
    return words


def organisation_of_membership(*, membership: UUID, **_inputs: Any) -> UUID | None:
    """Whose membership it is, for the check of a mandate."""
    rows = Membership.objects.filter(public_id=membership)
    return rows.values_list("organisation__public_id", flat=True).first()
