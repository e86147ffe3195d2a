"""`koinon setup`: makes a new house ready. Run again, it does only what is still missing."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from importlib import import_module

from django.conf import settings
from django.core.management import call_command

from koinon.core import clock
from koinon.core.actors import Actor, system_actor
from koinon.doors.cli.options import Parser, WrongInput
from koinon.doors.cli.people import DOOR
from koinon.rooms.organisations.actions import (
    ConfederationDetails,
    OrganisationDetails,
    keep_confederation_record,
    record_organisation,
)
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.people.actions import add_person, name_in_secretariat
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import staff_on
from koinon.rooms.rulebook.queries import versions
from koinon.statutes.rulebook import load_rulebook

OFFICE = "secretary_general"
WORDS = """Make a new house ready: tables, static files, the confederation's record, its first pages, the first
secretary general, who then signs in with a mailed code and names everybody else. Run it again after every
upgrade: it migrates and does only what is missing."""


def run(argv: Sequence[str]) -> int:
    """Set the house up."""
    parser = Parser(prog="koinon setup", description=WORDS)
    for option, words in (
        ("--email", "e-mail address of the first secretary general"),
        ("--name", "their name"),
        ("--street", "street and number of the confederation's seat"),
        ("--postal-code", "its postal code"),
        ("--city", "its town"),
        ("--iban", "the account that fees are paid to"),
        ("--bic", "that account's BIC"),
        ("--vat-note", "the note on invoices about VAT"),
    ):
        parser.add_argument(option, default="", help=words)
    given = parser.parse_args(list(argv[1:]))
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _say("The tables are up to date, the static files gathered.")
    actor = system_actor(clock.now(), DOOR)
    _keep_record(given, actor)
    _name_first(given, actor)
    # By its name: doors do not know one another, but a house without its first page is not ready.
    planted = import_module("koinon.doors.website.setup").plant_pages()
    _say(f"Pages planted: {', '.join(planted)}." if planted else "The pages are there.")
    _say_what_follows()
    return 0


def _keep_record(given: Namespace, actor: Actor) -> None:
    if confederation() is not None:
        _say("The confederation's record is there.")
        return
    about = load_rulebook(settings.KOINON_RULEBOOK).confederation
    details = OrganisationDetails(
        name=next(iter(about.name.values())),
        short_name=about.short_name,
        country=about.seat_country,
        street=given.street,
        postal_code=given.postal_code,
        city=given.city,
        language=about.languages[0],
    )
    recorded = record_organisation(actor=actor, details=details)
    reached = ConfederationDetails(
        email=about.email,
        phone=about.phone,
        bank_name=about.short_name,
        iban=given.iban,
        bic=given.bic,
        vat_note=given.vat_note,
    )
    keep_confederation_record(actor=actor, organisation=recorded.organisation, details=reached)
    _say(f"The confederation's record is written: {about.short_name}.")


def _name_first(given: Namespace, actor: Actor) -> None:
    holder = staff_on(actor.today).filter(role=OFFICE).first()
    if holder is not None:
        _say(f"The office of secretary general is held by {holder.person}.")
        return
    if not given.email or not given.name:
        raise WrongInput("nobody is secretary general yet; give --email and --name of the first one")
    person = Person.objects.filter(email__iexact=given.email.strip()).first()
    public_id = (
        person.public_id
        if person
        else add_person(actor=actor, email=given.email, name=given.name, source="set-up of this house").person
    )
    first_day: date = actor.today
    name_in_secretariat(actor=actor, person=public_id, role=OFFICE, starts_on=first_day)
    _say(f"{given.name} is secretary general and signs in with a code mailed to {given.email}.")


def _say_what_follows() -> None:
    if versions().exists():
        _say("Ready.")
        return
    folder = settings.KOINON_RULEBOOK
    _say(
        "No rulebook is in force yet. Adopt one by the decision that put it into force:",
        f'koinon rulebook adopt {folder} --from DAY --decision "BODY; DAY; REFERENCE" --as E-MAIL',
    )


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
