"""What members owe: figures, payment, an address, people who speak for them. The same rows for both sides."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import IN_FORCE, visible_declarations
from koinon.rooms.dues import arrears
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.queries import visible_invoices, with_paid
from koinon.rooms.memberships.confirmation import unconfirmed
from koinon.rooms.memberships.contacts import is_contact_asked, with_contact, without_contact
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import visible_proceedings
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.naming import CONTACT
from koinon.rooms.people.queries import in_force
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Found
from koinon.statutes.declarations import declaration_window
from koinon.statutes.periods import Period
from koinon.statutes.rulebook import Rulebook

ENDS_SOON = timedelta(days=45)
# The right that makes an organisation need somebody who votes for it.
VOTE = "vote"
A_DAY = timedelta(days=1)


def to_declare(asked: Asked) -> Iterator[Found]:
    """Figures of this fee year, and of the last where nothing was declared or invoiced, from the day they are asked."""
    this = asked.today.year
    for year in (this - 1, this):
        rules = asked.adopted.for_year(year)
        if rules is None or asked.today < (window := declaration_window(rules, year)).starts_on:
            continue
        members = asked.members_of(year)
        if year < this:
            # Nobody declares by rules that came after the window had opened.
            if rules.in_force_from is None or rules.in_force_from > window.starts_on:
                continue
            members = members.exclude(arrears.with_fee(year, arrears.DECIDED))
        rows = arrears.without_figures(members, year, rules).annotate(in_time_until=_in_time_until(window))
        yield Found(kinds.DECLARE, rows, due="in_time_until", year=year)


def _in_time_until(window: Period) -> Case:
    """The last day that is in time; none for members who joined after it."""
    day = Value(window.ends_on, output_field=DateField())
    return Case(When(starts_on__lte=day, then=day), default=None, output_field=DateField())


def to_correct(asked: Asked) -> Iterator[Found]:
    """Estimates that stand in for figures of this year, and corrections that were begun and not sent."""
    year = asked.today.year
    rules = asked.adopted.for_year(year)
    if rules is None or asked.today < declaration_window(rules, year).starts_on:
        return
    rows = visible_declarations(asked.actor).filter(asked.about("membership__organisation__public_id"), year=year)
    name, record = "membership__organisation__name", "membership__organisation__public_id"
    in_force, drafts = rows.filter(state__in=IN_FORCE), rows.filter(state="draft")
    begun = drafts.filter(membership__in=in_force.order_by().values("membership"))
    estimates = in_force.filter(kind=Declaration.Kind.ESTIMATE)
    untouched = estimates.exclude(membership__in=drafts.order_by().values("membership"))
    yield Found(kinds.SEND_CORRECTION, begun, name, record, year=year)
    yield Found(kinds.REPLACE_ESTIMATE, untouched, name, record, year=year)


def to_pay(asked: Asked) -> Iterator[Found]:
    """Issued invoices of which something is owed."""
    rows = with_paid(visible_invoices(asked.actor)).filter(asked.about("organisation__public_id"))
    owed = rows.filter(Q(paid__lt=F("amount")), kind=Invoice.Kind.INVOICE, state="issued")
    yield Found(kinds.PAY, owed, record="public_id", due="due_on")


def to_complete(asked: Asked) -> Iterator[Found]:
    """Members without an address: it stands on their invoices."""
    yield Found(kinds.COMPLETE_ADDRESS, asked.members.filter(organisation__street="", organisation__city=""))


def to_confirm(asked: Asked) -> Iterator[Found]:
    """Members that have not confirmed for too long who speaks for them; those without a contact have other worries."""
    rows = unconfirmed(asked.members, asked.rulebook, asked.today)
    yield Found(kinds.CONFIRM_CONTACTS, with_contact(rows, asked.today))


def to_name(asked: Asked) -> Iterator[Found]:
    """Members for whom nobody holds a role that somebody should."""
    if asked.over is None:
        alone, is_asked = without_contact(asked.members, asked.today), is_contact_asked(asked.actor.at)
        yield Found(kinds.NAME_CONTACT, alone.exclude(is_asked))
        yield Found(kinds.AWAIT_CONTACT, alone.filter(is_asked))
        return
    yield Found(kinds.NAME_FINANCE_CONTACT, _without(asked.members, "finance_contact", asked.today))
    voting = asked.members.filter(category__in=_voting(asked.rulebook))
    yield Found(kinds.NAME_DELEGATE, _without(voting, "delegate", asked.today))


def to_follow(asked: Asked) -> Iterator[Found]:
    """Mandates that end soon and that nobody follows; at the desk those of contacts."""
    roles = Q(role=CONTACT) if asked.over is None else Q()
    rows = Mandate.objects.filter(roles, asked.about("subject"), over=Mandate.Over.ORGANISATION)
    following = (
        Mandate.objects.filter(over=Mandate.Over.ORGANISATION, subject=OuterRef("subject"), role=OuterRef("role"))
        .filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on")), starts_on__lte=OuterRef("ends_on") + A_DAY)
        .exclude(pk=OuterRef("pk"))
    )
    member = asked.members.filter(organisation__public_id=OuterRef("subject"))
    ending = in_force(rows, asked.today).filter(Exists(member), ends_on__lte=asked.today + ENDS_SOON)
    named = ending.exclude(Exists(following)).annotate(member=Subquery(member.values("organisation__name")[:1]))
    record = "subject" if asked.over is None else "public_id"
    yield Found(kinds.NAME_SUCCESSOR, named, "member", record, due="ends_on")


def _without(members: "QuerySet[Membership]", role: str, on: date) -> "QuerySet[Membership]":
    """The members for whom nobody holds a role or will."""
    held = Mandate.objects.filter(
        over=Mandate.Over.ORGANISATION, subject=OuterRef("organisation__public_id"), role=role
    )
    return members.exclude(Exists(held.exclude(ends_on__lt=on)))


def _voting(rulebook: Rulebook | None) -> tuple[str, ...]:
    right = rulebook.entitlements.get(VOTE) if rulebook else None
    return tuple(right.categories) if right else ()


def to_state(asked: Asked) -> Iterator[Found]:
    """Proceedings in which a member is asked to be heard and has not been."""
    rows = visible_proceedings(asked.actor).filter(asked.about("membership__organisation__public_id"))
    invited = rows.filter(state="invited", closed_on=None)
    yield Found(kinds.GIVE_STATEMENT, invited, "membership__organisation__name", "public_id", due="answer_by")


ABOUT_MEMBERS = (to_declare, to_correct, to_pay, to_complete, to_confirm, to_name, to_follow, to_state)
