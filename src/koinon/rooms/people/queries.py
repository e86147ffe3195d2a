"""Who holds which role, and the actor that follows from it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet

from koinon.core import clock
from koinon.core.actors import Actor, anonymous_actor
from koinon.rooms.people.models import ContactConfirmation, Invitation, MailPreference, Mandate, Person
from koinon.rooms.people.naming import CONTACT
from koinon.statutes.rulebook.keeping_rules import KeepingRules


def in_force(mandates: "QuerySet[Mandate]", on: date) -> "QuerySet[Mandate]":
    """The mandates that run on a day, first and last day included."""
    return mandates.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


def actor_for(person: Person, at: datetime, door: str) -> Actor:
    """The actor that a person is at a moment, with the rights of the mandates in force. One query."""
    if not person.is_active:
        return anonymous_actor(at, door)
    roles: set[str] = set()
    mandates: dict[UUID, set[str]] = {}
    bodies: set[UUID] = set()
    held = in_force(Mandate.objects.filter(person=person), clock.day_of(at))
    for over, subject, role in held.values_list("over", "subject", "role"):
        if over == Mandate.Over.CONFEDERATION:
            roles.add(role)
        elif over == Mandate.Over.ORGANISATION and subject:
            mandates.setdefault(subject, set()).add(role)
        elif over == Mandate.Over.BODY and subject:
            bodies.add(subject)
    return Actor(
        kind="person",
        at=at,
        door=door,
        person=person.public_id,
        name=person.name,
        roles=frozenset(roles),
        mandates={org: frozenset(held_roles) for org, held_roles in mandates.items()},
        bodies=frozenset(bodies),
    )


def mandates_over(organisation: UUID, on: date) -> "QuerySet[Mandate]":
    """The mandates in force over an organisation, with their people, contacts first."""
    rows = Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject=organisation)
    return in_force(rows, on).select_related("person").order_by("role", "person__name", "id")


def contacts_of(organisation: UUID, on: date) -> "QuerySet[Mandate]":
    """The mandates of an organisation's contacts who may sign in."""
    return mandates_over(organisation, on).filter(role=CONTACT, person__is_active=True)


def held_or_coming(organisation: UUID, on: date) -> "QuerySet[Mandate]":
    """The mandates over an organisation that run on a day or begin later, with their people."""
    rows = Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject=organisation)
    return rows.exclude(ends_on__lt=on).select_related("person").order_by("starts_on", "person__name", "id")


def staff_on(on: date) -> "QuerySet[Mandate]":
    """The roles over the confederation that are held on a day."""
    rows = Mandate.objects.filter(over=Mandate.Over.CONFEDERATION)
    return in_force(rows, on).select_related("person").order_by("role", "person__name")


def has_office(person: Person, on: date) -> bool:
    """Whether somebody holds a role in the secretariat on a day, or will hold one."""
    rows = Mandate.objects.filter(person=person, over=Mandate.Over.CONFEDERATION)
    return rows.exclude(ends_on__lt=on).exists()


def addresses_for(organisations: Iterable[UUID], roles: Iterable[str], on: date) -> dict[UUID, list[Person]]:
    """The people who hold one of the roles over each organisation; organisations without any are absent."""
    rows = Mandate.objects.filter(
        over=Mandate.Over.ORGANISATION,
        subject__in=list(organisations),
        role__in=list(roles),
        person__is_active=True,
    )
    found: dict[UUID, list[Person]] = {}
    for mandate in in_force(rows, on).select_related("person").order_by("id"):
        people = found.setdefault(mandate.subject, [])  # type: ignore[arg-type]
        if mandate.person not in people:
            people.append(mandate.person)
    return found


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of people by public id."""
    wanted = {person for person in people if person}
    return dict(Person.objects.filter(public_id__in=wanted).values_list("public_id", "name"))


def waiting_invitations(at: datetime) -> "QuerySet[Invitation]":
    """All invitations that wait for an answer, the oldest first."""
    rows = Invitation.objects.filter(state=Invitation.State.OPEN, expires_at__gt=at)
    return rows.order_by("invited_at", "id")


def open_invitations(organisation: UUID, at: datetime) -> "QuerySet[Invitation]":
    """The invitations to an organisation that wait for an answer, the oldest first."""
    return waiting_invitations(at).filter(organisation=organisation)


def invitations_run_out(at: datetime) -> "QuerySet[Invitation]":
    """The invitations that nobody answered in time and that nobody has ended."""
    return Invitation.objects.filter(state=Invitation.State.OPEN, expires_at__lte=at).order_by("id")


def invitations_to_erase(on: date, rules: KeepingRules) -> "QuerySet[Invitation]":
    """The invitations that are over and still hold a name and an address, though their time has passed."""
    before = on - timedelta(days=rules.invitations_days)
    over = Q(state=Invitation.State.EXPIRED, expires_at__date__lt=before)
    over |= Q(state=Invitation.State.ACCEPTED, answered_at__date__lt=before)
    return Invitation.objects.filter(over).exclude(name="", email="").order_by("id")


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose letter holds this secret."""
    return Invitation.objects.filter(token_hash=sha256(token.encode()).hexdigest()).first()


def as_seen(mandates: Iterable[Mandate]) -> str:
    """A short mark of who speaks for an organisation until when; it changes when any of it does."""
    told = sorted(f"{row.public_id}:{row.role}:{row.ends_on}" for row in mandates)
    return sha256("\n".join(told).encode()).hexdigest()[:16]


def confirmed_on(organisation: UUID) -> date | None:
    """When an organisation last confirmed who speaks for it."""
    rows = ContactConfirmation.objects.filter(organisation=organisation)
    return rows.order_by("-on").values_list("on", flat=True).first()


def confirmed_after(day: date) -> "QuerySet[ContactConfirmation]":
    """The confirmations after a day; who has none is due."""
    return ContactConfirmation.objects.filter(on__gt=day)


def mail_chosen_by(person: UUID | None) -> dict[str, MailPreference]:
    """A person's latest word on each topic that they have spoken on."""
    if person is None:
        return {}
    rows = MailPreference.objects.filter(person__public_id=person).order_by("at", "id")
    return {row.topic: row for row in rows}


def wants(person: UUID, topic: str) -> bool:
    """Whether a person takes mail on a topic: until they say no, yes. Whether they are due it, the rulebook says."""
    latest = MailPreference.objects.filter(person__public_id=person, topic=topic).order_by("-at", "-id").first()
    return latest is None or latest.wanted
