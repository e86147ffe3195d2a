"""The chair's desk and the door in a browser: figures that move, a page that goes on with the meeting, and no barrier."""

import re

import pytest
from playwright.sync_api import Page, expect

from koinon.rooms.assemblies.actions import file_motion, take_up_item
from koinon.rooms.assemblies.models import Vote
from tests.browser.house import House
from tests.browser.reading import look_at
from tests.rooms.assemblies.meeting import MEETING_ON, SPEAKERS, Gathering, convened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "The Board reports to the members twice a year."
AMENDED = "The Board reports to the members four times a year."


def meeting_of(house: House) -> Gathering:
    """A convened Assembly on its day, with two of three members at the door."""
    found = convened(house.world)
    found.comes("delegate", "their_contact")
    house.turn_to(MEETING_ON)
    return found


def shown(page: Page, found: Gathering, place: str = "chair/") -> None:
    """A page of the meeting is open, and nothing on it stands in anybody's way."""
    page.goto(f"/en/live/{found.id}/{place}")
    look_at(page)


def test_a_meeting_is_led_from_one_page(house: House) -> None:
    found, page = meeting_of(house), house.signed_in("secretary_general")
    shown(page, found)
    page.get_by_role("button", name="Open the meeting").click()
    expect(page.get_by_text("The meeting is open, and its roll is frozen.")).to_be_visible()
    page.get_by_role("button", name="Begin with item 1").click()
    page.get_by_role("button", name=re.compile("Open the vote by names")).click()
    expect(page.locator("main")).to_contain_text("0 of 2 votes are in")
    look_at(page)
    vote = Vote.objects.get(state="open").public_id
    found.casts("delegate", vote)
    expect(page.locator("main")).to_contain_text("1 of 2 votes are in")  # without a reload
    found.casts("their_contact", vote)
    expect(page.locator("main")).to_contain_text("Everybody who is there has voted.")
    page.get_by_role("button", name=re.compile("Close the vote")).click()
    expect(page.locator("main")).to_contain_text("2 yes, 0 no, 0 abstained, 0 invalid.")
    look_at(page)
    page.locator("summary", has_text="Close the meeting").click()
    page.get_by_label("Yes, the meeting is over").check()
    page.get_by_role("button", name="Close the meeting for good").click()
    expect(page.get_by_text("This meeting is over")).to_be_visible()
    look_at(page)


def test_the_page_goes_on_with_the_meeting_but_not_over_what_somebody_types(house: House) -> None:
    found, page = meeting_of(house), house.signed_in("membership")
    found.opens()
    item = found.item("working_plan")
    page.goto(f"/en/live/{found.id}/chair/")
    take_up_item(actor=found.desk(), item=item)
    expect(page.get_by_role("heading", name="Working plan of the year")).to_be_visible()
    page.locator("summary", has_text="Somebody declares an interest").click()
    page.get_by_label("In a few words").fill("Half a sen")
    motion = file_motion(actor=found.desk(), item=item, title="Reports", text=FIRST).motion
    file_motion(actor=found.desk(), item=item, title="Four times", text=AMENDED, parent=motion, reach=1)
    expect(page.get_by_text("The meeting went on")).to_be_visible()
    expect(page.get_by_label("In a few words")).to_have_value("Half a sen")
    page.get_by_role("link", name="Show it as it stands now").click()
    expect(page.locator("main")).to_contain_text("Four times")
    look_at(page)
    for place in (
        f"chair/motion/?item={item}",
        f"chair/motion/?item={item}&parent={motion}",
        f"chair/rank/?motion={motion}",
        f"chair/question/?item={item}&motion={motion}",
        f"chair/election/?item={found.item('elections')}",
    ):
        shown(page, found, place)


def test_somebody_is_found_at_the_door_while_one_types(house: House) -> None:
    found, page = meeting_of(house), house.signed_in("membership")
    shown(page, found, "door/")
    field, late = page.get_by_label("Name of a person or a member"), SPEAKERS["associated"].replace("_", " ")
    field.fill("ASSOCIATED CONT")
    expect(page.locator(".l-member[data-sought]:visible")).to_have_count(1)
    page.get_by_role("button", name=re.compile(f"Here.*{late}", re.I)).click()
    expect(page.locator("main")).to_contain_text("3 of 3 there or represented")


def test_the_chair_needs_no_script(house: House) -> None:
    found = meeting_of(house)
    page = house.signed_in("secretary_general", java_script_enabled=False)
    page.goto(f"/en/live/{found.id}/door/?q=associated")
    page.get_by_role("button", name=re.compile("Here.*Associated contact", re.I)).click()
    page.goto(f"/en/live/{found.id}/chair/")
    page.get_by_role("button", name="Open the meeting").click()
    page.get_by_role("button", name=re.compile("Take up.*Elections")).click()
    page.get_by_role("link", name="Prepare the election").click()
    page.get_by_label("Find a person by name").fill("dele")
    page.get_by_label("Find a person by name").press("Enter")
    page.get_by_role("button", name=re.compile("Add.*Delegate")).click()
    page.get_by_role("button", name="Elect by acclamation").click()
    expect(page.locator("main")).to_contain_text("Elected: Delegate")
