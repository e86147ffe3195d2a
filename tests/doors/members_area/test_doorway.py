"""Who comes in: each mandate, other members, people whose mandate ended, strangers; and what a page costs."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from koinon.rooms.people.actions import end_mandate, name_for_organisation
from koinon.rooms.people.models import Mandate
from tests import world as stages
from tests.doors.members_area.browsing import IN_TIME, Calendar, ClientAs, at, heading, words
from tests.world import World

READ = ["standing", "declarations", "invoices", "record"]
DECLARING = ["figures", "check"]
KEEPING = ["change", "numbers"]
HOME = "/en/members/"


def addresses(world: World, member: str = "ours") -> list[str]:
    plain = [at(world, place, member) for place in READ + KEEPING]
    return plain + [at(world, place, member, year=2026) for place in ["declaration", "take_back", *DECLARING]]


@pytest.fixture(autouse=True)
def in_march(calendar: Calendar) -> None:
    calendar(IN_TIME)


def test_strangers_are_asked_to_sign_in(world: World, client_as: ClientAs) -> None:
    client = client_as("nobody")
    for address in [HOME, *addresses(world), reverse("members:invoice", kwargs={"invoice": uuid4()})]:
        answered = client.get(address) if "take-back" not in address else client.post(address)
        assert answered.status_code == 302, address
        assert answered["Location"].startswith("/en/sign-in/?next=/en/members/"), address


@pytest.mark.parametrize("who", ["their_contact", "network_contact", "former", "stranger", "technician"])
def test_others_find_nothing(world: World, client_as: ClientAs, who: str) -> None:
    client = client_as(who)
    for address in addresses(world):
        assert client.get(address).status_code in (404, 405), address
        assert client.post(address).status_code == 404, address


def test_what_does_not_exist_answers_like_what_is_not_yours(world: World, client_as: ClientAs) -> None:
    client = client_as("their_contact")
    missing = client.get(reverse("members:standing", kwargs={"organisation": uuid4()}))
    foreign = client.get(at(world, "standing"))
    assert missing.status_code == foreign.status_code == 404
    assert words(missing) == words(foreign)


@pytest.mark.parametrize(
    ("who", "declares", "keeps"),
    [
        ("contact", True, True),
        ("finance_contact", True, False),
        ("delegate", False, False),
        ("editor", False, True),
    ],
)
def test_each_mandate_opens_its_pages(world: World, client_as: ClientAs, who: str, declares: bool, keeps: bool) -> None:
    client = client_as(who)
    for place in READ:
        assert client.get(at(world, place)).status_code == 200, place
    assert client.get(at(world, "figures", year=2026)).status_code == (200 if declares else 403)
    assert client.post(at(world, "check", year=2026)).status_code == (302 if declares else 403)
    assert client.post(at(world, "take_back", year=2026)).status_code == (302 if declares else 403)
    for place in KEEPING:
        assert client.get(at(world, place)).status_code == (200 if keeps else 403), place
        assert client.post(at(world, place)).status_code == (422 if keeps else 403), place
    record = words(client.get(at(world, "record")))
    assert ("Your contact or editor can change this" in record) is not keeps


def test_a_mandate_that_ended_yesterday_gives_nothing_today(
    world: World, client_as: ClientAs, calendar: Calendar
) -> None:
    mandate = Mandate.objects.get(person__public_id=world.people["contact"])
    end_mandate(actor=world.actor("membership"), mandate=mandate.public_id, ends_on=IN_TIME)
    client = client_as("contact")
    assert client.get(at(world, "standing")).status_code == 200
    calendar(date(2026, 3, 4))
    assert client.get(at(world, "standing")).status_code == 404
    answered = client.get(HOME)
    assert heading(answered) == "You speak for no organisation at present"
    assert "Write to the secretariat" in words(answered)
    assert world.organisation().name not in words(answered)


def test_home_leads_to_the_only_organisation(world: World, client_as: ClientAs) -> None:
    answered = client_as("contact").get(HOME)
    assert answered.status_code == 302
    assert answered["Location"] == at(world, "standing")


def test_whoever_speaks_for_several_chooses(world: World, client_as: ClientAs) -> None:
    name_for_organisation(
        actor=world.actor("membership"),
        person=world.people["contact"],
        organisation=world.organisations["network"],
        role="delegate",
        starts_on=date(2026, 1, 1),
    )
    client = client_as("contact")
    answered = client.get(HOME)
    said = words(answered)
    assert heading(answered) == "For which organisation are you here?"
    assert all(world.organisation(name).name in said for name in ("ours", "network"))
    assert world.organisation("theirs").name not in said
    assert "delegate" in said
    assert "In good standing" in said
    assert "Change organisation" in words(client.get(at(world, "standing", "network")))


def test_staff_see_what_a_member_sees_and_are_told_so(world: World, client_as: ClientAs) -> None:
    client = client_as("auditor")
    assert "You see what" in words(client.get(at(world, "standing")))
    assert client.get(at(world, "figures", year=2026)).status_code == 403
    assert "Go to the desk" in words(client.get(HOME))


@pytest.mark.parametrize("year", [0, 1999, 2019, 2025, 2028, 9999, 10**30])
def test_years_in_which_there_was_nothing_to_declare_are_not_there(
    world: World, client_as: ClientAs, year: int
) -> None:
    client = client_as("contact")
    for place in ["declaration", *DECLARING]:
        assert client.get(at(world, place, year=year)).status_code == 404


def test_pages_stay_out_of_shared_caches(world: World, client_as: ClientAs) -> None:
    answered = client_as("contact").get(at(world, "standing"))
    assert "private" in answered["Cache-Control"]


@pytest.mark.usefixtures("demo")
def test_no_page_costs_more_than_twenty_queries(
    world: World, client_as: ClientAs, calendar: Calendar, max_queries: Any
) -> None:
    invoice = stages.reminded(world)
    calendar(stages.PAYING)
    client = client_as("contact")
    of_invoice = [reverse(f"members:{name}", kwargs={"invoice": invoice}) for name in ("invoice", "invoice_pdf")]
    for address in [HOME, *addresses(world), *of_invoice]:
        client.get(address)
        with max_queries(20):
            client.get(address)


def test_ways_between_the_website_and_ones_own_pages(client_as: ClientAs) -> None:
    public, arrive = "/en/what-it-costs/", f'href="{reverse("arrive")}"'
    assert arrive in client_as("contact").get(public).content.decode()
    assert arrive not in client_as("nobody").get(public).content.decode()
    signing_in = client_as("nobody").get("/en/sign-in/").content.decode()
    for way in ("/en/apply/", "/en/join/"):
        assert f'href="{way}"' in signing_in


def test_the_foot_of_a_members_page_leads_nowhere_by_mistake(world: World, client_as: ClientAs) -> None:
    page = client_as("contact").get(at(world, "people")).content.decode()
    assert 'href=""' not in page
