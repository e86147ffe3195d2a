"""Who may name whom for an organisation: the rulebook says so for its members; the secretariat always may."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.core.permissions import MANDATES
from koinon.core.refusals import refuse
from koinon.rooms.people.models import Mandate
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce, Rulebook

CONTACT = "contact"


def confirmed_every(rulebook: Rulebook | None) -> int | None:
    """After how many months an organisation is asked whether its contacts are right; None where it never is."""
    duty = rulebook.obligations.get(CONTACT) if rulebook else None
    return duty.every_months if duty else None


def roles_named_by(actor: Actor, organisation: UUID) -> frozenset[str]:
    """The roles that this actor may name and end in an organisation today."""
    try:
        return roles_named_under(rulebook_in_force(actor.today), actor, organisation)
    except NoRuleInForce:
        return roles_named_under(None, actor, organisation)


def roles_named_under(rulebook: Rulebook | None, actor: Actor, organisation: UUID) -> frozenset[str]:
    """The same by rules that are at hand already."""
    if actor.may("people.name_mandate"):
        return frozenset(MANDATES)
    held = actor.mandates.get(organisation)
    if rulebook is None or not held or not actor.may("people.name_own", organisation):
        return frozenset()
    return rulebook.named_by(held) & frozenset(MANDATES)


def check_names(actor: Actor, organisation: UUID, role: str) -> None:
    """Refuse a role that there is not, and one that the actor's mandate does not name."""
    if role not in MANDATES:
        refuse(
            "role_unknown",
            _("There is no such role over an organisation."),
            to_do=_("Choose one of the roles."),
        )
    if role not in roles_named_by(actor, organisation):
        refuse(
            "named_by_others",
            _("By the rulebook your mandate does not name or end this role."),
            to_do=_("Ask your contact, or the secretariat."),
        )


def lock_contacts(organisation: UUID | None) -> None:
    """Lock an organisation's contacts, all in one order: two who end one another at the same moment take turns."""
    list(_contacts(organisation).order_by("id").select_for_update().values_list("pk", flat=True))


def another_contact(mandate: Mandate, after: date) -> bool:
    """Whether somebody else is a contact of the same organisation on the day after a day, and may sign in."""
    following = Q(ends_on=None) | Q(ends_on__gt=after)
    others = _contacts(mandate.subject).filter(following, starts_on__lte=_next(after), person__is_active=True)
    return others.exclude(pk=mandate.pk).exists()


def _contacts(organisation: UUID | None) -> "QuerySet[Mandate]":
    return Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject=organisation, role=CONTACT)


def _next(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
