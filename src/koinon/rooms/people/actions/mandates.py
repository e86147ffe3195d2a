"""Give people roles, with a first and a last day."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.people import MandateEnded, MandateNamed
from koinon.core.locking import locked
from koinon.core.permissions import MANDATES, ROLES
from koinon.core.refusals import refuse
from koinon.rooms.people.models import Mandate, Person


@action("people.name_for_organisation", needs="people.name_mandate")
def name_for_organisation(
    *, actor: Actor, person: UUID, organisation: UUID, role: str, starts_on: date, ends_on: date | None = None
) -> MandateNamed:
    """Name a person as contact, finance contact, delegate or editor of an organisation."""
    if role not in MANDATES:
        refuse(
            "role_unknown",
            _("There is no such role over an organisation."),
            to_do=_("Choose one of the roles."),
        )
    row = _named(actor, person, role, starts_on, ends_on, Mandate.Over.ORGANISATION, organisation)
    return MandateNamed(row.public_id, person, role, starts_on, ends_on, organisation)


@action("people.name_in_secretariat", needs="people.name_staff")
def name_in_secretariat(
    *, actor: Actor, person: UUID, role: str, starts_on: date, ends_on: date | None = None
) -> MandateNamed:
    """Give a person a role in the secretariat."""
    if role not in ROLES:
        refuse(
            "role_unknown",
            _("There is no such role in the secretariat."),
            to_do=_("Choose one of the roles."),
        )
    row = _named(actor, person, role, starts_on, ends_on, Mandate.Over.CONFEDERATION, None)
    return MandateNamed(row.public_id, person, role, starts_on, ends_on, None)


@action("people.end_mandate", needs="people.name_mandate")
def end_mandate(*, actor: Actor, mandate: UUID, ends_on: date) -> MandateEnded:
    """Give a role its last day."""
    row = locked(Mandate.objects.select_related("person"), mandate)
    if row.over == Mandate.Over.CONFEDERATION and not actor.may("people.name_staff"):
        refuse("not_allowed", _("Roles in the secretariat are ended by the secretary general."))
    if row.over == Mandate.Over.BODY:
        refuse(
            "seat_of_a_body",
            _("This is a seat in a body, and more hangs on it than a last day."),
            to_do=_("Record at the body how it was left."),
        )
    return give_last_day(actor, row, ends_on)


def give_last_day(actor: Actor, row: Mandate, ends_on: date) -> MandateEnded:
    """Set the last day of a locked mandate; one that has ended does not come back by it."""
    if ends_on < row.starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    if row.ends_on is not None and row.ends_on < actor.today and ends_on > row.ends_on:
        refuse(
            "ended_already",
            _("This role has ended and does not come back by a later last day."),
            to_do=_("Name the person anew."),
        )
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    organisation = row.subject if row.over == Mandate.Over.ORGANISATION else None
    return MandateEnded(row.public_id, row.person.public_id, row.role, ends_on, organisation)


def _named(
    actor: Actor,
    person: UUID,
    role: str,
    starts_on: date,
    ends_on: date | None,
    over: Mandate.Over,
    subject: UUID | None,
) -> Mandate:
    if ends_on is not None and ends_on < starts_on:
        refuse("dates_reversed", _("The last day lies before the first."), to_do=_("Choose a later day."))
    row = locked(Person.objects.all(), person)
    held = Mandate.objects.filter(person=row, over=over, subject=subject, role=role)
    clash = held.exclude(ends_on__lt=starts_on)
    if ends_on is not None:
        clash = clash.exclude(starts_on__gt=ends_on)
    if clash.exists():
        refuse(
            "already_named",
            _("This person holds that role already in that time."),
            to_do=_("Choose other dates."),
        )
    return Mandate.objects.create(
        person=row,
        over=over,
        subject=subject,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        named_by=actor.person,
    )
