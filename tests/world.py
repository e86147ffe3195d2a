"""The test world: a small confederation, built only through actions, and the main job walked to any stage.

Its people are known by short names (`world.person("treasurer")`, `world.actor("contact")`), its members by
`ours`, `theirs`, `associated` and `network`. The yearly cycle it lives in is that of 2026: figures are declared
in March, fees issued in April, reminders sent in June.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from koinon.core.action import BulkOutcome
from koinon.core.actors import Actor, anonymous_actor, system_actor
from koinon.core.decisions import DecisionReference
from koinon.core.models import OutboxMessage
from koinon.rooms.declarations.actions import TypedFigure, save_draft, submit_declaration
from koinon.rooms.dues.actions import approve_invoices, issue_invoices, propose_fees, record_payment, remind
from koinon.rooms.dues.models import Invoice
from koinon.rooms.memberships.actions import admit_member
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.actions import (
    ConfederationDetails,
    OrganisationDetails,
    keep_confederation_record,
    record_fact,
    record_organisation,
)
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.actions import add_person, confirm_contacts, name_for_organisation, name_in_secretariat
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import actor_for, as_seen, mandates_over
from koinon.rooms.rulebook.actions import adopt_rulebook
from koinon.statutes.rulebook import texts_of

SEAT = ZoneInfo("Europe/Brussels")
CECOP = Path(__file__).parents[1] / "rulebook" / "cecop"

YEAR = 2026
DECLARING = date(2026, 3, 3)
APPROVING = date(2026, 4, 1)
ISSUING = date(2026, 4, 2)
DUE = date(2026, 5, 2)
REMINDING = date(2026, 6, 2)
PAYING = date(2026, 6, 4)

ASSEMBLY = DecisionReference("General Assembly", date(2025, 5, 22), "GA2025/7")
BOARD = DecisionReference("Board", date(2026, 2, 10), "B2026/2")

STAFF = ("secretary_general", "membership", "treasurer", "policy", "communications", "auditor", "technician")
# name -> (member, role); `former` held a mandate that has ended, `stranger` never held any.
MANDATED = {
    "contact": ("ours", "contact"),
    "finance_contact": ("ours", "finance_contact"),
    "delegate": ("ours", "delegate"),
    "editor": ("ours", "editor"),
    "their_contact": ("theirs", "contact"),
    "associated_contact": ("associated", "contact"),
    "network_contact": ("network", "contact"),
}
MEMBERS = {
    "ours": ("Förbundet Arbetskooperation", "SE", "national_organisation"),
    "theirs": ("Confédération des coopératives de travail", "FR", "national_organisation"),
    "associated": ("Fondo Mutualistico Solidale", "IT", "support_institution"),
    "network": ("Réseau des tiers-lieux", "BE", "named_in_statutes"),
}
FIGURES: Mapping[str, Sequence[TypedFigure]] = {
    "ours": [TypedFigure("cooperatives", Decimal(252)), TypedFigure("turnover", Decimal("540000000"), "EUR")],
    "theirs": [TypedFigure("cooperatives", Decimal(2300)), TypedFigure("turnover", Decimal("5100000000"), "EUR")],
    "associated": [],
    "network": [TypedFigure("budget", Decimal("50000"), "EUR")],
}


def moment(on: date, hour: int = 10) -> datetime:
    """An hour of a day at the confederation's seat."""
    return datetime.combine(on, time(hour), SEAT)


@cache
def cecop_texts() -> Mapping[str, str]:
    """CECOP's rulebook as it ships, with its illustrative amounts."""
    return texts_of(CECOP)


@cache
def published_texts() -> Mapping[str, str]:
    """The same rulebook as if the confederation had published every amount, so that fees may be issued."""
    return {name: text.replace("illustrative = true", "illustrative = false") for name, text in cecop_texts().items()}


@dataclass(slots=True)
class World:
    """Who and what stands in the test world, by short names."""

    people: dict[str, UUID] = field(default_factory=dict)
    organisations: dict[str, UUID] = field(default_factory=dict)
    memberships: dict[str, UUID] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """The row of a person."""
        return Person.objects.get(public_id=self.people[name])

    def organisation(self, name: str = "ours") -> Organisation:
        """The row of a member organisation (or of `house`, the confederation itself)."""
        return Organisation.objects.get(public_id=self.organisations[name])

    def membership(self, name: str = "ours") -> Membership:
        """The row of a membership."""
        return Membership.objects.select_related("organisation").get(public_id=self.memberships[name])

    def actor(self, name: str, on: date = APPROVING, hour: int = 10) -> Actor:
        """A person as an actor on a day, with the mandates of that day; `system` and `nobody` are known too."""
        at = moment(on, hour)
        if name == "system":
            return system_actor(at, "test")
        if name == "nobody":
            return anonymous_actor(at, "test")
        return actor_for(self.person(name), at, "test")


def build() -> World:
    """Set the confederation up: rules, house, staff, members and those who speak for them."""
    world, system = World(), system_actor(moment(date(2026, 1, 2)), "test")
    adopt_rulebook(actor=system, texts=cecop_texts(), in_force_from=date(2026, 1, 1), decision=ASSEMBLY)
    _house(world, system)
    for role in STAFF:
        _person(world, system, role)
        name_in_secretariat(actor=system, person=world.people[role], role=role, starts_on=date(2020, 1, 1))
    for name in MEMBERS:
        _member(world, system, name)
    for name, (member, role) in MANDATED.items():
        _person(world, system, name)
        _mandate(world, system, name, member, role)
    _person(world, system, "former")
    _mandate(world, system, "former", "ours", "contact", ends_on=date(2025, 12, 31))
    _person(world, system, "stranger")
    for name in MEMBERS:
        speaking = mandates_over(world.organisations[name], system.today)
        confirm_contacts(actor=system, organisation=world.organisations[name], seen=as_seen(speaking))
    # What other rooms do when rules are adopted is not a test's concern, unless it adopts some itself.
    OutboxMessage.objects.all().delete()
    return world


def _house(world: World, system: Actor) -> None:
    address = OrganisationDetails(
        name="European confederation of industrial and service cooperatives",
        short_name="CECOP",
        country="BE",
        street="Avenue Milcamps 105",
        postal_code="1030",
        city="Brussels",
    )
    world.organisations["house"] = record_organisation(actor=system, details=address).organisation
    details = ConfederationDetails(
        email="house@example.org", bank_name="CECOP", iban="BE68 5390 0754 7034", bic="GKCCBEBB"
    )
    keep_confederation_record(actor=system, organisation=world.organisations["house"], details=details)


def _person(world: World, system: Actor, name: str) -> None:
    words = name.replace("_", " ").capitalize()
    added = add_person(actor=system, email=f"{name.replace('_', '.')}@example.org", name=words)
    world.people[name] = added.person


def _mandate(world: World, system: Actor, name: str, member: str, role: str, ends_on: date | None = None) -> None:
    name_for_organisation(
        actor=system,
        person=world.people[name],
        organisation=world.organisations[member],
        role=role,
        starts_on=date(2024, 1, 1),
        ends_on=ends_on,
    )


def _member(world: World, system: Actor, name: str) -> None:
    words, country, criterion = MEMBERS[name]
    details = OrganisationDetails(name=words, country=country, street="Main street 1", postal_code="1000", city="Town")
    recorded = record_organisation(actor=system, details=details, invented=True)
    world.organisations[name] = recorded.organisation
    if name == "associated":
        source = Source("Statutes, article 2", date(2025, 11, 3))
        record_fact(actor=system, organisation=recorded.organisation, key="nature", value="financial", source=source)
    admitted = admit_member(
        actor=system,
        organisation=recorded.organisation,
        criterion=criterion,
        starts_on=date(2020, 1, 1),
        decision=ASSEMBLY,
    )
    world.memberships[name] = admitted.membership


def publish(world: World) -> None:
    """Adopt the rulebook whose amounts are published, in force since the same day."""
    adopt_rulebook(
        actor=world.actor("secretary_general", date(2026, 2, 10)),
        texts=published_texts(),
        in_force_from=date(2026, 1, 1),
        decision=BOARD,
    )


# ---- The main job, to any stage. Each takes the stages before it; all give the invoice's public id. ----


def only(outcome: BulkOutcome[Any]) -> Any:
    """The one thing that a bulk action did; what it declined fails the test with the reason."""
    assert not outcome.declined, [str(declined.refusal) for declined in outcome.declined]
    (done,) = outcome.done
    return done


def declared(
    world: World,
    member: str = "ours",
    *,
    figures: Sequence[TypedFigure] | None = None,
    year: int = YEAR,
    on: date = DECLARING,
) -> UUID:
    """A member has submitted its figures; gives the declaration's public id."""
    who = "contact" if member == "ours" else f"{member.replace('theirs', 'their')}_contact"
    actor = world.actor(who, on)
    kept = save_draft(
        actor=actor,
        membership=world.memberships[member],
        year=year,
        figures=FIGURES[member] if figures is None else figures,
        note="As in our annual report.",
    )
    submit_declaration(actor=actor, declaration=kept.declaration, confirmed=True)
    return kept.declaration


def proposed(world: World, member: str = "ours", *, year: int = YEAR, on: date = APPROVING) -> UUID:
    """The fee is computed and proposed."""
    if FIGURES[member]:
        declared(world, member, year=year, on=min(on, date(year, *DECLARING.timetuple()[1:3])))
    outcome = propose_fees([world.memberships[member]], actor=world.actor("membership", on), year=year)
    invoice: UUID = only(outcome).invoice
    return invoice


def approved(world: World, member: str = "ours", *, year: int = YEAR, on: date = APPROVING) -> UUID:
    """The treasurer has approved the amount."""
    invoice = proposed(world, member, year=year, on=on)
    only(approve_invoices([invoice], actor=world.actor("treasurer", on)))
    return invoice


def issued(world: World, member: str = "ours", *, year: int = YEAR, on: date = ISSUING) -> UUID:
    """The secretary general has issued the invoice."""
    invoice = approved(world, member, year=year, on=on)
    only(issue_invoices([invoice], actor=world.actor("secretary_general", on)))
    return invoice


def reminded(world: World, member: str = "ours", *, on: date = REMINDING) -> UUID:
    """The invoice is overdue and the member was reminded."""
    invoice = issued(world, member)
    only(remind([invoice], actor=world.actor("membership", on)))
    return invoice


def paid(world: World, member: str = "ours", *, on: date = PAYING) -> UUID:
    """The invoice was reminded of and then paid in full."""
    invoice = reminded(world, member)
    pay(world, invoice, on=on)
    return invoice


def pay(world: World, invoice: UUID, amount: Decimal | None = None, *, on: date = PAYING) -> UUID:
    """Money came in for an invoice: all of it unless an amount is given; gives the payment's public id."""
    owed = Invoice.objects.get(public_id=invoice).amount if amount is None else amount
    recorded = record_payment(
        actor=world.actor("treasurer", on), invoice=invoice, amount=owed, received_on=on, reference="Statement 12"
    )
    return recorded.payment
