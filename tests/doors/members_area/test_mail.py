"""What one gets by mail: on until one says no, one press each way, and what cannot be switched off."""

from datetime import date
from typing import Any

import pytest

from koinon.rooms.people.models import MailPreference
from koinon.rooms.people.queries import wants
from koinon.rooms.rulebook.models import RulebookVersion
from tests.doors.members_area.browsing import Calendar, ClientAs, at, words
from tests.world import World

TODAY = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def in_april(calendar: Calendar) -> None:
    calendar(TODAY)


def test_it_is_on_until_one_says_no_and_one_press_changes_it(
    world: World, client_as: ClientAs, max_queries: Any
) -> None:
    client, address = client_as("delegate"), at(world, "mail")
    with max_queries(20):
        said = words(client.get(address))
    assert "CECOP LINK The newsletter for members: news of the network and of Europe. On Stop" in said
    assert "None of these is sent from here yet." in said
    assert client.post(address, {"key": "a", "stop": "newsletter"})["Location"] == address
    assert not wants(world.people["delegate"], "newsletter")
    assert wants(world.people["contact"], "newsletter")
    said = words(client.get(address))
    assert "You get this no longer: CECOP LINK." in said
    assert "Off · as you said on 1 April 2026 Get it" in said
    client.post(address, {"key": "a", "send": "newsletter"})
    assert wants(world.people["delegate"], "newsletter")
    assert "You get this: CECOP LINK." in words(client.get(address))


def test_it_can_be_kept_as_it_is(world: World, client_as: ClientAs) -> None:
    client, address = client_as("delegate"), at(world, "mail")
    client.post(address, {"key": "a", "stop": "events"})
    MailPreference.objects.filter(wanted=True).delete()
    assert "Keep it like this" not in words(client.get(address)), "one has spoken already"
    client = client_as("contact")
    assert "Keep it like this" in words(client.get(address))
    for _press in range(2):
        assert client.post(address, {"key": "a", "keep": "on"}).status_code == 302
    kept = MailPreference.objects.filter(person__public_id=world.people["contact"])
    assert {row.topic: row.wanted for row in kept} == dict.fromkeys(
        ["newsletter", "consultations", "events", "tasks"], True
    )
    assert "Kept as it is." in words(client.get(address))


def test_what_has_legal_effect_cannot_be_switched_off(world: World, client_as: ClientAs) -> None:
    client, address = client_as("contact"), at(world, "mail")
    page = client.get(address)
    assert "Convocations and papers of statutory meetings" in words(page)
    assert "Invoices and reminders" in words(page)
    assert 'value="invoices"' not in page.content.decode()
    client.post(address, {"key": "a", "stop": "invoices"})
    assert "This mail has legal effect and is always sent." in words(client.get(address))
    assert not MailPreference.objects.exists()
    assert "Invoices and reminders" not in words(client_as("editor").get(address)), "they go to other roles"


def test_what_nobody_offers_is_refused_in_words(world: World, client_as: ClientAs) -> None:
    client, address = client_as("contact"), at(world, "mail")
    client.post(address, {"key": "a", "send": "gossip"})
    assert "There is no such mail." in words(client.get(address))
    for nothing in ({}, {"key": "a"}, {"stop": "events"}):
        assert client.post(address, nothing)["Location"] == address
    assert not MailPreference.objects.exists()


def test_it_is_each_one_s_own(world: World, client_as: ClientAs) -> None:
    address = at(world, "mail")
    assert client_as("their_contact").get(address).status_code == 404
    for who in ("secretary_general", "auditor"):
        assert client_as(who).get(address).status_code == 403
        assert client_as(who).post(address, {"key": "a", "stop": "events"}).status_code == 403
        assert address not in client_as(who).get(at(world, "people")).content.decode()
    assert address in client_as("editor").get(at(world, "people")).content.decode()
    assert client_as("contact").put(address).status_code == 405


def test_without_rules_there_is_nothing_to_choose(world: World, client_as: ClientAs) -> None:
    RulebookVersion.objects.all().delete()
    said = words(client_as("contact").get(at(world, "mail")))
    assert "The rules in force name no mail for your role." in said
    assert "Stop" not in said
