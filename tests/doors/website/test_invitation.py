"""The page behind an invitation's link: it changes nothing by itself, and says clearly what has become of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from koinon.core import outbox
from koinon.core.models import OutboxMessage
from koinon.rooms.people.actions import Invitee, Term, invite_person, withdraw_invitation
from koinon.rooms.people.models import Invitation, Mandate, Person
from tests.conftest import BACKEND
from tests.world import World, moment

TODAY = date(2026, 4, 1)
ADDRESS = "zofie@example.org"


@pytest.fixture(autouse=True)
def _in_april(calendar: Callable[..., None]) -> None:
    calendar(TODAY)


@pytest.fixture
def page(world: World) -> str:
    """The address in the letter of somebody who is to be finance contact of ours."""
    made = invite_person(
        actor=world.actor("contact"),
        organisation=world.organisations["ours"],
        invitee=Invitee("Žofie Nováková", ADDRESS),
        term=Term("finance_contact", TODAY),
    )
    message = OutboxMessage.objects.get(subject=made.invitation, kind="people.invitation_letter")
    return f"/en/invitation/{outbox.payload_of(message)['token']}/"


def answer(client: Client, page: str, said: str) -> Any:
    """Press a button."""
    return client.post(page, {"answer": said}, follow=True)


def test_looking_changes_nothing_however_often(world: World, page: str, client: Client, max_queries: Any) -> None:
    with max_queries(20):
        shown = client.get(page)
    assert client.head(page).status_code == 200
    text = shown.content.decode()
    assert "Förbundet Arbetskooperation asks you to be its finance contact" in text
    assert "Žofie Nováková" in text
    assert ADDRESS not in text
    assert Invitation.objects.get().state == "open"
    assert "no-store" in shown["Cache-Control"]
    assert shown["Referrer-Policy"] == "same-origin"
    assert "noindex" in shown["X-Robots-Tag"]


def test_accepting_names_and_leads_to_the_sign_in(world: World, page: str, client: Client) -> None:
    done = answer(client, page, "accept")
    assert "/en/sign-in/" in done.content.decode()
    assert "_auth_user_id" not in client.session
    person = Person.objects.get(email=ADDRESS)
    assert Mandate.objects.get(person=person).role == "finance_contact"
    again = client.post(page, {"answer": "accept"})
    assert again.status_code == 409
    assert "It was accepted on 1 April 2026" in again.content.decode()
    assert Mandate.objects.filter(person=person).count() == 1


def test_declining_keeps_nobody(world: World, page: str, client: Client) -> None:
    assert "This invitation was declined" in answer(client, page, "decline").content.decode()
    assert not Person.objects.filter(email=ADDRESS).exists()


@pytest.mark.parametrize("said", ["", "maybe"])
def test_no_answer_is_no_answer(page: str, client: Client, said: str) -> None:
    assert client.post(page, {"answer": said}).status_code == 422
    assert Invitation.objects.get().state == "open"


def test_withdrawn_and_expired_say_so(world: World, page: str, client: Client) -> None:
    Invitation.objects.update(expires_at=moment(TODAY) - timedelta(minutes=1))
    assert "Its time has run out." in client.get(page).content.decode()
    assert "Its time has run out." in answer(client, page, "accept").content.decode()
    Invitation.objects.update(expires_at=moment(TODAY) + timedelta(days=1))
    withdraw_invitation(actor=world.actor("contact"), invitation=Invitation.objects.get().public_id)
    assert "It was withdrawn" in client.get(page).content.decode()


def test_somebody_else_is_told_whom_it_is_for_and_not_their_address(
    world: World, page: str, client_as: Callable[[str], Client]
) -> None:
    for who in ("contact", "treasurer"):
        text = client_as(who).get(page).content.decode()
        assert "You are signed in as somebody else" in text
        assert "Žofie Nováková" in text
        assert ADDRESS not in text
        assert client_as(who).post(page, {"answer": "accept"}).status_code == 409
    assert Invitation.objects.get().state == "open"


def test_who_is_signed_in_as_the_invited_accepts_there_and_then(
    world: World, page: str, client_as: Callable[[str], Client]
) -> None:
    Invitation.objects.update(email="Stranger@example.org")
    client = client_as("stranger")
    assert "/en/members/" in answer(client, page, "accept").content.decode()
    assert Mandate.objects.get(person__public_id=world.people["stranger"]).role == "finance_contact"


def test_a_link_that_was_cut_off_is_not_known_and_guessing_ends(page: str, client: Client) -> None:
    cut = client.get(page[:-5] + "/")
    assert cut.status_code == 404
    assert "The link may have been cut off." in cut.content.decode()
    for _guess in range(30):
        last = client.get("/en/invitation/a-guess/")
    assert last.status_code == 429
    assert client.get(page).status_code == 200


def test_from_there_one_goes_where_a_new_member_begins(world: World, page: str, client: Client) -> None:
    begin = f"/en/members/{world.organisations['ours']}/welcome/"
    assert f"/en/sign-in/?next={quote(begin, safe='')}" in answer(client, page, "accept").content.decode()
    client.force_login(Person.objects.get(email=ADDRESS), backend=BACKEND)
    assert f'href="{begin}"' in client.get(page).content.decode()


def test_a_role_that_begins_later_leads_to_the_way_in(world: World, page: str, client: Client) -> None:
    Invitation.objects.update(starts_on=TODAY + timedelta(days=9))
    way = f"/en/sign-in/?next={quote('/en/members/', safe='')}"
    assert f'href="{way}"' in answer(client, page, "accept").content.decode()
