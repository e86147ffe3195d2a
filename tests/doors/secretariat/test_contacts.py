"""Contacts at the desk: invite for an organisation, withdraw, note a confirmation, see who has not confirmed."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from koinon.rooms.people.actions import name_for_organisation
from koinon.rooms.people.models import ContactConfirmation, Invitation, Mandate, Person
from koinon.rooms.people.queries import as_seen, confirmed_on, mandates_over
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
TODAY = date(2026, 4, 1)
TYPED = {"name": "Žofie Nováková", "email": "zofie@example.org", "language": "en", "role": "delegate"}
ADMITTED = {
    "criterion": "named_in_statutes",
    "starts_on": "2026-04-01",
    "body": "Board",
    "taken_on": "2026-04-01",
    "reference": "B2026/8",
}


@pytest.fixture(autouse=True)
def _in_april(world: World, calendar: Callable[..., None]) -> None:
    calendar(TODAY)


def page_of(world: World, step: str = "", member: str = "ours") -> str:
    """The address of an organisation's page, or of a step about it."""
    return f"/desk/organisations/{world.organisations[member]}/{step}"


def test_invite_for_an_organisation_and_withdraw(world: World, client_as: ClientAs, send: Any) -> None:
    client = client_as("membership")
    given = {**TYPED, "starts_on": "2026-04-01", "ends_on": ""}
    wrong = send(client, page_of(world, "invite/"), **{**given, "starts_on": "2026-03-01"})
    assert wrong.status_code == 409
    assert "A role cannot begin in the past." in wrong.content.decode()
    assert send(client, page_of(world, "invite/"), **given)["Location"] == page_of(world)
    row = Invitation.objects.get(email="zofie@example.org")
    shown = client.get(page_of(world)).content.decode()
    assert "Invited, not answered yet" in shown
    assert "asked on 1 April 2026, open until 1 May 2026" in shown
    step = f"/desk/invitations/{row.public_id}/withdraw/"
    assert step in shown
    assert step not in client_as("auditor").get(page_of(world)).content.decode()
    assert send(client_as("treasurer"), step).status_code == 403
    assert send(client, step)["Location"] == page_of(world)
    assert "Invited, not answered yet" not in client.get(page_of(world)).content.decode()


def test_a_confirmation_by_telephone_is_noted(world: World, client_as: ClientAs, send: Any) -> None:
    ours, client = world.organisations["ours"], client_as("membership")
    assert "Contact, contact" in client.get(page_of(world, "confirm/")).content.decode()
    assert send(client, page_of(world, "confirm/"), seen="of yesterday").status_code == 409
    assert confirmed_on(ours) == date(2026, 1, 2)
    assert send(client, page_of(world, "confirm/"), seen=as_seen(mandates_over(ours, TODAY))).status_code == 302
    assert "Confirmed by the member on 1 April 2026" in client.get(page_of(world)).content.decode()


def test_who_has_not_confirmed_this_year_is_listed(world: World, client_as: ClientAs, max_queries: Any) -> None:
    client, row = client_as("membership"), "1 member has not confirmed its contacts this year"
    assert row not in client.get("/desk/").content.decode()
    theirs = ContactConfirmation.objects.filter(organisation=world.organisations["theirs"])
    theirs.update(on=date(2025, 4, 1))
    assert row in client.get("/desk/").content.decode()
    listed = client.get("/desk/organisations/?needs=unconfirmed").content.decode()
    assert world.organisation("theirs").name in listed
    assert world.organisation("ours").name not in listed
    with max_queries(20):
        shown = client.get(page_of(world, member="theirs")).content.decode()
    assert "Confirmation is due" in shown
    theirs.update(on=date(2025, 4, 2))
    assert row not in client.get("/desk/").content.decode()
    assert "Confirmation is due" not in client.get(page_of(world, member="theirs")).content.decode()
    theirs.delete()
    assert "Never confirmed by the member" in client.get(page_of(world, member="theirs")).content.decode()
    assert row in client.get("/desk/").content.decode()


def test_the_rulebook_page_says_who_names_whom(world: World, client_as: ClientAs) -> None:
    from koinon.rooms.rulebook.models import RulebookVersion

    version = RulebookVersion.objects.latest("id").public_id
    shown = client_as("auditor").get(f"/desk/rulebook/{version}/").content.decode()
    assert "Contact: Contact, Finance contact, Delegate, Editor" in shown
    assert "Editor: nobody" in shown
    assert re.search(r"Invoices and reminders <span[^>]*>always sent", shown)
    assert re.search(r"CECOP LINK <span[^>]*>until its reader declines it", shown)


def without_contact(world: World, member: str = "theirs") -> None:
    """Nobody speaks for a member as its contact any more."""
    Mandate.objects.filter(subject=world.organisations[member], role="contact").update(ends_on=date(2026, 3, 31))


def test_a_member_without_contact_is_one_click_from_an_invitation(world: World, client_as: ClientAs, send: Any) -> None:
    client, way = client_as("membership"), f"{page_of(world, 'invite/', 'theirs')}?role=contact"
    assert "No current contact" not in client.get(page_of(world, member="theirs")).content.decode()
    without_contact(world)
    shown = client.get(page_of(world, member="theirs")).content.decode()
    assert "Nobody is asked to be its contact" in shown
    assert way in shown
    assert way not in client_as("auditor").get(page_of(world, member="theirs")).content.decode()
    assert re.search(r'value="contact"[^>]*checked', client.get(way).content.decode())
    send(client, way, **{**TYPED, "role": "contact", "starts_on": "2026-04-01", "ends_on": ""})
    shown = client.get(page_of(world, member="theirs")).content.decode()
    assert "Žofie Nováková was invited on 1 April 2026 and has not answered." in shown
    assert way not in shown


@pytest.mark.parametrize("ended", [True, False], ids=["mandate ended", "may not sign in"])
def test_the_list_says_who_is_asked_and_has_not_answered(
    world: World, client_as: ClientAs, send: Any, calendar: Callable[..., None], ended: bool
) -> None:
    client, asked = client_as("membership"), "invited on 1 April 2026, not answered"
    silent, waiting = (f"/desk/organisations/?needs={which}" for which in ("no_contact", "contact_asked"))
    name = world.organisation("theirs").name
    if ended:
        without_contact(world)
    else:
        Person.objects.filter(public_id=world.people["their_contact"]).update(is_active=False)
    assert name in client.get(silent).content.decode()
    assert name not in client.get(waiting).content.decode()
    given = {**TYPED, "role": "contact", "starts_on": "2026-04-01", "ends_on": ""}
    send(client, page_of(world, "invite/", "theirs"), **given)
    assert name not in client.get(silent).content.decode()
    listed = client.get(waiting).content.decode()
    assert name in listed
    assert asked in listed
    calendar(date(2026, 5, 2))
    listed = client.get(silent).content.decode()
    assert name in listed, "an invitation whose time ran out is none"
    assert asked not in listed


def test_whoever_admits_is_led_on_to_the_contact(world: World, client_as: ClientAs, send: Any) -> None:
    house, client = page_of(world, "admit/", "house"), client_as("membership")
    answered = send(client, house, **ADMITTED)
    assert answered["Location"] == f"{page_of(world, 'invite/', 'house')}?role=contact"
    assert "nobody speaks for it yet" in client.get(answered["Location"]).content.decode()


def test_whoever_admits_one_with_a_contact_is_led_back(world: World, client_as: ClientAs, send: Any) -> None:
    name_for_organisation(
        actor=world.actor("membership"),
        person=world.people["stranger"],
        organisation=world.organisations["house"],
        role="contact",
        starts_on=TODAY,
    )
    answered = send(client_as("membership"), page_of(world, "admit/", "house"), **ADMITTED)
    assert answered["Location"] == page_of(world, member="house")


def test_today_says_who_is_asked_and_who_is_not(world: World, client_as: ClientAs, send: Any) -> None:
    client = client_as("membership")
    without_contact(world)
    without_contact(world, "network")
    today = client.get("/desk/").content.decode()
    assert "2 members have no current contact" in today
    assert "not answered" not in today
    given = {**TYPED, "role": "contact", "starts_on": "2026-04-01", "ends_on": ""}
    send(client, page_of(world, "invite/", "theirs"), **given)
    today = client.get("/desk/").content.decode()
    assert "1 member has no current contact" in today
    assert "The contact of 1 member is invited and has not answered" in today
    assert "/desk/organisations/?needs=contact_asked" in today
