"""How many queries a page takes: at most twenty, whatever the size of the house; and that lists and rules agree."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.dues.actions import remind
from koinon.rooms.dues.arrears import to_remind
from koinon.rooms.dues.models import Invoice, Reminder
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.people.models import Mandate, Person
from koinon.rooms.rulebook.queries import rulebook_in_force
from tests.doors.secretariat.conftest import OnTheDesk

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
MaxQueries = Callable[..., AbstractContextManager[Any]]


def enlarge(desk: OnTheDesk, count: int) -> None:
    """Many more members, with figures, invoices in arrears, reminders and contacts, straight into the tables."""
    like, declared = desk.world.membership("theirs"), Declaration.objects.get(public_id=desk.declaration)
    issued = Invoice.objects.get(public_id=desk.reminded)
    people = [Person(email=f"many{number}@example.org", name=f"Many {number}") for number in range(count)]
    Person.objects.bulk_create(people)
    rows = Organisation.objects.bulk_create(
        [Organisation(name=f"Many {number:04d}", country="SE") for number in range(count)]
    )
    members = Membership.objects.bulk_create([_copy(like, Membership, organisation=row) for row in rows])
    figures = Declaration.objects.bulk_create(
        [_copy(declared, Declaration, membership=member, warnings=[]) for member in members[::2]]
    )
    Figure.objects.bulk_create(
        [_copy(kept, Figure, declaration=row) for row in figures for kept in declared.figures.all()]
    )
    states = ("proposed", "approved", "issued", "issued")
    invoices = Invoice.objects.bulk_create(
        [_invoice(issued, member, number, states[number % 4]) for number, member in enumerate(members[::2])]
    )
    late = [row for row in invoices if row.state == "issued"]
    Reminder.objects.bulk_create(
        [Reminder(invoice=row, step=1, sent_on=date(2026, 6, 2), pay_by=date(2026, 6, 16)) for row in late[::2]]
    )
    Mandate.objects.bulk_create(
        Mandate(person=person, over="organisation", subject=row.public_id, role="contact", starts_on=date(2025, 1, 1))
        for person, row in zip(people[::3], rows[::3], strict=True)
    )


def _copy(row: Any, model: Any, **changes: Any) -> Any:
    skipped = {"id", "public_id", *changes}
    kept = {
        field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if field.name not in skipped
    }
    return model(**kept, **changes)


def _invoice(like: Invoice, member: Membership, number: int, state: str) -> Invoice:
    numbered = {"number": 100 + number, "number_year": 2026, "reference": f"R{number}"} if state == "issued" else {}
    empty = {"number": None, "number_year": None, "reference": "", "due_on": None, "issued_on": None}
    return _copy(
        like,
        Invoice,
        membership=member,
        organisation=member.organisation,
        state=state,
        amount=Decimal(1000 + number),
        paper="",
        **({**empty, **numbered} if state != "issued" else numbered),
    )


PAGES = (
    "/desk/",
    "/desk/organisations/",
    "/desk/organisations/?needs=overdue",
    "/desk/organisations/?needs=reminded&kind=members&category=full&country=SE&q=many",
    "/desk/organisations/?needs=no_contact",
    "/desk/organisations/?needs=no_figures",
    "/desk/organisations/{ours}/",
    "/desk/organisations/{house}/",
    "/desk/organisations/{ours}/change/",
    "/desk/organisations/{ours}/facts/level/",
    "/desk/eligibility/",
    "/desk/eligibility/?fit=all&q=many&sort=-admitted",
    "/desk/eligibility/?fit=not_known",
    "/desk/declarations/",
    "/desk/declarations/?state=missing",
    "/desk/declarations/?state=warned",
    "/desk/declarations/{declaration}/",
    "/desk/dues/",
    "/desk/dues/?state=overdue&year=2026&q=many",
    "/desk/dues/?state=to_remind",
    "/desk/dues/2026/",
    "/desk/dues/2026/approve/",
    "/desk/dues/2026/issue/",
    "/desk/dues/2026/remind/",
    "/desk/dues/invoices/{reminded}/",
    "/desk/dues/invoices/{reminded}/pay/",
    "/desk/rulebook/",
    "/desk/journal/",
    "/desk/journal/?q=many&action=dues.remind&since=2026-01-01",
    "/desk/outbox/",
    "/desk/secretariat/",
)


@pytest.mark.parametrize("role", ["secretary_general", "treasurer", "technician"])
def test_at_most_twenty_queries_whatever_the_size(
    client_as: ClientAs, desk: OnTheDesk, max_queries: MaxQueries, role: str
) -> None:
    client = client_as(role)
    names = {
        "ours": desk.world.organisations["ours"],
        "house": desk.world.organisations["house"],
        "declaration": desk.declaration,
        "reminded": desk.reminded,
    }
    pages = [page.format(**names) for page in PAGES]
    small = [_count(client, page, max_queries) for page in pages]
    enlarge(desk, 200)
    large = [_count(client, page, max_queries) for page in pages]
    # A list that was empty before asks nothing about its rows; beyond that, a page's queries do not grow.
    grown = [f"{page}: {few} → {many}" for page, few, many in zip(pages, small, large, strict=True) if many > few + 8]
    assert not grown, "\n".join(grown)


def _count(client: Client, page: str, max_queries: MaxQueries) -> int:
    client.get(page)  # rules that were read once stay read
    with max_queries(20) as captured:
        assert client.get(page).status_code in {200, 403, 404}, page
    return len(captured.captured_queries)


def test_a_file_takes_no_more_queries_a_row(client_as: ClientAs, desk: OnTheDesk, max_queries: MaxQueries) -> None:
    enlarge(desk, 200)
    client = client_as("membership")
    for name in ("organisations", "declarations", "dues", "journal", "outbox"):
        with max_queries(20):
            answer = client.get(f"/desk/{name}/?export=csv")
            assert len(b"".join(answer.streaming_content).splitlines()) > 2


def test_the_lists_reminders_are_those_that_can_be_sent(client_as: ClientAs, desk: OnTheDesk, calendar: Any) -> None:
    """The list asks the database, the action asks the rules: they must not drift apart."""
    enlarge(desk, 60)
    for day in (date(2026, 5, 10), date(2026, 5, 17), date(2026, 6, 20), date(2026, 8, 20)):
        calendar(day)
        actor = desk.world.actor("membership", day)
        asked = set(to_remind(actor, rulebook_in_force(day)).values_list("public_id", flat=True))
        everything = list(Invoice.objects.values_list("public_id", flat=True))
        assert asked == {fact.invoice for fact in remind(everything, actor=actor).done}, day
