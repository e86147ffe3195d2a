"""Make a member of an applicant: its record, what it answered, its membership, its contact."""

from datetime import date

from koinon.core import clock
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference
from koinon.rooms.admissions.models import Application, MembershipElsewhere
from koinon.rooms.admissions.queries import organisation_named
from koinon.rooms.admissions.rules import figures_of, rules_of_admission
from koinon.rooms.memberships.actions import admit_member
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.actions import OrganisationDetails, record_fact, record_organisation
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.actions import add_person, name_for_organisation
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import mandates_over

SOURCE = "Application"


def admitted_from(row: Application, actor: Actor, starts_on: date, decision: DecisionReference) -> None:
    """Admit an applicant from a day on, all of it in the caller's transaction; the application names what it led to."""
    row.organisation = _organisation(row, actor)
    _facts(row, actor)
    admitted = admit_member(
        actor=actor,
        organisation=row.organisation.public_id,
        criterion=row.criterion,
        starts_on=starts_on,
        decision=decision,
    )
    row.membership = Membership.objects.get(public_id=admitted.membership)
    _elsewhere(row, actor)
    _contact(row, actor, starts_on)


def _organisation(row: Application, actor: Actor) -> Organisation:
    """The record of the applicant: one that we have of it already (a partner, a member that left), else a new one."""
    known = organisation_named(row.name, row.country)
    if known is not None:
        return known
    details = OrganisationDetails(
        name=row.name,
        country=row.country,
        street=row.street,
        postal_code=row.postal_code,
        city=row.city,
        language=row.language,
        website=row.website,
    )
    recorded = record_organisation(actor=actor, details=details, invented=row.invented)
    return Organisation.objects.get(public_id=recorded.organisation)


def _facts(row: Application, actor: Actor) -> None:
    """What the applicant answered, as known of it on the day it said so."""
    rulebook, _rules = rules_of_admission(actor.today)
    said_on = clock.day_of(row.submitted_at) if row.submitted_at else actor.today
    papers = "; ".join(row.papers.values_list("name", flat=True))
    source = Source(SOURCE, said_on, papers[:300])
    answers = {key: value for key, value in row.facts.items() if key in rulebook.facts}
    chosen = {key: value for key, value in figures_of(row).items() if isinstance(value, str)}
    for key, value in {**answers, **chosen}.items():
        record_fact(actor=actor, organisation=row.organisation.public_id, key=key, value=value, source=source)  # type: ignore[union-attr]


def _elsewhere(row: Application, actor: Actor) -> None:
    """Begin to track the memberships that go together with this one: asked for, or still to be shown by evidence."""
    rulebook, _rules = rules_of_admission(actor.today)
    answers = (question.options.get(str(row.facts.get(key))) for key, question in rulebook.facts.items())
    asked_for = {answer.asks_to_join for answer in answers if answer is not None}
    for body in rulebook.categories[row.category].also_member_of:
        applied_on = actor.today if body in asked_for else None
        MembershipElsewhere.objects.get_or_create(
            organisation=row.organisation, body=body, defaults={"applied_on": applied_on}
        )


def _contact(row: Application, actor: Actor, starts_on: date) -> None:
    """Whoever wrote the application speaks for the member from now on, as its contact."""
    organisation = row.organisation.public_id  # type: ignore[union-attr]
    person = Person.objects.filter(email__iexact=row.email).first()
    if person is None:
        added = add_person(
            actor=actor,
            email=row.email,
            name=row.contact_name,
            language=row.language,
            source=SOURCE,
            invented=row.invented,
        )
        person = Person.objects.get(public_id=added.person)
    first = max(starts_on, actor.today)
    if not mandates_over(organisation, first).filter(person=person, role="contact").exists():
        name_for_organisation(
            actor=actor, person=person.public_id, organisation=organisation, role="contact", starts_on=first
        )
