"""A confederation of any size, written straight into the tables: the fastest way to a large house.

Only benchmarks build records this way; everything that is measured goes through actions, queries and pages.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from bench.measure import RULEBOOK, YEAR
from koinon.core.actors import Actor, system_actor
from koinon.core.decisions import DecisionReference, cited
from koinon.core.models import Decision
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.actions import (
    ConfederationDetails,
    OrganisationDetails,
    keep_confederation_record,
    record_organisation,
)
from koinon.rooms.organisations.models import Organisation, OrganisationFact
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.rulebook.actions import adopt_rulebook
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import texts_of

COUNTRIES = ("IT", "ES", "FR", "DE", "BE", "PL", "SE", "FI", "DK", "CZ", "BG", "PT", "RO", "NL", "IE", "AT")
DECISION = DecisionReference("General Assembly", date(2025, 5, 22), "GA2025/7")


ANSWERS = {
    "level": "national", "legal_form": "other", "worker_cooperatives": True, "social_cooperatives": True,
    "professional_federations": False, "supports_creation": False, "sectoral": False,
    "affiliates_or_promotes": True, "cicopa": "member",
}  # fmt: skip


def at(month: int, day: int, year: int = YEAR) -> datetime:
    """Ten in the morning at the seat."""
    return datetime(year, month, day, 10, tzinfo=ZoneInfo("Europe/Brussels"))


def officer(role: str, moment: datetime) -> Actor:
    """Somebody of the secretariat, on record, with one role."""
    person, _made = Person.objects.get_or_create(
        email=f"{role}@example.org", defaults={"name": role.replace("_", " ").title(), "created_at": moment}
    )
    Mandate.objects.get_or_create(person=person, over="confederation", role=role, starts_on=date(2020, 1, 1))
    return Actor(
        kind="person", at=moment, door="bench", person=person.public_id, name=person.name, roles=frozenset({role})
    )


def published_texts() -> dict[str, str]:
    """The rulebook with its illustrative marks taken off, so that invoices can be issued on it."""
    return {
        name: text.replace("illustrative = true", "illustrative = false") for name, text in texts_of(RULEBOOK).items()
    }


def build_house() -> None:
    """Rulebook and the confederation's own record."""
    system = system_actor(at(1, 2), "bench")
    adopt_rulebook(actor=system, texts=published_texts(), in_force_from=date(YEAR, 1, 1), decision=DECISION)
    details = OrganisationDetails(name="Confederation of the benchmark", country="BE", city="Brussels")
    house = record_organisation(actor=system, details=details).organisation
    account = ConfederationDetails(email="office@example.org", iban="BE68539007547034", bank_name="Benchmark")
    keep_confederation_record(actor=system, organisation=house, details=account)


def build_members(count: int) -> list[UUID]:
    """Members with a declaration each: 7 of 10 full, 2 associated, 1 network affiliate; return their memberships."""
    decision, before = cited(DECISION, at(1, 2).date()), Organisation.objects.count()
    organisations = Organisation.objects.bulk_create(
        [
            Organisation(
                name=f"Federation {before + number:05d}", country=COUNTRIES[number % 16], city="Town", invented=True
            )
            for number in range(count)
        ],
        batch_size=500,
    )
    memberships = Membership.objects.bulk_create(
        [_membership(organisation, number, decision) for number, organisation in enumerate(organisations)],
        batch_size=500,
    )
    _facts(organisations)
    _contacts(organisations)
    _declare(memberships)
    return [membership.public_id for membership in memberships]


def _facts(organisations: Sequence[Organisation]) -> None:
    """Every question of the rulebook answered, as of a member that was looked at this year."""
    answers = [{**ANSWERS, "nature": nature} for nature in ("financial", "non_financial")]
    known = {"as_of_on": date(YEAR, 1, 1), "source": "bench", "recorded_at": at(1, 3)}
    OrganisationFact.objects.bulk_create(
        [
            OrganisationFact(organisation=organisation, key=key, value=answer, **known)
            for number, organisation in enumerate(organisations)
            for key, answer in answers[number % 2].items()
        ],
        batch_size=500,
    )


def _membership(organisation: Organisation, number: int, decision: Decision) -> Membership:
    place = number % 10
    category, criterion = ("full", "national_organisation") if place < 7 else ("associated", "support_institution")
    if place == 9:
        category, criterion = "network", "network_affiliate"
    return Membership(
        organisation=organisation,
        category=category,
        criterion=criterion,
        state="admitted",
        starts_on=date(2015, 1, 1),
        decision=decision,
        rulebook="",
    )


def _contacts(organisations: list[Organisation]) -> None:
    people = Person.objects.bulk_create(
        [
            Person(email=f"contact{organisation.pk}@example.org", name=f"Contact {organisation.pk}", password="!")
            for organisation in organisations
        ],
        batch_size=500,
    )
    Mandate.objects.bulk_create(
        [
            Mandate(
                person=person, over="organisation", subject=organisation.public_id, role="contact",
                starts_on=date(2020, 1, 1),
            )
            for person, organisation in zip(people, organisations, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip


def _declare(memberships: list[Membership]) -> None:
    rulebook = rulebook_in_force(date(YEAR, 1, 1))
    declarations = Declaration.objects.bulk_create(
        [
            Declaration(
                membership=member, year=YEAR, state="submitted", rulebook=rulebook.version, submitted_at=at(3, 3)
            )
            for member in memberships
        ],
        batch_size=500,
    )
    figures = []
    for number, declaration in enumerate(declarations):
        category = declaration.membership.category
        for basis in rulebook.fees[category].bases:
            value = {"cooperatives": 1 + number % 2000, "turnover": 1_000_000 + 700_000 * (number % 3000)}.get(
                basis, 5_000 + 37 * (number % 2000)
            )
            if rulebook.bases[basis].unit != "choice":
                figures.append(
                    Figure(
                        declaration=declaration, basis=basis, typed=Decimal(value), value=Decimal(value),
                        figures_year=YEAR - 1,
                    )
                )  # fmt: skip
    Figure.objects.bulk_create(figures, batch_size=500)
