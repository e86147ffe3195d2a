"""Quotes at the desk: worked out first, sent once, refused in words, found where they are needed."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client

from koinon.core import outbox
from koinon.core.actors import system_actor
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.rooms.dues.actions import ask_for_quote
from koinon.rooms.dues.quotes import Asked, QuotedFigure
from koinon.rooms.organisations.actions import Enquiry, OrganisationDetails, record_fact, record_organisation
from koinon.rooms.organisations.actions.facts import Source
from koinon.rooms.rulebook.models import RulebookVersion
from tests.adapters.papers import text_of
from tests.doors.secretariat.conftest import OnTheDesk
from tests.world import REMINDING, World, moment

ClientAs = Callable[[str], Client]
Send = Callable[..., Any]
ASKED = "/desk/dues/quotes/"
NEW = f"{ASKED}new/"
GIVEN = {
    "organisation": "Zveza zadrug",
    "country": "SI",
    "name": "Ana Novak",
    "email": "ana@zveza.example",
    "language": "en",
    "year": "2026",
    "joining_month": "",
    "figure_cooperatives": "252",
    "figure_turnover": "540 000 000",
}


@pytest.fixture(autouse=True)
def _no_letters(desk: OnTheDesk) -> None:
    OutboxMessage.objects.all().delete()


@pytest.fixture
def outsider(desk: OnTheDesk) -> Any:
    """An organisation on record that is no member."""
    system = system_actor(moment(REMINDING), "test")
    details = OrganisationDetails(name="Fondation du travail", country="FR", language="fr")
    found = record_organisation(actor=system, details=details).organisation
    source = Source("Its statutes", REMINDING, "")
    record_fact(actor=system, organisation=found, key="nature", value="financial", source=source)
    return found


@pytest.mark.parametrize("role", ["secretary_general", "membership", "treasurer"])
def test_a_quote_is_sent_from_the_list_of_dues(client_as: ClientAs, send: Send, role: str) -> None:
    client = client_as(role)
    assert NEW in client.get("/desk/dues/").content.decode()
    assert client.get(NEW).status_code == 200
    done = send(client, f"{NEW}?category=full", **GIVEN)
    assert (done.status_code, done.url) == (302, "/desk/dues/")
    assert "The quote is on its way." in client.get(done.url).content.decode()
    outbox.deliver_due()
    (letter,) = mail.outbox
    assert letter.to == ["ana@zveza.example"]
    assert "€3,450.00" in text_of(letter.attachments[0][1])


def test_others_neither_see_the_way_nor_go_it(client_as: ClientAs, send: Send) -> None:
    assert NEW not in client_as("auditor").get("/desk/dues/").content.decode()
    for role in ("auditor", "policy", "communications"):
        assert client_as(role).get(NEW).status_code == 403
        assert send(client_as(role), NEW, **GIVEN).status_code == 403
        assert send(client_as(role), NEW, **GIVEN, look="1").status_code == 403
    assert client_as("technician").get(NEW).status_code == 404
    assert client_as("contact").get(NEW).status_code == 404
    assert not OutboxMessage.objects.exists()


def test_the_fee_is_shown_before_it_is_sent(client_as: ClientAs, send: Send) -> None:
    page = send(client_as("treasurer"), f"{NEW}?category=full", **GIVEN, look="1")
    text = page.content.decode()
    assert page.status_code == 200
    assert "€3,450.00" in text
    assert "valid until 1 August 2026" in text
    assert "Nothing was sent yet" in text
    assert 'value="540 000 000"' in text
    assert not OutboxMessage.objects.exists()
    assert not JournalEntry.objects.filter(action="dues.send_quote").exists()


def test_pressed_twice_it_is_sent_once(client_as: ClientAs) -> None:
    client, sent = client_as("membership"), {**GIVEN, "key": str(uuid4())}
    for _press in range(2):
        assert client.post(f"{NEW}?category=full", sent).status_code == 302
    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"figure_turnover": ""}, 409, "What is the turnover of all affiliated cooperatives together?"),
        ({"figure_turnover": "lots"}, 422, "Write the figure in digits"),
        ({"figure_cooperatives": "0"}, 409, "Which fee has been agreed?"),
        ({"figure_cooperatives": "2.5"}, 422, "give a whole number"),
        ({"email": "ana at zveza"}, 409, "This is not an e-mail address."),
        ({"email": ""}, 422, "This field is required."),
        ({"name": " "}, 422, "This field is required."),
        ({"organisation": "x" * 201}, 422, "at most 200 characters"),
        ({"country": "XX"}, 422, "Select a valid choice."),
        ({"language": "tlh"}, 422, "Select a valid choice."),
        ({"year": "2031"}, 422, "Select a valid choice."),
        ({"joining_month": "13"}, 422, "Select a valid choice."),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(
    client_as: ClientAs, send: Send, changed: dict[str, str], status: int, said: str
) -> None:
    answer = send(client_as("membership"), f"{NEW}?category=full", **{**GIVEN, **changed})
    page = answer.content.decode()
    assert answer.status_code == status
    assert said in page
    assert changed.get("organisation", "Zveza zadrug") in page
    assert not OutboxMessage.objects.exists()


def test_the_questions_are_those_of_the_kind_of_membership(client_as: ClientAs) -> None:
    page = client_as("membership").get(f"{NEW}?category=associated").content.decode()
    assert "figure_nature" in page
    assert "figure_cooperatives" not in page
    assert 'name="kind" value="network"' in page


def test_what_was_typed_stays_when_the_kind_changes(client_as: ClientAs, send: Send) -> None:
    client = client_as("membership")
    answer = send(client, f"{NEW}?category=full", **GIVEN, kind="network", figure_budget="")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'action="{NEW}?category=network"' in page
    for kept in ("Zveza zadrug", "Ana Novak", "ana@zveza.example"):
        assert f'value="{kept}"' in page
    assert '<option value="SI" selected>' in page
    assert 'name="figure_budget"' in page
    assert '<input type="hidden" name="figure_turnover" value="540 000 000">' in page
    assert "This field is required" not in page
    back = send(client, f"{NEW}?category=network", **GIVEN, kind="full", figure_budget="50 000").content.decode()
    assert 'value="540 000 000"' in back.replace('type="hidden"', "")
    assert '<input type="hidden" name="figure_budget" value="50 000">' in back
    assert not OutboxMessage.objects.exists()
    assert send(client, NEW, **GIVEN, kind="friend").status_code == 404


def test_enter_in_a_field_shows_and_does_not_send(client_as: ClientAs) -> None:
    page = client_as("membership").get(NEW).content.decode()
    form = page[page.index("data-desk-once") :]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert 'name="look"' in first[0]


@pytest.fixture
def request_id(desk: OnTheDesk) -> Any:
    """Somebody asked on the website what full membership would cost."""
    enquiry = Enquiry("Ana Novak", "ana@zveza.example", "quote", "What would it be?\n<b>Soon</b>", "Zveza zadrug")
    figures = (QuotedFigure("cooperatives", Decimal(252)), QuotedFigure("turnover", Decimal("540000000")))
    stranger = desk.world.actor("nobody", REMINDING)
    asked = ask_for_quote(actor=stranger, enquiry=enquiry, asked=Asked("full", 2026, figures, 9), language="fr")
    OutboxMessage.objects.all().delete()
    return asked.request


def test_what_somebody_asked_is_not_typed_again(
    client_as: ClientAs, send: Send, request_id: Any, max_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    client, way = client_as("membership"), f"{NEW}?request={request_id}"
    assert "Requests for a quote (1)" in client.get("/desk/dues/").content.decode()
    with max_queries(20):
        assert way in client.get(ASKED).content.decode()
    with max_queries(20):
        page = client.get(way).content.decode()
    for kept in ('value="Ana Novak"', 'value="252"', '<option value="fr" selected>', '<option value="9" selected>'):
        assert kept in page
    assert re.search(r'name="figure_turnover" value="540.000.000', page)
    assert "What would it be?<br>&lt;b&gt;Soon&lt;/b&gt;" in page
    done = send(client, way, **GIVEN)
    assert (done.status_code, done.url) == (302, ASKED)
    assert way not in client.get(ASKED).content.decode()
    assert "answered 2 June 2026" in client.get(way).content.decode()
    again = send(client, way, **GIVEN)
    assert (again.status_code, OutboxMessage.objects.count()) == (409, 1)
    assert "Somebody has answered this request." in again.content.decode()
    assert "Zveza zadrug" in client.get(f"{ASKED}?state=answered&q=zveza").content.decode()
    assert "Nobody waits for a quote" in client.get(f"{ASKED}?state=open").content.decode()


def test_the_request_stays_when_the_kind_changes(client_as: ClientAs, send: Send, request_id: Any) -> None:
    page = send(client_as("membership"), f"{NEW}?request={request_id}", **GIVEN, kind="network").content.decode()
    assert f"request={request_id}&amp;category=network" in page
    assert "What would it be?" in page


def test_a_request_may_be_answered_in_another_way(client_as: ClientAs, send: Send, request_id: Any) -> None:
    client, close = client_as("treasurer"), f"{ASKED}{request_id}/close/"
    assert close in client.get(f"{NEW}?request={request_id}").content.decode()
    assert "Zveza zadrug" in client.get(close).content.decode()
    assert send(client, close).url == ASKED
    assert send(client, close).status_code == 409
    assert "Requests for a quote (0)" in client.get("/desk/dues/").content.decode()
    assert not OutboxMessage.objects.exists()


def test_requests_are_for_whoever_answers_them(client_as: ClientAs, send: Send, request_id: Any) -> None:
    for role in ("auditor", "policy", "communications"):
        client = client_as(role)
        assert "Zveza" not in client.get(ASKED).content.decode()
        assert client.get(f"{ASKED}?export=csv").getvalue().count(b"\n") == 1
        for address in (f"{NEW}?request={request_id}", f"{ASKED}{request_id}/close/"):
            assert client.get(address).status_code == 403
            assert "Zveza" not in client.get(address).content.decode()
            assert send(client, address, **GIVEN).status_code == 403
    for address in (f"{NEW}?request={uuid4()}", f"{NEW}?request=x", f"{ASKED}{uuid4()}/close/"):
        assert client_as("membership").get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["category=friend", "organisation=nonsense", "organisation=6b9f4a05-0d2f-4a83-9d5b-6a7f0f0f9f11"]
)
def test_what_is_not_there_is_not_there(client_as: ClientAs, query: str) -> None:
    assert client_as("membership").get(f"{NEW}?{query}").status_code == 404


def test_an_organisation_on_record_is_not_typed_again(client_as: ClientAs, send: Send, outsider: Any) -> None:
    client, address = client_as("membership"), f"/desk/organisations/{outsider}/"
    way = f"{NEW}?organisation={outsider}"
    assert way in client.get(address).content.decode()
    page = client.get(f"{way}&category=associated").content.decode()
    assert 'value="Fondation du travail"' in page
    assert '<option value="FR" selected>' in page
    assert '<option value="fr" selected>' in page
    assert '<option value="financial" selected>' in page
    person = {**GIVEN, "organisation": "Fondation du travail", "country": "FR", "language": "fr"}
    done = send(client, f"{way}&category=associated", **person, figure_nature="financial")
    assert done.url == address
    assert "Send a quote" in client.get(address).content.decode()
    assert JournalEntry.objects.get(action="dues.send_quote").organisation == outsider


def test_members_and_the_house_are_offered_none(client_as: ClientAs, desk: OnTheDesk) -> None:
    for name in ("ours", "house"):
        page = client_as("membership").get(f"/desk/organisations/{desk.world.organisations[name]}/")
        assert NEW not in page.content.decode()


def test_the_page_asks_the_database_little(
    client_as: ClientAs, outsider: Any, max_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    client = client_as("membership")
    for address in (NEW, f"{NEW}?organisation={outsider}&category=associated"):
        client.get(address)
        with max_queries(20):
            client.get(address)


def test_without_rules_nothing_is_asked(client_as: ClientAs, send: Send) -> None:
    RulebookVersion.objects.all().delete()
    assert "No rulebook is in force" in client_as("membership").get(NEW).content.decode()
    assert send(client_as("membership"), NEW, **GIVEN).status_code == 409


def test_outside_the_demo_no_illustrative_amount_is_quoted(world: World, client_as: ClientAs, send: Send) -> None:
    RulebookVersion.objects.order_by("id").last().delete()  # type: ignore[union-attr]
    for more in ({}, {"look": "1"}):
        answer = send(client_as("treasurer"), f"{NEW}?category=full", **GIVEN, **more)
        assert answer.status_code == 409
        assert "illustrative amounts" in answer.content.decode()
        assert "3,450" not in answer.content.decode()
