"""What the story's days are made of: each step carries out actions as the people whose work they are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from koinon.core.action import BulkOutcome
from koinon.core.actors import Actor
from koinon.core.decisions import DecisionReference
from koinon.doors.demo.network import house, register
from koinon.doors.demo.network.calendar import Calendar
from koinon.doors.demo.network.members import BEFORE, LATEST, DemoMember
from koinon.rooms.declarations.actions import TypedFigure, adopt_estimate, save_draft, submit_declaration
from koinon.rooms.dues.actions import (
    approve_invoices,
    cancel_invoice,
    issue_invoices,
    propose_fees,
    record_payment,
    remind,
    send_quote,
    waive_consequences,
)
from koinon.rooms.dues.actions.quotes import QuoteReceiver
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.quotes import Asked, QuotedFigure
from koinon.rooms.organisations.actions import record_fact
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.people.actions import Invitee, Term, confirm_contacts, invite_person
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import as_seen, mandates_over
from koinon.rooms.rulebook.queries import rulebook_for_year


class StoryBroken(Exception):
    """A step of the story was declined: the story and the rules contradict each other."""


@dataclass(slots=True)
class Network:
    """The demo's network while it is being made."""

    calendar: Calendar
    members: Mapping[str, DemoMember]
    staff: Mapping[str, Person]
    years_before: Mapping[str, int]
    contacts_until: Mapping[str, date]
    organisations: dict[str, UUID] = field(default_factory=dict)
    memberships: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, dict[str, Person]] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The fee year that the calendar stands in."""
        return self.calendar.today.year

    def office(self, role: str) -> Actor:
        """Somebody of the secretariat, now."""
        return self.calendar.actor(self.staff[role])

    def contact(self, key: str) -> Actor:
        """A member's contact, now."""
        return self.calendar.actor(self.people[key]["contact"])

    def figures(self, key: str, **instead: int) -> list[TypedFigure]:
        """What a member declares this year; `instead` replaces an amount."""
        which = LATEST if self.year == self.calendar.year else BEFORE
        typed = self.members[key].declared(which, self.year, self.years_before)
        return [
            TypedFigure(figure.basis, Decimal(instead.get(figure.basis, figure.amount)), figure.currency)
            for figure in typed
        ]

    def invoice(self, key: str) -> UUID:
        """A member's invoice of this year that was not cancelled."""
        rows = Invoice.objects.filter(
            membership__public_id=self.memberships[key], kind=Invoice.Kind.INVOICE, year=self.year
        )
        found: UUID = rows.exclude(state__in=["cancelled", "withdrawn"]).values_list("public_id", flat=True).get()
        return found

    def invoices(self, keys: Sequence[str]) -> list[UUID]:
        """The same of several members."""
        return [self.invoice(key) for key in keys]


def all_done(outcome: BulkOutcome[Any]) -> None:
    """Stop when a bulk step declined a subject."""
    if outcome.declined:
        raise StoryBroken("; ".join(str(declined.refusal) for declined in outcome.declined))


def ask_for_quote(network: Network, keys: Sequence[str], joining_month: int) -> None:
    """Organisations that mean to join ask what it would cost; the membership officer records them and answers."""
    for key in keys:
        member, rulebook = network.members[key], rulebook_for_year(network.year)
        organisation = register.record_member(network.calendar, member, network.organisations)
        network.organisations[key] = organisation
        figures = tuple(QuotedFigure(figure.basis, figure.amount) for figure in network.figures(key))
        send_quote(
            actor=network.office("membership"),
            receiver=QuoteReceiver(*register.contact_of(member), member.name, member.country),
            asked=Asked(rulebook.criteria[member.criterion].category, network.year, figures, joining_month),
            organisation=organisation,
        )
    network.calendar.deliver()


def join(network: Network, keys: Sequence[str]) -> None:
    """Members are put on record, where they are not yet, and admitted, their people named."""
    for key in keys:
        member = network.members[key]
        if key not in network.organisations:
            network.organisations[key] = register.record_member(network.calendar, member, network.organisations)
        organisation = network.organisations[key]
        network.people[key] = register.name_people(
            network.calendar, member, organisation, network.contacts_until.get(key)
        )
        network.memberships[key] = register.admit(network.calendar, member, organisation)


def adopt_rules(network: Network, _keys: Sequence[str]) -> None:
    """The secretary general puts the rules of the coming year into force, as the Assembly decided."""
    house.adopt_rules(network.office("secretary_general"), network.year + 1)


def confirm(network: Network, keys: Sequence[str]) -> None:
    """Members say that those who speak for them are the right ones."""
    for key in keys:
        speaking = mandates_over(network.organisations[key], network.calendar.today)
        confirm_contacts(actor=network.contact(key), organisation=network.organisations[key], seen=as_seen(speaking))


def invite(network: Network, keys: Sequence[str], name: str, role: str) -> None:
    """A member's contact asks somebody to speak for it; they have not answered yet."""
    for key in keys:
        invitee = Invitee(name, f"{register.slug(name).replace('-', '.')}@{key}.example", invented=True)
        term = Term(role, network.calendar.today)
        invite_person(actor=network.contact(key), organisation=network.organisations[key], invitee=invitee, term=term)


def learn(network: Network, keys: Sequence[str], source: str, evidence: str, **facts: bool | str) -> None:
    """The membership officer records what became known of members."""
    known = Source(source, network.calendar.today, evidence)
    for key in keys:
        for fact, value in facts.items():
            organisation = network.organisations[key]
            record_fact(
                actor=network.office("membership"), organisation=organisation, key=fact, value=value, source=known
            )


def draft(network: Network, keys: Sequence[str], note: str = "", **instead: int) -> list[UUID]:
    """Members begin to declare and keep a draft."""
    return [
        save_draft(
            actor=network.contact(key),
            membership=network.memberships[key],
            year=network.year,
            figures=network.figures(key, **instead),
            note=note,
        ).declaration
        for key in keys
    ]


def declare(network: Network, keys: Sequence[str], note: str = "", **instead: int) -> None:
    """Members declare their figures; what looks unusual they confirm."""
    for key, declaration in zip(keys, draft(network, keys, note, **instead), strict=True):
        submit_declaration(actor=network.contact(key), declaration=declaration, confirmed=True)


def estimate(network: Network, keys: Sequence[str], reason: str) -> None:
    """The treasurer adopts an estimate for members that did not declare."""
    day = network.calendar.today
    for key in keys:
        adopt_estimate(
            actor=network.office("treasurer"),
            membership=network.memberships[key],
            year=network.year,
            figures=network.figures(key),
            reason=reason,
            decision=DecisionReference("Treasurer", day, f"T{day.year}/{network.members[key].short_name}"),
        )


def propose(network: Network, keys: Sequence[str]) -> None:
    """The membership officer has the fees computed."""
    memberships = [network.memberships[key] for key in keys]
    all_done(propose_fees(memberships, actor=network.office("membership"), year=network.year))


def approve(network: Network, keys: Sequence[str]) -> None:
    """The treasurer approves the amounts."""
    all_done(approve_invoices(network.invoices(keys), actor=network.office("treasurer")))


def issue(network: Network, keys: Sequence[str]) -> None:
    """The secretary general issues the invoices; they leave the same day."""
    all_done(issue_invoices(network.invoices(keys), actor=network.office("secretary_general")))
    network.calendar.deliver()


def pay(network: Network, keys: Sequence[str], percent: int = 100) -> None:
    """The bank has the members' money, all of it or a part."""
    for row in Invoice.objects.filter(public_id__in=network.invoices(keys)).order_by("number"):
        amount = (row.amount * percent / 100).quantize(Decimal("0.01"))
        record_payment(
            actor=network.office("treasurer"),
            invoice=row.public_id,
            amount=amount,
            received_on=network.calendar.today - timedelta(days=1),
            reference=row.reference,
        )


def send_reminders(network: Network, keys: Sequence[str]) -> None:
    """The membership officer reminds members of what is overdue."""
    all_done(remind(network.invoices(keys), actor=network.office("membership")))
    network.calendar.deliver()


def cancel(network: Network, keys: Sequence[str], reason: str) -> None:
    """The treasurer takes invoices back by credit note."""
    for invoice in network.invoices(keys):
        cancel_invoice(actor=network.office("treasurer"), invoice=invoice, reason=reason)
    network.calendar.deliver()


def waive(network: Network, keys: Sequence[str], reason: str) -> None:
    """The Board lets members in arrears keep their vote until after the coming Assembly."""
    day = network.calendar.today
    for key in keys:
        waive_consequences(
            actor=network.office("secretary_general"),
            membership=network.memberships[key],
            starts_on=day,
            ends_on=date(day.year + 1, 6, 30),
            reason=reason,
            decision=DecisionReference("Board", day - timedelta(days=6), f"B{day.year}/9"),
        )


Step = Callable[..., object]
