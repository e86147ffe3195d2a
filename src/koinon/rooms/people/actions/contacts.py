"""What an organisation does itself about those who speak for it: end a role, confirm that all is right."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.people import ContactsConfirmed, MandateEnded
from koinon.core.locking import locked
from koinon.core.refusals import refuse, refuse_stale
from koinon.rooms.people.actions.invitations import organisation_of_mandate
from koinon.rooms.people.actions.mandates import give_last_day
from koinon.rooms.people.models import ContactConfirmation, Mandate, Person
from koinon.rooms.people.naming import CONTACT, another_contact, check_names, lock_contacts
from koinon.rooms.people.queries import as_seen, mandates_over


@action("people.release_mandate", needs="people.name_own", over=organisation_of_mandate)
def release_mandate(*, actor: Actor, mandate: UUID, ends_on: date) -> MandateEnded:
    """Give a role in one's own organisation its last day; the last contact stays until another is named."""
    lock_contacts(organisation_of_mandate(mandate=mandate))
    row = locked(Mandate.objects.filter(over=Mandate.Over.ORGANISATION).select_related("person"), mandate)
    organisation: UUID = row.subject  # type: ignore[assignment]
    # Everybody may lay their own role down; to hold it for longer is to name, which is for those who may.
    longer = row.ends_on is not None and ends_on > row.ends_on
    if longer or row.person.public_id != actor.person:
        check_names(actor, organisation, row.role)
    if ends_on < actor.today:
        refuse("in_the_past", _("A role cannot end in the past."), to_do=_("Choose today or a later day."))
    if row.role == CONTACT and not another_contact(row, ends_on):
        refuse(
            "last_contact",
            _("After that day nobody would be left as your contact."),
            to_do=_("Name a successor instead; this role ends by itself when they begin."),
        )
    return give_last_day(actor, row, ends_on)


@action("people.confirm_contacts", needs="people.name_own", over="organisation")
def confirm_contacts(*, actor: Actor, organisation: UUID, seen: str) -> ContactsConfirmed:
    """Confirm that those who speak for an organisation are the right ones; `seen` says whom one had before one."""
    check_names(actor, organisation, CONTACT)
    speaking = list(mandates_over(organisation, actor.today))
    if as_seen(speaking) != seen:
        refuse_stale()
    if not any(row.role == CONTACT for row in speaking):
        refuse("no_contact", _("There is no contact to confirm."), to_do=_("Name a contact first."))
    if ContactConfirmation.objects.filter(organisation=organisation, on=actor.today).exists():
        refuse(
            "confirmed_already",
            _("Somebody has confirmed the contacts today."),
            kept=_("That confirmation was kept."),
        )
    ContactConfirmation.objects.create(organisation=organisation, on=actor.today, by=actor.person)
    Person.objects.filter(pk__in=[row.person_id for row in speaking]).update(confirmed_on=actor.today)
    return ContactsConfirmed(organisation, actor.today)
