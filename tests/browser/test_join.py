"""May we join? In a browser, without script: screen by screen to the answer, back to change one, on to the fee."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.applying import answer
from tests.browser.house import House
from tests.browser.reading import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_way_to_an_answer_needs_no_script(house: House) -> None:
    page = house.visitor(java_script_enabled=False)
    page.goto("/en/")
    page.get_by_role("link", name="May we join?").first.click()
    answer(page, "At which level", "A whole country")
    answer(page, "Which legal form", "Another form")
    answer(page, "Do worker cooperatives belong", "No")
    answer(page, "Do social cooperatives belong", "No")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#answer")).to_contain_text("Not known yet")
    expect(page.locator("#answer")).to_contain_text("Still possible")
    for question in ("mission to help", "the branch of a full member", "neither worker nor social"):
        answer(page, question, "No")
    answer(page, "CICOPA", "Yes")
    page.get_by_role("button", name="Go on").click()
    answer(page, "stated work", "No")
    answer(page, "Do your statutes name", "Yes")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("In which article").fill("Article 4")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#answer")).to_contain_text("Network affiliate")
    page.locator("[name=budget]").fill("50 000")
    page.get_by_role("button", name="Work out the fee").click()
    expect(page.locator("#cost")).to_contain_text("€1,750.00")
    page.get_by_role("link", name=re.compile("Change.*mission to help")).click()
    answer(page, "mission to help", "Yes")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#answer")).to_contain_text("Associated member")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "level=national&legal_form=other",
        "level=national&worker_cooperatives=yes&cicopa=member",
        "level=national&worker_cooperatives=yes&cicopa=stays_out&affiliates_or_promotes=yes",
        "level=national&worker_cooperatives=yes&change=level",
        "level=galactic&shoe_size=44",
    ],
)
def test_every_screen_is_open_to_all(house: House, query: str) -> None:
    page = house.visitor()
    page.goto(f"/en/join/?{query}")
    look_at(page)
