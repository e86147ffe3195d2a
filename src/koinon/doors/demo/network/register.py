"""Puts the demo's members on record: organisations, what is known of them, who speaks for them, admission."""

import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from koinon.core.decisions import DecisionReference
from koinon.doors.demo.network.calendar import Calendar
from koinon.doors.demo.network.members import DemoMember
from koinon.rooms.memberships.actions import admit_member
from koinon.rooms.organisations.actions import OrganisationDetails, record_fact, record_organisation
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.people.actions import add_person, name_for_organisation
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import mandates_over

TAKEN_OVER = "Register of members, taken over into this house"
APPLICATION = "Application for membership"
INVENTED = "invented for the demo"


def record_member(calendar: Calendar, member: DemoMember, organisations: Mapping[str, UUID]) -> UUID:
    """Put a member on record with what is known of it; give the organisation's public id."""
    street, postal_code, city = member.address
    details = OrganisationDetails(
        name=member.name,
        short_name=member.short_name,
        country=member.country,
        street=street,
        postal_code=postal_code,
        city=city,
        website=f"https://{slug(member.key)}.example",
    )
    organisation: UUID = record_organisation(actor=calendar.house(), details=details, invented=True).organisation
    facts = dict(member.facts)
    if member.branch_of:
        facts["full_member"] = str(organisations[member.branch_of])
    words = APPLICATION if member.since.year == calendar.year else TAKEN_OVER
    for key, value in facts.items():
        source = Source(words, calendar.today, "Statutes" if key == "statutes_article" else "")
        record_fact(actor=calendar.house(), organisation=organisation, key=key, value=value, source=source)
    return organisation


def admit(calendar: Calendar, member: DemoMember, organisation: UUID) -> UUID:
    """Record its admission and the decision behind it; give the membership's public id."""
    body, letters = ("Board", "B") if member.since.year >= calendar.year - 1 else ("General Assembly", "GA")
    decided = member.since - timedelta(days=12)
    reference = DecisionReference(body, decided, f"{letters}{decided.year}/{member.short_name}")
    membership: UUID = admit_member(
        actor=calendar.house(),
        organisation=organisation,
        criterion=member.criterion,
        starts_on=member.since,
        decision=reference,
    ).membership
    return membership


def name_people(
    calendar: Calendar, member: DemoMember, organisation: UUID, contact_until: date | None
) -> dict[str, Person]:
    """Name those who speak for a member, by role; one person may hold several roles.

    Whoever wrote the application is the contact already.
    """
    found: dict[str, Person] = {}
    for role, name in member.people.items():
        person = _person(calendar, member, role, name)
        found[role] = person
        if mandates_over(organisation, calendar.today).filter(person=person, role=role).exists():
            continue
        name_for_organisation(
            actor=calendar.house(),
            person=person.public_id,
            organisation=organisation,
            role=role,
            starts_on=max(member.since, date(calendar.year - 3, 1, 1)),
            ends_on=contact_until if role == "contact" else None,
        )
    return found


def contact_of(member: DemoMember) -> tuple[str, str]:
    """Who writes for a member before anybody is named: name and address of its contact to be."""
    name = member.people["contact"]
    return name, _address(member, "contact", name)


def _address(member: DemoMember, role: str, name: str) -> str:
    local_part = member.emails.get(role) or slug(name).replace("-", ".")
    return f"{local_part}@{slug(member.key)}.example"


def _person(calendar: Calendar, member: DemoMember, role: str, name: str) -> Person:
    address = _address(member, role, name)
    known = Person.objects.filter(email=address).first()
    if known is not None:
        return known
    added = add_person(actor=calendar.house(), email=address, name=name, source=INVENTED, invented=True)
    return Person.objects.get(public_id=added.person)


def slug(words: str) -> str:
    """Words as part of an address: ASCII letters, hyphens between them."""
    plain = unicodedata.normalize("NFKD", words.replace("ł", "l").replace("æ", "ae").replace("ø", "o"))
    letters = "".join(letter for letter in plain.lower() if letter.isascii() and (letter.isalnum() or letter in " -_"))
    return "-".join(letters.replace("_", " ").split())
