"""Steps about organisations, their people and their memberships: done, refused, and not for everybody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from koinon.core.models import JournalEntry
from koinon.rooms.dues.models import Waiver
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.models import Confederation, Organisation, OrganisationFact
from koinon.rooms.people.models import Mandate, Person
from tests.doors.secretariat.conftest import OnTheDesk

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
Send = Callable[..., Any]
DECISION = {"body": "Board", "taken_on": "2026-05-20", "reference": "B2026/9"}
DETAILS = {
    "name": "Guild of bakers",
    "country": "SE",
    "language": "sv",
    "city": "Malmö",
    "website": "https://example.org",
}


def organisation_page(desk: OnTheDesk, name: str = "ours") -> str:
    return f"/desk/organisations/{desk.world.organisations[name]}/"


def membership_page(desk: OnTheDesk, name: str = "ours") -> str:
    return f"/desk/memberships/{desk.world.memberships[name]}/"


def test_the_page_of_an_organisation_shows_what_follows_from_it(client_as: ClientAs, desk: OnTheDesk) -> None:
    page = client_as("auditor").get(organisation_page(desk)).content.decode()
    for words in (
        "Vote suspended",
        "€3,450.00",
        "252",
        "Contact",
        "Vote in statutory meetings",
        "Withheld",
        "2026-0001",
    ):
        assert words in page, words
    assert "<form" not in page.partition("<main")[2]


def test_the_auditor_reads_and_is_offered_nothing(client_as: ClientAs, desk: OnTheDesk) -> None:
    client = client_as("auditor")
    for address in (
        organisation_page(desk),
        f"/desk/dues/invoices/{desk.proposed}/",
        f"/desk/dues/invoices/{desk.reminded}/",
        f"/desk/declarations/{desk.declaration}/",
        "/desk/dues/2026/",
        "/desk/secretariat/",
    ):
        main = client.get(address).content.decode().partition("<main")[2]
        assert 'method="post"' not in main, address
        assert "/change/" not in main, address


def test_put_an_organisation_on_record(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    answer = send(client_as("membership"), "/desk/organisations/new/", **DETAILS)
    made = Organisation.objects.get(name="Guild of bakers")
    assert answer["Location"] == f"/desk/organisations/{made.public_id}/"
    assert made.city == "Malmö"


def test_the_same_form_sent_twice_does_it_once(client_as: ClientAs, desk: OnTheDesk) -> None:
    client, form = client_as("membership"), {"key": "7d3f0c1e-5d1e-4ad5-9f0e-000000000001", **DETAILS}
    first, second = (client.post("/desk/organisations/new/", form) for _time in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Organisation.objects.filter(name="Guild of bakers").count() == 1
    assert JournalEntry.objects.filter(action="organisations.record_organisation", door="desk").count() == 1


def test_a_name_twice_in_a_country_is_refused_with_everything_typed(
    client_as: ClientAs, desk: OnTheDesk, send: Send
) -> None:
    name = desk.world.organisation().name
    answer = send(client_as("membership"), "/desk/organisations/new/", **{**DETAILS, "name": name})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was changed" in page
    assert 'value="Malmö"' in page


@pytest.mark.parametrize("role", ["treasurer", "auditor", "policy"])
def test_keeping_records_is_for_those_who_keep_them(
    client_as: ClientAs, desk: OnTheDesk, send: Send, role: str
) -> None:
    client = client_as(role)
    for address in (
        "/desk/organisations/new/",
        f"{organisation_page(desk)}change/",
        f"{organisation_page(desk)}facts/level/",
    ):
        assert client.get(address).status_code == 403, address
        assert send(client, address, **DETAILS).status_code == 403, address
    assert not Organisation.objects.filter(name="Guild of bakers").exists()


def test_change_a_record(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    version = desk.world.organisation().version
    address = f"{organisation_page(desk)}change/"
    assert send(client_as("membership"), address, seen_version=version, **DETAILS).status_code == 302
    assert desk.world.organisation().name == "Guild of bakers"


def test_a_record_changed_meanwhile_is_not_overwritten(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    version = desk.world.organisation().version
    address = f"{organisation_page(desk)}change/"
    send(client_as("membership"), address, seen_version=version, **DETAILS)
    late = send(client_as("secretary_general"), address, seen_version=version, **{**DETAILS, "name": "Other name"})
    assert late.status_code == 409
    assert "while you had it open" in late.content.decode()
    assert desk.world.organisation().name == "Guild of bakers"


def test_set_and_refuse_a_number(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, address = client_as("membership"), f"{organisation_page(desk)}number/"
    assert send(client, address, scheme="iban", value="SE4550000000058398257466").status_code == 302
    assert send(client, address, scheme="iban", value="SE4550000000058398257460").status_code == 409
    assert send(client, address, scheme="passport", value="1").status_code == 422
    kept = desk.world.organisation().identifiers.get()
    assert kept.value.replace(" ", "") == "SE4550000000058398257466"


def test_record_what_is_known(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, address = client_as("membership"), f"{organisation_page(desk)}facts/"
    source = {"source": "Statutes, article 2", "as_of_on": "2026-05-01"}
    assert send(client, f"{address}level/", answer="regional", **source).status_code == 302
    assert send(client, f"{address}worker_cooperatives/", answer="yes", **source).status_code == 302
    assert (
        send(client, f"{address}worker_cooperatives/", answer="", **{**source, "as_of_on": "2026-05-02"}).status_code
        == 302
    )
    assert send(client, f"{address}level/", answer="galactic", **source).status_code == 422
    assert send(client, f"{address}level/", answer="regional", source="", as_of_on="yesterday").status_code == 422
    assert (
        send(client, f"{address}level/", answer="regional", **{**source, "as_of_on": "2027-01-01"}).status_code == 409
    )
    assert client.get(f"{address}shoe_size/").status_code == 404
    rows = OrganisationFact.objects.filter(organisation=desk.world.organisation()).values_list("key", "value")
    assert set(rows) == {("level", "regional"), ("worker_cooperatives", True), ("worker_cooperatives", None)}


def test_keep_the_confederations_own_record(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"{organisation_page(desk, 'house')}house/"
    sent = {"email": "new@example.org", "iban": "BE68 5390 0754 7034", "bank_name": "CECOP"}
    assert send(client_as("membership"), address, **sent).status_code == 403
    assert send(client_as("secretary_general"), address, **{**sent, "iban": "BE68 5390"}).status_code == 409
    assert send(client_as("secretary_general"), address, **sent).status_code == 302
    assert Confederation.objects.get().email == "new@example.org"


def test_admit_and_refuse_to_admit_twice(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client = client_as("membership")
    send(client, "/desk/organisations/new/", **DETAILS)
    made = Organisation.objects.get(name="Guild of bakers")
    address = f"/desk/organisations/{made.public_id}/admit/"
    sent = {"criterion": "national_organisation", "starts_on": "2026-06-01", **DECISION}
    assert send(client, address, **{**sent, "criterion": "friends"}).status_code == 422
    assert send(client, address, **{**sent, "reference": ""}).status_code == 422
    assert send(client, address, **sent).status_code == 302
    assert send(client, address, **sent).status_code == 409
    assert Membership.objects.get(organisation=made).decision.reference == "B2026/9"


def test_end_a_membership_once(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address, sent = f"{membership_page(desk)}end/", {"event": "resign", "ends_on": "2026-12-31", **DECISION}
    assert send(client_as("treasurer"), address, **sent).status_code == 403
    assert send(client_as("membership"), address, **sent).status_code == 302
    assert send(client_as("membership"), address, **sent).status_code == 409
    assert desk.world.membership().ends_on == date(2026, 12, 31)


def test_rights_are_kept_by_those_whom_the_rulebook_names(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    address = f"{membership_page(desk)}waive/"
    sent = {"starts_on": "2026-06-01", "reason": "Hardship", **DECISION}
    assert send(client_as("membership"), address, **sent).status_code == 403
    assert send(client_as("treasurer"), address, **{**sent, "ends_on": "2026-05-01"}).status_code == 409
    assert send(client_as("treasurer"), address, **sent).status_code == 302
    assert Waiver.objects.get().reason == "Hardship"
    page = client_as("treasurer").get(organisation_page(desk)).content.decode()
    assert "Vote suspended" not in page


def test_name_somebody_who_is_on_record(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, address = client_as("membership"), f"{organisation_page(desk)}name/"
    sent = {"email": "Stranger@example.org", "role": "delegate", "starts_on": "2026-06-01"}
    assert send(client, address, **sent).status_code == 302
    assert send(client, address, **sent).status_code == 409
    assert send(client, address, **{**sent, "role": "king"}).status_code == 422
    named = Mandate.objects.get(person=desk.world.person("stranger"))
    assert (named.role, named.subject) == ("delegate", desk.world.organisations["ours"])


def test_whoever_is_not_on_record_is_put_there_on_the_way(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, address = client_as("membership"), f"{organisation_page(desk)}name/"
    refused = send(client, address, email="new@example.org", role="delegate", starts_on="2026-06-01")
    assert refused.status_code == 409
    assert f"/desk/people/new/?{urlencode({'next': address})}" in refused.content.decode()
    person = {"name": "New Person", "email": "new@example.org", "language": "fr"}
    back = send(client, f"/desk/people/new/?next={address}", **person)
    assert back["Location"] == f"{address}?email=new%40example.org"
    assert 'value="new@example.org"' in client.get(back["Location"]).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/desk/", "/desk\\evil", "/en/members/"])
def test_no_address_leads_away_from_the_desk(client_as: ClientAs, desk: OnTheDesk, send: Send, elsewhere: str) -> None:
    person = {"name": "New Person", "email": "new@example.org", "language": "fr"}
    back = send(client_as("membership"), f"/desk/people/new/?next={elsewhere}", **person)
    assert back["Location"] == "/desk/secretariat/"


def test_change_a_persons_details_and_end_a_role(client_as: ClientAs, desk: OnTheDesk, send: Send) -> None:
    client, contact = client_as("membership"), desk.world.person("contact")
    sent = {"name": "Anna Lind", "email": "anna@example.org", "language": "sv", "seen_version": contact.version}
    address = f"/desk/people/{contact.public_id}/change/"
    assert send(client, address, **{**sent, "email": "treasurer@example.org"}).status_code == 409
    assert send(client, address, **sent).status_code == 302
    assert Person.objects.get(pk=contact.pk).name == "Anna Lind"
    mandate = Mandate.objects.get(person=contact)
    assert send(client, f"/desk/mandates/{mandate.public_id}/end/", ends_on="2020-01-01").status_code == 409
    assert send(client, f"/desk/mandates/{mandate.public_id}/end/", ends_on="2026-06-30").status_code == 302
    mandate.refresh_from_db()
    assert mandate.ends_on == date(2026, 6, 30)


def test_roles_in_the_secretariat_are_the_secretary_generals_to_give(
    client_as: ClientAs, desk: OnTheDesk, send: Send
) -> None:
    sent = {"email": "stranger@example.org", "role": "policy", "starts_on": "2026-06-01"}
    assert send(client_as("membership"), "/desk/secretariat/name/", **sent).status_code == 403
    assert send(client_as("secretary_general"), "/desk/secretariat/name/", **sent).status_code == 302
    given = Mandate.objects.get(person=desk.world.person("stranger"))
    ending = f"/desk/mandates/{given.public_id}/end/"
    assert send(client_as("membership"), ending, ends_on="2026-06-30").status_code == 409
    assert send(client_as("secretary_general"), ending, ends_on="2026-06-30").status_code == 302


@pytest.mark.parametrize("value", ["0000-00-00", "2026-02-30", "1026-01-01", "9999-12-31", "tomorrow", "<b>"])
def test_dates_that_are_none_are_said_to_be(client_as: ClientAs, desk: OnTheDesk, send: Send, value: str) -> None:
    address = f"{organisation_page(desk)}name/"
    sent = {"email": "stranger@example.org", "role": "delegate", "starts_on": value}
    assert send(client_as("membership"), address, **sent).status_code == 422


@pytest.mark.parametrize("what", ["organisations", "declarations", "people", "mandates", "dues/invoices", "rulebook"])
@pytest.mark.parametrize("guess", ["00000000-0000-0000-0000-000000000000", "1", "..%2f..", "'; DROP TABLE", "x" * 300])
def test_guessed_ids_find_nothing(client_as: ClientAs, desk: OnTheDesk, what: str, guess: str) -> None:
    client = client_as("secretary_general")
    for step in ("", "change/", "end/", "pay/", "lock/"):
        assert client.get(f"/desk/{what}/{guess}/{step}").status_code == 404
        assert client.post(f"/desk/{what}/{guess}/{step}").status_code == 404
