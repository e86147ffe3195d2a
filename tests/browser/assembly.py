"""What people press in an Assembly: the desk before and after, the chair, phones, the door of the hall, the screen."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.reading import look_at

OWN_ITEM = "Meet every second year"


def plan(page: Page, day: date, chair: str) -> str:
    """Plan the year's Assembly at the desk, with its agenda and its chair; gives the page of the meeting."""
    page.goto("/desk/meetings/")
    page.get_by_role("link", name="Plan a meeting").click()
    page.get_by_role("group", name="Body").get_by_label("General Assembly").check()
    page.get_by_label("Day").fill(day.isoformat())
    page.get_by_label("Begins at").fill("10:00")
    page.get_by_role("group", name="How one takes part").get_by_label("on site and online").check()
    page.get_by_label(re.compile("^Place")).fill("Brussels, Great Hall")
    page.get_by_label("The year's ordinary meeting").check()
    page.get_by_label("Seats are to be filled").check()
    look_at(page)
    page.get_by_role("button", name="Plan the meeting").click()
    expect(page.get_by_text("The meeting is planned.")).to_be_visible()
    meeting = page.url
    _set_agenda(page)
    page.goto(meeting)
    page.get_by_role("link", name=re.compile("[Cc]hair")).first.click()
    page.get_by_label("Chair").select_option(label=chair)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The chair is on record.")).to_be_visible()
    return meeting


def _set_agenda(page: Page) -> None:
    page.get_by_role("link", name="Set the agenda").first.click()
    own = page.locator("fieldset", has_text="An item of your own").first
    own.get_by_label("Title").fill(OWN_ITEM)
    own.get_by_label(re.compile("Kind of decision|What is decided|Decides")).select_option(
        label="Change of the statutes"
    )
    look_at(page)
    page.get_by_role("button", name="Save the agenda").click()
    expect(page.locator("main")).to_contain_text(OWN_ITEM)


def convene(page: Page, meeting: str) -> None:
    """Convene it; the notice is explained before."""
    page.goto(meeting)
    page.get_by_role("link", name="Convene", exact=False).first.click()
    expect(page.locator("main")).to_contain_text("in time")
    look_at(page)
    page.get_by_role("button", name="Convene it now").click()
    expect(page.locator("main")).to_contain_text("convened")


def live_of(meeting: str) -> str:
    """Where the meeting is held, by its page at the desk."""
    return f"/en/live/{meeting_id(meeting)}/"


def meeting_id(address: str) -> str:
    """The meeting that an address is about."""
    found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", address)
    assert found
    return found[0]


def check_in_at_the_door(page: Page, live: str, *names: str) -> None:
    """The officer at the door finds people by name."""
    page.goto(f"{live}door/")
    look_at(page)
    for name in names:
        page.get_by_role("button", name=re.compile(rf"^Here\s*: {name}$")).click()
        expect(page.get_by_role("button", name=re.compile(rf"^Leaves\s*: {name}$"))).to_be_visible()


def open_meeting(page: Page, live: str) -> None:
    """The chair opens the meeting."""
    page.goto(f"{live}chair/")
    look_at(page)
    page.get_by_role("button", name="Open the meeting").click()
    expect(page.get_by_text("The meeting is open, and its roll is frozen.")).to_be_visible()


def take_up(page: Page, live: str, title: str) -> None:
    """The chair goes to an item of the agenda."""
    page.goto(f"{live}chair/")
    page.get_by_role("button", name=re.compile(rf"\s*: {title}$")).first.click()
    expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()


def put_to_the_vote(page: Page) -> None:
    """By names, on the item or on the motion that comes first."""
    page.locator("form[action$='/chair/put/'] button").first.click()
    expect(page.get_by_text("Vote open")).to_be_visible()


def close_vote(page: Page, outcome: str) -> None:
    """Close the vote; its result stands there with the arithmetic."""
    page.get_by_role("button", name=re.compile("^Close the vote")).click()
    expect(page.get_by_text("The vote is closed. This is its result.")).to_be_visible()
    expect(page.locator("main")).to_contain_text(outcome)
    look_at(page)


def vote(page: Page, live: str, choice: str) -> None:
    """Vote on a phone; the receipt says what was cast, for whom."""
    page.goto(live)
    page.get_by_role("button", name=choice, exact=True).first.click()
    expect(page.get_by_role("heading", name="What was cast")).to_be_visible()
    look_at(page)


def file_motion(page: Page, title: str, text: str) -> None:
    """A motion from the floor."""
    page.get_by_role("link", name="File a motion").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text").fill(text)
    look_at(page)
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text(title)


def put_on_paper(page: Page, *tellers: str) -> None:
    """The same question on paper, counted by two tellers."""
    page.get_by_role("link", name="Vote by hand or on paper").click()
    page.get_by_role("group", name="How it is held").get_by_label("on paper").check()
    for label, name in zip(("First teller", "Second teller"), tellers, strict=True):
        page.get_by_label(re.compile(f"^{label}")).select_option(label=name)
    look_at(page)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Vote open")).to_be_visible()


def count(page: Page, live: str, vote_id: str, yes: int, no: int) -> None:
    """A teller hands in what they counted."""
    page.goto(f"{live}count/{vote_id}/")
    for label, number in (("Yes", yes), ("No", no), ("Abst", 0), ("Invalid", 0)):
        page.get_by_label(re.compile(f"^{label}", re.I)).first.fill(str(number))
    look_at(page)
    page.get_by_role("button", name="Hand the sheet in").click()
    expect(page.get_by_role("button", name="Correct the sheet")).to_be_visible()


def elect_by_acclamation(page: Page, name: str) -> None:
    """One seat, one who stands: nobody has to vote."""
    page.get_by_role("link", name="Prepare the election").click()
    page.locator("[name=find]").fill(name)
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("button", name=re.compile(rf"^Add\s*: {name}$")).click()
    page.get_by_label(re.compile("^Seats")).fill("1")
    look_at(page)
    page.get_by_role("button", name="Elect by acclamation").click()
    expect(page.locator("main")).to_contain_text(f"Elected: {name}")


def end(page: Page, live: str) -> None:
    """The chair closes the meeting, with a second look."""
    page.goto(f"{live}chair/")
    page.locator("summary", has_text="Close the meeting").click()
    page.get_by_label("Yes, the meeting is over").check()
    page.get_by_role("button", name="Close the meeting for good").click()
    expect(page.get_by_text("The meeting is closed.")).to_be_visible()
    look_at(page)


def write_minutes(page: Page, meeting: str) -> None:
    """The secretary has the minutes drafted, says what was said, and hands them to the chair."""
    page.goto(f"{meeting}minutes/")
    page.get_by_role("button", name="Draft the minutes").click()
    page.locator("main textarea").first.fill("The chair welcomed everybody.")
    look_at(page)
    page.get_by_role("button", name="Complete: hand to the chair").click()
    expect(page.locator("main")).to_contain_text("The chair welcomed everybody.")


def sign_minutes(page: Page, meeting: str) -> None:
    """The chair reads and signs them, without being of the secretariat."""
    page.goto(f"/en/members/minutes/{meeting_id(meeting)}/")
    look_at(page)
    page.get_by_role("button", name=re.compile("Sign")).first.click()
    expect(page.locator("main")).to_contain_text(re.compile("[Ss]igned"))
