"""Signing in with a mailed code: through the outbox, encrypted, erased; the same words for whoever asks."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from allauth.account import app_settings
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from koinon.core import outbox
from koinon.core.models import OutboxMessage
from koinon.rooms.people.models import Person
from tests.world import World

pytestmark = pytest.mark.usefixtures("spring")
ASK, ENTER = "/en/sign-in/", "/en/sign-in/code/"
OURS = "contact@example.org"


@pytest.fixture
def spring(world: World, calendar: Callable[..., None]) -> None:
    """A day of the year that the world lives in, with an empty outbox."""
    calendar(date(2026, 4, 1))
    OutboxMessage.objects.all().delete()


def ask(client: Client, email: str = OURS) -> HttpResponse:
    """Ask for a code."""
    return client.post(ASK, {"email": email})


def code_mailed() -> str:
    """The code in the last letter that left."""
    outbox.deliver_due()
    found = re.search(r"^    (\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None, mail.outbox[-1].body
    return found[1]


def enter(client: Client, code: str) -> HttpResponse:
    """Enter a code."""
    return client.post(ENTER, {"code": code})


def signed_in(client: Client) -> bool:
    """Whether the browser is known to belong to somebody."""
    return "_auth_user_id" in client.session


def words(response: HttpResponse) -> str:
    """What a page says."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_with_the_mailed_code_one_is_in(client: Client, world: World) -> None:
    answer = ask(client)
    assert (answer.status_code, answer["Location"]) == (302, ENTER)
    assert not signed_in(client)
    answer = enter(client, code_mailed())
    assert (answer.status_code, answer["Location"]) == (302, "/en/arrive/")
    assert signed_in(client)
    assert client.get("/en/arrive/")["Location"] == "/en/members/"
    assert mail.outbox[-1].to == [OURS]


def test_staff_arrive_at_the_desk(client: Client) -> None:
    ask(client, "treasurer@example.org")
    enter(client, code_mailed())
    assert client.get("/en/arrive/")["Location"] == "/desk/"


def test_capitals_and_blanks_do_not_matter(client: Client) -> None:
    ask(client, " Contact@Example.ORG ")
    enter(client, code_mailed())
    assert signed_in(client)


def test_the_letter_waits_encrypted_and_is_erased(client: Client) -> None:
    ask(client)
    assert not mail.outbox, "nothing is sent from inside a request"
    before = _stored()
    code = code_mailed()
    assert code not in before
    assert OURS not in before
    message = OutboxMessage.objects.get()
    assert (message.state, message.payload, message.sealed_payload) == ("delivered", {}, "")


def _stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM core_outboxmessage")
        return str(cursor.fetchall())


def test_a_code_works_once(client: Client) -> None:
    ask(client)
    code = code_mailed()
    enter(client, code)
    client.logout()
    enter(client, code)
    assert not signed_in(client)


def test_a_code_works_in_the_window_that_asked_for_it(client: Client) -> None:
    ask(client)
    elsewhere = Client()
    ask(elsewhere, "their.contact@example.org")
    code_of_theirs = code_mailed()
    enter(client, code_of_theirs)
    assert not signed_in(client)


def test_wrong_codes_end_the_attempt(client: Client) -> None:
    ask(client)
    code = code_mailed()
    for _ in range(app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS):
        assert not signed_in(client)
        enter(client, "WRONG1")
    enter(client, code)
    assert not signed_in(client)


def test_a_code_grows_old(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    ask(client)
    code = code_mailed()
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 15 * 60 + 1)
    enter(client, code)
    assert not signed_in(client)


@pytest.mark.parametrize("unknown", ["nobody@example.org", "inactive@example.org"])
def test_whoever_asks_is_told_the_same(client: Client, unknown: str) -> None:
    Person.objects.filter(email="delegate@example.org").update(email="inactive@example.org", is_active=False)
    known, other = Client(), Client()
    answers = [(page.status_code, page["Location"]) for page in (ask(known), ask(other, unknown))]
    assert answers[0] == answers[1]
    pages = [words(page) for page in (known.get(ENTER), other.get(ENTER))]
    assert pages[0].replace(OURS, "@") == pages[1].replace(unknown, "@")
    tries = [words(enter(browser, "WRONG1")) for browser in (known, other)]
    assert tries[0].replace(OURS, "@") == tries[1].replace(unknown, "@")


def test_an_unknown_address_gets_a_letter_without_a_code(client: Client) -> None:
    ask(client, "nobody@example.org")
    outbox.deliver_due()
    (letter,) = mail.outbox
    assert letter.subject == "We do not know this address"
    assert not re.search(r"^    (\S+)$", str(letter.body), re.MULTILINE)


def test_whoever_may_not_sign_in_gets_no_code(client: Client) -> None:
    Person.objects.filter(email=OURS).update(is_active=False)
    ask(client)
    outbox.deliver_due()
    assert not [letter for letter in mail.outbox if re.search(r"^    (\S+)$", str(letter.body), re.MULTILINE)]


def test_whoever_may_no_longer_is_out_at_once(client: Client, world: World) -> None:
    ask(client)
    enter(client, code_mailed())
    address = f"/en/members/{world.organisations['ours']}/"
    assert client.get(address).status_code == 200
    Person.objects.filter(email=OURS).update(is_active=False)
    assert client.get(address).status_code == 302


def test_after_the_last_mandate_one_is_in_and_sees_nothing(client: Client, world: World) -> None:
    ask(client, "former@example.org")
    enter(client, code_mailed())
    assert signed_in(client)
    assert client.get(f"/en/members/{world.organisations['ours']}/").status_code == 404
    assert client.get("/desk/").status_code == 404


def test_an_address_is_mailed_three_codes_a_minute_and_no_more(client: Client) -> None:
    for _ in range(5):
        ask(Client())
    outbox.deliver_due()
    assert len(mail.outbox) == 3


def test_one_computer_cannot_ask_for_everybody(client: Client) -> None:
    statuses = [ask(Client(), f"somebody{number}@example.org").status_code for number in range(25)]
    outbox.deliver_due()
    assert len(mail.outbox) == 20
    assert 302 in statuses


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 5000 + "@example.org", "a@example.org\r\nbcc: b@c.de"])
def test_what_is_no_address_is_said_so(client: Client, email: str) -> None:
    answer = ask(client, email)
    assert answer.status_code == 200
    assert not OutboxMessage.objects.exists()


def test_nobody_signs_up(client: Client) -> None:
    people = Person.objects.count()
    client.get("/en/sign-up/")
    client.post("/en/sign-up/", {"email": "new@example.org"})
    assert Person.objects.count() == people
    assert not signed_in(client)


def test_where_one_goes_next_is_in_this_house(client: Client) -> None:
    client.post(f"{ASK}?next=https://elsewhere.example.org/", {"email": OURS, "next": "https://elsewhere.example.org/"})
    answer = enter(client, code_mailed())
    assert "elsewhere" not in answer["Location"]


def test_signing_out_is_asked_for_and_ends_the_session(client: Client) -> None:
    ask(client)
    enter(client, code_mailed())
    client.get("/en/sign-out/")
    assert signed_in(client)
    client.post("/en/sign-out/")
    assert not signed_in(client)
