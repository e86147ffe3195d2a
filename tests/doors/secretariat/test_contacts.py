"""Contacts at the desk: invite for an organisation, withdraw, note a confirmation, see who has not confirmed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from koinon.rooms.people.models import ContactConfirmation, Invitation
from koinon.rooms.people.queries import as_seen, confirmed_on, mandates_over
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
TODAY = date(2026, 4, 1)
TYPED = {"name": "Žofie Nováková", "email": "zofie@example.org", "language": "en", "role": "delegate"}


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
