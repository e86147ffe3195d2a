"""What an organisation does for a meeting: it names delegates, gives and answers proxies, adds to the agenda."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from koinon.rooms.assemblies.models import AgendaItem, Delegation, Proxy
from tests.doors.members_area.browsing import Calendar, ClientAs, sent, words
from tests.doors.members_area.test_meetings import page
from tests.rooms.assemblies.meeting import Gathering, convened
from tests.world import World

TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def in_may(calendar: Calendar) -> None:
    calendar(TODAY)


@pytest.fixture
def found(world: World) -> Gathering:
    """A convened Assembly."""
    return convened(world)


def test_name_a_delegate(world: World, found: Gathering, client_as: ClientAs) -> None:
    client = client_as("contact")
    address, people = page(found, "meeting_delegates"), world.people
    answer = sent(client, address, delegate_0=str(people["contact"]), substitute_0_0=str(people["delegate"]))
    assert answer.status_code == 302
    said = words(client.get(page(found)))
    assert "It is on record who votes for you." in said
    assert "Contact Delegate If they are not there: Delegate" in said
    assert Delegation.objects.count() == 2


def test_a_person_named_twice_is_refused_in_words(world: World, found: Gathering, client_as: ClientAs) -> None:
    person = str(world.people["contact"])
    answer = sent(client_as("contact"), page(found, "meeting_delegates"), delegate_0=person, substitute_0_0=person)
    assert answer.status_code == 409
    assert "names each of them once" in words(answer)
    assert not Delegation.objects.exists()


def test_only_who_speaks_names(world: World, found: Gathering, client_as: ClientAs) -> None:
    for name, status in (("editor", 403), ("finance_contact", 403), ("their_contact", 404)):
        assert client_as(name).get(page(found, "meeting_delegates")).status_code == status
    assert "Name your delegate" not in words(client_as("editor").get(page(found)))


def give(client: Client, found: Gathering, holder: str = "theirs", **more: Any) -> HttpResponse:
    """Give a proxy to another member."""
    return sent(
        client, page(found, "meeting_proxy"), holder=str(found.world.organisations[holder]), scope="meeting", **more
    )


def test_a_proxy_is_given_seen_accepted(world: World, found: Gathering, client_as: ClientAs) -> None:
    ours, theirs = client_as("contact"), client_as("their_contact")
    assert give(ours, found).status_code == 302
    assert "Not answered yet" in words(ours.get(page(found)))
    said = words(theirs.get(page(found, member="theirs")))
    assert "Given to you" in said
    proxy = Proxy.objects.get()
    answers = page(found, "meeting_proxy_answer", "theirs")
    answer = theirs.post(answers, {"key": "k1", "proxy": proxy.public_id, "answer": "accept"}, follow=True)
    assert "You hold this proxy now" in words(answer)
    assert "Accepted" in words(ours.get(page(found)))
    back = page(found, "meeting_proxy_answer")
    answer = ours.post(back, {"key": "k2", "proxy": proxy.public_id, "answer": "revoke"}, follow=True)
    assert "The proxy is taken back." in words(answer)


def test_a_second_proxy_is_refused_in_words(world: World, found: Gathering, client_as: ClientAs) -> None:
    ours = client_as("contact")
    give(ours, found)
    answer = give(ours, found, "associated")
    assert answer.status_code == 409
    assert "has given a proxy for this already" in words(answer)


def test_propose_and_support(world: World, found: Gathering, client_as: ClientAs) -> None:
    answer = sent(client_as("contact"), page(found, "meeting_propose"), title="A fund", words="Why not.")
    assert answer.status_code == 302
    item = AgendaItem.objects.get(proposed_by__isnull=False)
    assert item.stands
    theirs = client_as("their_contact")
    assert "Supported by" in words(theirs.get(page(found, member="theirs")))
    answer = theirs.post(page(found, "meeting_support", "theirs"), {"key": "k", "item": item.public_id}, follow=True)
    assert "You support this item." in words(answer)
    assert item.supporters.count() == 2
