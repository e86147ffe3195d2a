"""The first weeks of a new member in a browser: led to the welcome page, mail chosen, CICOPA recorded at the desk."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import wants
from tests.browser.house import House
from tests.browser.reading import look_at
from tests.rooms.admissions.applying import DETAILS, decided

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TODAY = date(2026, 5, 20)


@pytest.fixture
def new(house: House, settings: Settings, tmp_path: Path) -> str:
    """The page of a member at the desk that was admitted a week ago; its contact is known as `ana`."""
    settings.KOINON_PRIVATE_ROOT = tmp_path
    row = decided(house.world).row
    assert row.organisation is not None
    house.world.people["ana"] = Person.objects.get(email=row.email).public_id
    house.turn_to(TODAY)
    return f"/desk/organisations/{row.organisation.public_id}/"


def test_a_new_member_is_led_through_its_first_weeks(house: House, new: str) -> None:
    page = house.signed_in("ana")
    page.goto("/en/members/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Welcome, {DETAILS['name']}")
    expect(page.get_by_text("Your membership is provisional")).to_be_visible()
    look_at(page)
    choose_mail(page)
    assert not wants(house.world.people["ana"], "newsletter")
    page.get_by_role("link", name="Your first weeks").click()
    expect(page.locator("main")).to_contain_text("Chosen what you get by mail")
    look_at(page)
    page.get_by_role("link", name=re.compile("Declare.*Declare your figures")).click()
    expect(page.locator("main")).to_contain_text("You joined after the yearly time to declare")
    look_at(page)
    page.goto("/en/members/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("is in good standing")
    look_at(page)
    page.get_by_role("link", name="Your first weeks: 4 steps are still open").click()
    expect(page.get_by_role("heading", name="Now", exact=True)).to_be_visible()


def choose_mail(page: Page) -> None:
    """One press each way; what is always sent has no button."""
    page.get_by_role("link", name="Look and choose").click()
    look_at(page)
    expect(page.get_by_text("Invoices and reminders")).to_be_visible()
    expect(page.get_by_role("button", name="Invoices")).to_have_count(0)
    page.get_by_role("button", name=re.compile("Stop.*CECOP LINK")).click()
    expect(page.get_by_text("You get this no longer: CECOP LINK.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Get it.*CECOP LINK"))).to_be_visible()
    look_at(page)


def test_the_desk_records_how_its_membership_of_cicopa_stands(house: House, new: str) -> None:
    desk = house.signed_in("membership")
    desk.goto(new)
    expect(desk.locator("main")).to_contain_text("until ratified by the General Assembly")
    look_at(desk)
    desk.get_by_role("link", name="Record membership of CICOPA").click()
    desk.get_by_label("Member since").fill("2026-05-18")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_text("A membership needs its evidence.")).to_be_visible()
    look_at(desk)
    desk.get_by_label("Evidence").fill("Letter of CICOPA, 18 May 2026")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("main")).to_contain_text("Member since 18 May 2026")
    look_at(desk)
    member = house.signed_in("ana", java_script_enabled=False)
    member.goto("/en/members/")
    expect(member.locator("main")).to_contain_text("Letter of CICOPA, 18 May 2026")
