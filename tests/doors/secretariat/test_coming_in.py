"""Who comes to the desk, and what of it is theirs."""

from collections.abc import Callable

import pytest
from django.test import Client

from koinon.core.models import OutboxMessage
from tests.doors.secretariat.conftest import OnTheDesk
from tests.world import STAFF

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]

RECORDS = (
    "/desk/organisations/",
    "/desk/declarations/",
    "/desk/dues/",
    "/desk/dues/2026/",
    "/desk/journal/",
    "/desk/secretariat/",
)
EDITING = ("/desk/pages/", "/desk/images/", "/desk/documents/", "/desk/redirects/")
CLOSED = (
    "/desk/users/",
    "/desk/users/new/",
    "/desk/groups/",
    "/desk/sites/",
    "/desk/collections/",
    "/desk/workflows/list/",
    "/desk/reports/site-history/",
    "/desk/snippets/",
    "/desk/login/",
    "/desk/password_reset/",
    "/desk/embeds/chooser/",
    "/desk/test404/",
    "/desk/failwhale/",
    "/desk/nothing/here/",
)


@pytest.mark.parametrize("role", STAFF)
def test_everybody_with_a_role_finds_the_desk(client_as: ClientAs, desk: OnTheDesk, role: str) -> None:
    answer = client_as(role).get("/desk/")
    assert answer.status_code == 200
    assert b"<h1" in answer.content


@pytest.mark.parametrize("name", ["contact", "their_contact", "former", "stranger"])
def test_to_those_without_a_role_it_does_not_exist(client_as: ClientAs, desk: OnTheDesk, name: str) -> None:
    client = client_as(name)
    for address in ("/desk/", *RECORDS, *EDITING, *CLOSED):
        assert client.get(address).status_code == 404, address
        assert client.post(address).status_code == 404, address


def test_who_is_not_signed_in_is_asked_to_and_comes_back(client_as: ClientAs, desk: OnTheDesk) -> None:
    answer = client_as("nobody").get("/desk/dues/?state=overdue")
    assert answer.status_code == 302
    assert answer["Location"] == "/en/sign-in/?next=/desk/dues/%3Fstate%3Doverdue"


@pytest.mark.parametrize("address", CLOSED)
def test_what_wagtail_has_and_we_do_not_want_is_not_there(client_as: ClientAs, desk: OnTheDesk, address: str) -> None:
    client = client_as("secretary_general")
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_editing_is_for_those_who_edit(client_as: ClientAs, desk: OnTheDesk) -> None:
    for role in ("secretary_general", "communications", "policy"):
        assert [client_as(role).get(address).status_code for address in EDITING] == [200] * 4, role
    for role in ("membership", "treasurer", "auditor", "technician"):
        assert [client_as(role).get(address).status_code for address in EDITING] == [404] * 4, role


def test_the_technician_sees_no_member(client_as: ClientAs, desk: OnTheDesk) -> None:
    OutboxMessage.objects.update(state="failed", error="Förbundet Arbetskooperation has no current contact")
    client = client_as("technician")
    for address in RECORDS:
        assert client.get(address).status_code == 404, address
    for address in ("/desk/", "/desk/outbox/", "/desk/outbox/?export=csv", "/desk/rulebook/"):
        answer = client.get(address)
        text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        assert answer.status_code == 200
        assert "Förbundet" not in text
        assert "Confédération" not in text
    assert "Given up" in client.get("/desk/outbox/").content.decode()


def test_others_read_what_went_wrong_in_full(client_as: ClientAs, desk: OnTheDesk) -> None:
    OutboxMessage.objects.update(state="failed", error="Förbundet Arbetskooperation has no current contact")
    assert "has no current contact" in client_as("treasurer").get("/desk/outbox/").content.decode()


def test_the_menu_holds_what_one_may_open(client_as: ClientAs, desk: OnTheDesk) -> None:
    seen = {role: client_as(role).get("/desk/").content.decode() for role in STAFF}
    for role, page in seen.items():
        assert ('"desk-organisations"' in page) == (role != "technician"), role
        assert ('"desk-journal"' in page) == (role not in {"technician", "policy", "communications"}), role
        assert ('"wagtailimages-index"' in page) == (role in {"secretary_general", "policy", "communications"}), role
        assert "wagtailusers" not in page
        assert "desk/settings" not in page


def test_without_script_there_is_a_menu_too(client_as: ClientAs, desk: OnTheDesk) -> None:
    page = client_as("treasurer").get("/desk/").content.decode()
    menu = page.partition("<noscript>")[2].partition("</noscript>")[0] + page.rpartition("k-desk-places")[2]
    assert 'href="/desk/dues/"' in menu


def test_signing_out_leaves(client_as: ClientAs, desk: OnTheDesk) -> None:
    client = client_as("treasurer")
    assert client.get("/desk/logout/").status_code == 405
    assert client.post("/desk/logout/").status_code == 302
    assert client.get("/desk/").status_code == 302


def test_preferences_change_how_the_desk_looks_and_no_record(client_as: ClientAs, desk: OnTheDesk) -> None:
    client, person = client_as("treasurer"), desk.world.person("treasurer")
    sent = {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default", "name_email-first_name": "X"}
    assert client.post("/desk/account/", {**sent, "theme-keyboard_shortcuts": "on"}).status_code == 302
    assert "w-theme-dark" in client.get("/desk/").content.decode()
    person.refresh_from_db()
    assert (person.name, person.is_superuser) == ("Treasurer", False)


def test_the_desk_keeps_to_this_host_and_to_strict_policy(client_as: ClientAs, desk: OnTheDesk) -> None:
    answer = client_as("secretary_general").get("/desk/organisations/")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    page = answer.content.decode()
    assert "//" not in page.replace("https://www.enable-javascript.com/", "").replace("http://www.w3.org/", "")
