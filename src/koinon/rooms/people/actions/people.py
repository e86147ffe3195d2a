"""Put people on record and keep their details right."""

import re
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from koinon.adapters.identifiers import InvalidIdentifier, check_email
from koinon.core.action import action
from koinon.core.actors import Actor
from koinon.core.facts.people import PersonAdded, PersonChanged
from koinon.core.locking import locked
from koinon.core.refusals import refuse
from koinon.core.words import one_line
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import has_office

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?")


@action("people.add_person", needs="people.keep", redacted=("email", "name"))
def add_person(
    *, actor: Actor, email: str, name: str, language: str = "en", source: str = "", invented: bool = False
) -> PersonAdded:
    """Put a person on record, under an address that nobody else has."""
    address, full_name = checked_person(email, name, language)
    if Person.objects.filter(email__iexact=address).exists():
        refuse(
            "address_taken",
            _("Somebody is on record with this address."),
            to_do=_("Use that person's record."),
        )
    person = Person.objects.create_user(
        address,
        name=full_name,
        language=language,
        source=source[:200],
        invented=invented,
        created_at=actor.at,
    )
    return PersonAdded(person.public_id)


@action("people.change_person", needs="people.keep", redacted=("email", "name"))
def change_person(
    *, actor: Actor, person: UUID, email: str, name: str, language: str, seen_version: int
) -> PersonChanged:
    """Correct a person's name, address or language."""
    address, full_name = checked_person(email, name, language)
    row = locked(Person.objects.all(), person, seen_version)
    if Person.objects.filter(email__iexact=address).exclude(pk=row.pk).exists():
        refuse("address_taken", _("Somebody else is on record with this address."), to_do=_("Check the address."))
    if address != row.email:
        _check_may_move(actor, row)
        # Codes go to the new address from now on; who signed in through the old one is signed out by this.
        row.set_unusable_password()
    row.email, row.name, row.language, row.version = address, full_name, language, row.version + 1
    row.save(update_fields=["email", "password", "name", "language", "version"])
    return PersonChanged(row.public_id)


def _check_may_move(actor: Actor, person: Person) -> None:
    """Whoever changes the address that codes are mailed to can sign in as that person, with all their offices."""
    if has_office(person, actor.today) and not actor.may("people.name_staff"):
        refuse(
            "address_of_staff",
            _("The address of somebody in the secretariat is changed by the secretary general."),
            kept=_("Nothing was changed."),
            to_do=_("Ask the secretary general."),
        )


def checked_person(email: str, name: str, language: str) -> tuple[str, str]:
    """Address and name as they go on record; refuses what is neither."""
    full_name = one_line(name)
    if not full_name or len(full_name) > 200:
        refuse("name_needed", _("A person needs a name of at most 200 characters."), to_do=_("Write the name."))
    if not LANGUAGE.fullmatch(language):
        refuse("language_unknown", _("That is no language."), to_do=_("Choose one of the languages."))
    try:
        return check_email(email), full_name
    except InvalidIdentifier as problem:
        refuse("address_invalid", problem.words, to_do=_("Write it as name@example.org."))
