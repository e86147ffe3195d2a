"""What the desk does with an application in its browser, from Today to the last body's word."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.applying import NAME
from tests.browser.reading import look_at

BOARD, ASSEMBLY = re.compile(r"Record .*\bBoard\b"), re.compile(r"Record .*\bAssembly\b")
ITEMS = ("A letter in which", "The statutes", "The list of members", "The last accounts")
FOUND = ("Evidence of the answers", "Figures for the fee", "Membership of CICOPA")


def open_from_today(page: Page, waiting: str) -> None:
    """Today says what waits; one click leads to the list, the next to the application."""
    page.goto("/desk/")
    expect(page.locator("main")).to_contain_text(waiting)
    row = page.get_by_role("listitem").filter(has_text=waiting)
    row.get_by_role("link", name="See them").click()
    page.get_by_role("link", name=NAME).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    look_at(page)


def ask_back(page: Page, question: str) -> None:
    """Ask the applicant."""
    page.get_by_role("link", name="Ask the applicant").click()
    page.get_by_label("Your question").fill(question)
    look_at(page)
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_text("The question is on its way.")).to_be_visible()


def take_up(page: Page) -> None:
    """Take the application up; who is asked for an opinion stands beside it."""
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_text("The application is under review.")).to_be_visible()


def check(page: Page) -> None:
    """Every item of the checklist in order; before that the application cannot go on."""
    page.get_by_role("button", name="Lay it before the Board").click()
    expect(page.locator("main")).to_contain_text("These items are not in order yet")
    look_at(page)
    page.get_by_role("link", name="Back").click()
    for item in (*ITEMS, *FOUND):
        page.locator("section", has=page.locator("#checklist")).get_by_role("link", name=item).click()
        in_order = page.get_by_role("group", name="Is it in order?").get_by_label("Yes")
        in_order.check()
        if item == FOUND[0]:
            # Drawn by the browser: what is chosen is seen.
            expect(in_order).to_have_css("appearance", "auto")
            look_at(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("The item is marked.")).to_be_visible()


def the_board_waits_for(page: Page, member: str) -> None:
    """While a member's time to answer runs, its word is waited for."""
    expect(page.locator("main")).to_contain_text(f"{member} may answer until")
    page.get_by_role("button", name="Lay it before the Board").click()
    expect(page.locator("main")).to_contain_text("to give their opinion")
    page.get_by_role("link", name="Back").click()


def record_opinion(page: Page, member: str, words: str) -> None:
    """What a member of the country answered by mail."""
    page.get_by_role("link", name="Record an opinion").click()
    page.get_by_label("Member", exact=True).select_option(label=member)
    page.get_by_role("group", name="Opinion").get_by_label("in favour").check()
    page.get_by_label("In its words").fill(words)
    look_at(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The opinion is on record.")).to_be_visible()
    expect(page.locator("main")).to_contain_text(words)


def lay_before_the_board(page: Page) -> None:
    """All is in order."""
    page.get_by_role("button", name="Lay it before the Board").click()
    expect(page.get_by_text("The application waits for the Board.")).to_be_visible()
    look_at(page)


def a_refusal_needs_reasons(page: Page, reference: str, on: date) -> None:
    """Without reasons nothing is recorded, and what was typed stays."""
    page.get_by_role("link", name=BOARD).click()
    page.get_by_role("group", name="What was decided?").get_by_label("Refused").check()
    page.get_by_label("Reference of the decision").fill(reference)
    page.get_by_label("Decided on").fill(on.isoformat())
    page.get_by_role("button", name="Record the decision").click()
    expect(page.locator("main")).to_contain_text("A refusal needs its reasons.")
    expect(page.get_by_label("Reference of the decision")).to_have_value(reference)
    look_at(page)
    page.get_by_role("link", name="Back").click()


def record_decision(page: Page, step: re.Pattern[str], reference: str, on: date, reasons: str = "") -> None:
    """What a body decided: approved, or refused where reasons are given."""
    page.get_by_role("link", name=step).click()
    page.get_by_role("group", name="What was decided?").get_by_label("Refused" if reasons else "Approved").check()
    page.get_by_label("Reasons of a refusal").fill(reasons)
    page.get_by_label("Reference of the decision").fill(reference)
    page.get_by_label("Decided on").fill(on.isoformat())
    look_at(page)
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_text("The decision is on record, and the applicant is told by mail.")).to_be_visible()
    look_at(page)
