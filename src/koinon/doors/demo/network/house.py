"""The demo's rules, secretariat and the confederation's own record."""

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.conf import settings

from koinon.adapters.exchange_rates import NoRate, ecb_rate
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference
from koinon.doors.demo.network.calendar import Calendar
from koinon.doors.demo.network.members import CURRENCIES
from koinon.rooms.bodies.actions import keep_bodies
from koinon.rooms.declarations.actions import record_exchange_rate
from koinon.rooms.organisations.actions import (
    ConfederationDetails,
    OrganisationDetails,
    keep_confederation_record,
    record_organisation,
)
from koinon.rooms.people.actions import add_person, name_in_secretariat
from koinon.rooms.people.models import Person
from koinon.rooms.rulebook.actions import adopt_rulebook
from koinon.statutes.rulebook import parse_rulebook, texts_of

STAFF = {
    "secretary_general": "Helena Brandt",
    "membership": "Tomás Rivera",
    "treasurer": "Marie Delcourt",
    "policy": "Jonas Weiss",
    "communications": "Elena Marinova",
    "auditor": "Pieter Maes",
    "technician": "Aino Laine",
}
EARLIER = "# Invented for the demo: the scale of the year before, a little lower.\n"
EXEMPTION = "Exempt from VAT: Article 132(1)(l) of Directive 2006/112/EC"


def adopt_first_rules(calendar: Calendar) -> None:
    """Put an invented earlier version into force for the year before."""
    first_year = calendar.year - 1
    _adopt(calendar.house(), _of_the_year_before(texts_of(settings.KOINON_RULEBOOK), first_year), first_year)
    keep_bodies(actor=calendar.house(), in_force_from=date(first_year, 1, 1))


def adopt_rules(actor: Actor, year: int) -> None:
    """Put the rulebook as it ships into force for a year, some days after the Assembly that decided it."""
    _adopt(actor, texts_of(settings.KOINON_RULEBOOK), year)


def _adopt(actor: Actor, texts: Mapping[str, str], first_year: int) -> None:
    # The fifth of its votes, as the register has it: see the agenda in assembly.py.
    decision = DecisionReference("General Assembly", date(first_year - 1, 5, 22), f"GA{first_year - 1}/5")
    adopt_rulebook(actor=actor, texts=texts, in_force_from=date(first_year, 1, 1), decision=decision)


def _of_the_year_before(texts: Mapping[str, str], year: int) -> dict[str, str]:
    """The rulebook with illustrative tranches about 4 % lower, its days set back."""
    earlier = {name: re.sub(r"\b20\d\d-01-01\b", f"{year}-01-01", text) for name, text in texts.items()}
    earlier["fees.toml"] = EARLIER + re.sub(
        r"((?:from|above) = .*amount = )(\d+)\.00",
        lambda found: f"{found[1]}{int(found[2]) * 24 // 250 * 10}.00",
        earlier["fees.toml"],
    )
    return earlier


def open_the_house(calendar: Calendar) -> None:
    """Write down whose house this is; address and account are made up, and say so."""
    about = parse_rulebook(texts_of(settings.KOINON_RULEBOOK)).confederation
    address = OrganisationDetails(
        name=about.name["en"],
        short_name=about.short_name,
        country=about.seat_country,
        street="1 Illustration Street",
        postal_code="1000",
        city="Brussels",
    )
    recorded = record_organisation(actor=calendar.house(), details=address)
    details = ConfederationDetails(
        email=about.email,
        phone=about.phone,
        bank_name=about.short_name,
        iban="BE68 5390 0754 7034",
        vat_note=EXEMPTION,
        illustrative=True,
    )
    keep_confederation_record(actor=calendar.house(), organisation=recorded.organisation, details=details)


def hire_staff(calendar: Calendar) -> dict[str, Person]:
    """The secretariat, by role."""
    return {role: _hired(calendar, role, name) for role, name in STAFF.items()}


def _hired(calendar: Calendar, role: str, name: str) -> Person:
    address = f"{role.replace('_', '.')}@example.org"
    person: UUID = add_person(
        actor=calendar.house(), email=address, name=name, source="invented for the demo", invented=True
    ).person
    name_in_secretariat(actor=calendar.house(), person=person, role=role, starts_on=date(calendar.year - 4, 1, 1))
    return Person.objects.get(public_id=person)


def record_rates(calendar: Calendar, treasurer: Person) -> None:
    """Record rates where the European Central Bank's table, as it ships, ends before the demo's years."""
    for code in CURRENCIES.values():
        for day in _days_of_rates(calendar.year):
            try:
                ecb_rate(code, day)
            except NoRate as gap:
                if gap.last is not None:
                    last = ecb_rate(code, gap.last)
                    words = f"rate of {last.on.isoformat()}, carried on for the demo"
                    record_exchange_rate(
                        actor=calendar.actor(treasurer), currency=code, on=day, rate=last.rate, source=words
                    )


def _days_of_rates(year: int) -> tuple[date, ...]:
    """Ends of the years that turnovers describe, and the first days of the years of budgets."""
    return (date(year - 3, 12, 31), date(year - 2, 12, 31), date(year - 1, 1, 2), date(year, 1, 2))
