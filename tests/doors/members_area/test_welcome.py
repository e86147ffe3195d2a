"""The first weeks of a new member: the page that leads through them, and the line that leads there for a year."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from koinon.core import outbox
from koinon.core.models import OutboxMessage
from koinon.rooms.admissions.actions import Elsewhere, Verdict, record_elsewhere, record_ratification
from koinon.rooms.admissions.models import MembershipElsewhere
from koinon.rooms.dues.actions import approve_invoices, issue_invoices, propose_fees
from koinon.rooms.dues.models import Payment
from koinon.rooms.people.models import Person
from tests import world as story
from tests.conftest import BACKEND
from tests.doors.members_area.browsing import Calendar, ClientAs, form_on, heading, sent, words
from tests.rooms.admissions.applying import ASSEMBLY, DECIDED, DETAILS, RATIFIED, Applicant, decided
from tests.world import World, only, publish

NAME = DETAILS["name"]
LINE = "Your first weeks:"
FIGURES = {"figure_cooperatives": "120", "figure_turnover": "80 000 000"}


@pytest.fixture(autouse=True)
def _in_may(world: World, settings: Settings, tmp_path: Path, calendar: Calendar) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    publish(world)
    calendar(DECIDED)


@pytest.fixture
def new(world: World) -> Applicant:
    """A member since today, admitted by the Board until the Assembly ratifies it."""
    return decided(world)


def ana() -> Client:
    """Whoever applied, and is the contact of the new member by its admission."""
    client = Client()
    client.force_login(Person.objects.get(email="ana@example.org"), backend=BACKEND)
    return client


def place(new: Applicant, name: str = "welcome", **more: Any) -> str:
    """A page about the new member."""
    organisation = new.row.organisation
    assert organisation is not None
    return reverse(f"members:{name}", kwargs={"organisation": organisation.public_id, **more})


def part(page: str, title: str, until: str) -> str:
    """What stands between two headings."""
    return page.partition(f" {title} ")[2].partition(f" {until} ")[0]


def declared(client: Client, new: Applicant) -> None:
    """The first figures are typed and sent."""
    sent(client, place(new, "figures", year=2026), **FIGURES)
    check = place(new, "check", year=2026)
    client.post(check, form_on(client.get(check)))


def paid(world: World, new: Applicant, on: date) -> None:
    """The first fee is computed, approved, issued and paid."""
    membership = new.row.membership
    assert membership is not None
    propose_fees([membership.public_id], actor=world.actor("membership", on), year=2026)
    proposed = story.Invoice.objects.get(membership=membership).public_id
    only(approve_invoices([proposed], actor=world.actor("treasurer", on)))
    only(issue_invoices([proposed], actor=world.actor("secretary_general", on)))
    story.pay(world, proposed, on=on)


def test_it_says_what_is_to_do_now_later_and_what_is_done(new: Applicant, max_queries: Any) -> None:
    client, address, standing = ana(), place(new), place(new, "standing")
    with max_queries(20):
        page = client.get(address)
    with max_queries(20):
        client.get(standing)
    said = words(page)
    assert heading(page) == f"Welcome, {NAME}"
    assert "Full member since 12 May 2026." in said
    now = part(said, "Now", "Later")
    for task in (
        "Declare your figures for the fee 2026",
        "Name a finance contact",
        "Name a delegate",
        "Choose what you get by mail",
    ):
        assert task in now
    assert "Pay the fee 2026 the invoice follows your figures" in part(said, "Later", "Done")
    assert "Contact named: Ana Prado 12 May 2026" in part(said, "Done", "What membership brings now")
    assert "Receive CECOP LINK" in said


def test_who_joined_after_the_time_to_declare_is_not_late(new: Applicant) -> None:
    client = ana()
    said = words(client.get(place(new)))
    assert "was due on" not in said
    assert "marked late" not in said
    form = words(client.get(place(new, "figures", year=2026)))
    assert "You joined after the yearly time to declare" in form
    declared(client, new)
    assert "Late" not in words(client.get(place(new, "declaration", year=2026)))


def test_each_step_follows_from_the_records(world: World, new: Applicant, calendar: Calendar, max_queries: Any) -> None:
    client, address = ana(), place(new)
    declared(client, new)
    said = words(client.get(address))
    assert "Figures for the fee 2026 declared 12 May 2026" in part(said, "Done", "What membership")
    assert "Pay the fee 2026 the invoice is on its way" in part(said, "Later", "Done")
    sent(client, place(new, "invite"), name="Rui Sá", email="rui@example.org", role="delegate")
    assert "Name a delegate Rui Sá is asked and has not answered" in part(
        words(client.get(place(new))), "Later", "Done"
    )
    calendar(date(2026, 5, 20))
    paid(world, new, date(2026, 5, 20))
    client.post(place(new, "mail"), {"key": "k", "keep": "on"})
    with max_queries(20):
        said = words(client.get(address))
    done = part(said, "Done", "What membership")
    assert "Fee 2026 paid 20 May 2026" in done
    assert "Chosen what you get by mail 20 May 2026" in done
    assert "Name a finance contact" in part(said, "Now", "Later")


def test_a_fee_is_paid_on_the_day_of_its_own_payment(world: World, new: Applicant) -> None:
    client = ana()
    declared(client, new)
    paid(world, new, DECIDED)
    other = story.Invoice.objects.get(membership=new.row.membership)
    other.pk, other.public_id, other.year, other.number = None, uuid4(), 2025, 900
    other.save()
    Payment.objects.create(
        invoice=other, amount=other.amount, received_on=date(2026, 6, 1), recorded_at=other.issued_at
    )
    assert "Fee 2026 paid 12 May 2026" in words(client.get(place(new)))


def test_when_all_is_done_it_says_so_and_the_line_goes(world: World, new: Applicant, calendar: Calendar) -> None:
    client, organisation = ana(), new.row.organisation
    assert organisation is not None
    assert f"{LINE} 5 steps are still open" in words(client.get(place(new, "standing")))
    for role in ("finance_contact", "delegate"):
        story.name_for_organisation(
            actor=world.actor("membership", DECIDED),
            person=world.people["stranger"],
            organisation=organisation.public_id,
            role=role,
            starts_on=DECIDED,
        )
    declared(client, new)
    client.post(place(new, "mail"), {"key": "k", "keep": "on"})
    assert f"{LINE} 1 step is still open" in words(client.get(place(new, "standing")))
    paid(world, new, DECIDED)
    said = words(client.get(place(new)))
    assert "All of it is done" in said
    assert " Now " not in part(said, "Welcome,", "Done")
    assert LINE not in words(client.get(place(new, "standing")))


def test_the_way_in_leads_there_until_something_is_done(new: Applicant, max_queries: Any) -> None:
    client, home = ana(), reverse("members:home")
    with max_queries(20):
        answer = client.get(home)
    assert answer["Location"] == place(new)
    client.post(place(new, "mail"), {"key": "k", "stop": "events"})
    assert client.get(home)["Location"] == place(new, "standing")


def test_after_a_year_nobody_is_led_there_any_more(new: Applicant, calendar: Calendar) -> None:
    client = ana()
    calendar(date(2027, 5, 11))
    assert LINE in words(client.get(place(new, "standing")))
    assert client.get(place(new)).status_code == 200
    calendar(date(2027, 5, 12))
    assert LINE not in words(client.get(place(new, "standing")))
    assert client.get(place(new))["Location"] == place(new, "standing")
    assert client.get(reverse("members:home"))["Location"] == place(new, "standing")


def test_members_of_long_standing_are_not_led_there(world: World, client_as: ClientAs, calendar: Calendar) -> None:
    calendar(date(2026, 3, 3))
    client, ours = client_as("contact"), {"organisation": world.organisations["ours"]}
    standing = reverse("members:standing", kwargs=ours)
    assert LINE not in words(client.get(standing))
    assert client.get(reverse("members:home"))["Location"] == standing
    assert client.get(reverse("members:welcome", kwargs=ours))["Location"] == standing


def test_it_is_for_those_who_see_the_member(new: Applicant, client_as: ClientAs) -> None:
    assert client_as("their_contact").get(place(new)).status_code == 404
    assert client_as("nobody").get(place(new))["Location"].startswith("/en/sign-in/")
    seen = words(client_as("membership").get(place(new)))
    assert f"You see what {NAME} sees." in seen
    assert "Choose what you get by mail" not in seen, "the secretariat gets no member's mail"


def test_the_letter_of_admission_leads_there(new: Applicant) -> None:
    letter = OutboxMessage.objects.filter(kind="mail", subject=new.id).latest("id")
    assert place(new) in str(outbox.payload_of(letter)["text"])


def test_it_is_provisional_until_it_is_ratified(world: World, new: Applicant, calendar: Calendar) -> None:
    client, said = ana(), "You have been a member since 12 May 2026, with all rights and duties of your category."
    for name in ("welcome", "standing"):
        page = words(client.get(place(new, name)))
        assert "Your membership is provisional" in page
        assert f"{said} The General Assembly has still to ratify it" in page
    assert "Provisional Until ratified by the General Assembly" in words(client.get(place(new, "record")))
    calendar(RATIFIED)
    verdict, officer = Verdict(True, ASSEMBLY), world.actor("membership", RATIFIED)
    record_ratification(actor=officer, application=new.id, verdict=verdict, seen_version=new.version)
    for name in ("welcome", "standing", "record"):
        assert "rovisional" not in words(client.get(place(new, name)))


def test_membership_of_cicopa_is_shown_with_its_evidence(world: World, new: Applicant, client_as: ClientAs) -> None:
    client, organisation = ana(), new.row.organisation
    assert organisation is not None
    for name in ("welcome", "standing", "record"):
        said = words(client.get(place(new, name)))
        assert "Membership of CICOPA Asked for on 12 May 2026, not confirmed yet" in said
        assert "Tell us how it stands" in said
    record_elsewhere(
        actor=world.actor("membership", DECIDED),
        organisation=organisation.public_id,
        body="CICOPA",
        known=Elsewhere(since_on=DECIDED, evidence="Letter of CICOPA, 12 May 2026"),
    )
    said = words(client.get(place(new, "standing")))
    assert "Membership of CICOPA Member since 12 May 2026 Letter of CICOPA, 12 May 2026" in said
    assert "Tell us how it stands" not in said
    MembershipElsewhere.objects.all().delete()
    assert "Membership of CICOPA Not on record yet" in words(client.get(place(new, "standing")))
    theirs = reverse("members:standing", kwargs={"organisation": world.organisations["network"]})
    assert "CICOPA" not in words(client_as("network_contact").get(theirs))
