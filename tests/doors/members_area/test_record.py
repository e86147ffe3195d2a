"""Our record: what it shows, who changes it, and what happens when two do."""

import pytest

from koinon.core.models import JournalEntry
from koinon.rooms.organisations.actions import set_identifier
from koinon.rooms.organisations.models import Identifier, Organisation
from tests.doors.members_area.browsing import IN_TIME, Calendar, ClientAs, at, form_on, sent, words
from tests.world import World

EVIL = '"><script>alert(1)</script>'


@pytest.fixture(autouse=True)
def in_march(calendar: Calendar) -> None:
    calendar(IN_TIME)


def test_it_shows_who_where_since_when_and_who_may_do_what(world: World, client_as: ClientAs) -> None:
    said = words(client_as("delegate").get(at(world, "record")))
    assert "Main street 1 1000 Town Sweden" in said
    assert "Admitted General Assembly, GA2025/7" in said
    assert "Finance contact" in said
    assert at(world, "people") in client_as("delegate").get(at(world, "record")).content.decode()
    assert "Former" not in said


def test_facts_stand_with_question_answer_and_source(world: World, client_as: ClientAs) -> None:
    said = words(client_as("associated_contact").get(at(world, "record", "associated")))
    assert "Is your organisation a financial institution? Financial institution" in said
    assert "Statutes, article 2, 3 November 2025" in said


@pytest.mark.parametrize("who", ["contact", "editor"])
def test_contact_and_editor_change_the_address(world: World, client_as: ClientAs, who: str) -> None:
    client = client_as(who)
    answered = sent(client, at(world, "change"), street="Kungsgatan 2", city="Göteborg", website="https://example.se")
    assert answered["Location"] == at(world, "record")
    assert "Your record is changed." in words(client.get(answered["Location"]))
    row = world.organisation()
    assert (row.street, row.city, row.name, row.language) == (
        "Kungsgatan 2", "Göteborg", "Förbundet Arbetskooperation", "en",
    )  # fmt: skip
    entry = JournalEntry.objects.filter(action="organisations.change_organisation").get()
    assert entry.door == "members_area"


def test_the_name_is_not_to_be_had(world: World, client_as: ClientAs) -> None:
    opened = client_as("contact").get(at(world, "change"))
    assert "name" not in form_on(opened)
    assert "is changed by the secretariat" in words(opened)
    sent(client_as("contact"), at(world, "change"), name="We are the champions", city="Umeå")
    assert world.organisation().name == "Förbundet Arbetskooperation"
    assert world.organisation().city == "Umeå"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("website", "javascript:alert(1)", "That is no web address."),
        ("website", EVIL, "That is no web address."),
        ("country", "XX", "Select a valid choice."),
        ("street", "x" * 201, "at most 200 characters"),
        ("city", "a\x00b", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_the_field(
    world: World, client_as: ClientAs, field: str, value: str, said: str
) -> None:
    typed = {"short_name": "FAK", field: value}
    answered = sent(client_as("contact"), at(world, "change"), **typed)
    assert answered.status_code == 422
    assert said in words(answered)
    assert form_on(answered)["short_name"] == "FAK"
    assert b"<script>alert" not in answered.content
    assert world.organisation().version == 1


def test_a_colleagues_change_is_shown_beside_ones_own(world: World, client_as: ClientAs) -> None:
    first, second, address = client_as("contact"), client_as("editor"), at(world, "change")
    opened = form_on(first.get(address))
    sent(second, address, city="Malmö")
    answered = first.post(address, {**opened, "city": "Lund", "street": "Ny gata 1"})
    assert answered.status_code == 409
    assert "Town: Malmö" in words(answered)
    again = form_on(answered)
    assert (again["city"], again["street"]) == ("Lund", "Ny gata 1")
    assert world.organisation().city == "Malmö"
    assert first.post(address, again).status_code == 302
    assert world.organisation().city == "Lund"


def test_a_double_click_changes_once(world: World, client_as: ClientAs) -> None:
    client, address = client_as("contact"), at(world, "change")
    filled = {**form_on(client.get(address)), "city": "Lund"}
    assert client.post(address, filled).status_code == client.post(address, filled).status_code == 302
    assert world.organisation().version == 2


def test_numbers_are_checked_kept_and_removed(world: World, client_as: ClientAs) -> None:
    client, address = client_as("contact"), at(world, "numbers")
    sent(client, address, vat="SE556056625801", iban="SE45 5000 0000 0583 9825 7466")
    assert "SE556056625801" in words(client.get(at(world, "record")))
    assert Identifier.objects.count() == 2
    sent(client, address, iban="")
    assert list(Identifier.objects.values_list("scheme", flat=True)) == ["vat"]


def test_one_wrong_number_changes_none(world: World, client_as: ClientAs) -> None:
    typed = {"vat": "SE556056625801", "iban": "SE00 1234"}
    answered = sent(client_as("contact"), at(world, "numbers"), **typed)
    assert answered.status_code == 422
    assert form_on(answered)["iban"] == "SE00 1234"
    assert form_on(answered)["vat"] == "SE556056625801"
    assert not Identifier.objects.exists()
    assert not JournalEntry.objects.filter(action="organisations.set_identifier").exists()


def test_a_field_left_alone_does_not_undo_a_colleagues_number(world: World, client_as: ClientAs) -> None:
    client, address = client_as("contact"), at(world, "numbers")
    opened = form_on(client.get(address))
    ours = world.organisations["ours"]
    set_identifier(actor=world.actor("editor"), organisation=ours, scheme="vat", value="SE556056625801")
    client.post(address, {**opened, "iban": "SE4550000000058398257466"})
    assert set(Identifier.objects.values_list("scheme", flat=True)) == {"vat", "iban"}


def test_a_stored_website_is_no_way_to_run_code(world: World, client_as: ClientAs) -> None:
    Organisation.objects.filter(public_id=world.organisations["ours"]).update(street=EVIL, city=EVIL)
    for place in ["record", "change"]:
        assert b"<script>alert" not in client_as("contact").get(at(world, place)).content
