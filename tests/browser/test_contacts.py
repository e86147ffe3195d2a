"""A contact invites a finance contact, who opens the letter's link, accepts, signs in by mail and sees the invoices."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from koinon.rooms.people.models import Mandate
from tests import world as stages
from tests.browser.house import House, Mailbox
from tests.browser.reading import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME, ADDRESS = "Žofie Nováková", "zofie@example.org"
TODAY = date(2026, 4, 20)


def test_a_contact_invites_a_finance_contact_who_comes_in(house: House, mailbox: Mailbox, worker: None) -> None:
    stages.issued(house.world)
    house.turn_to(TODAY)
    contact = house.signed_in("contact")
    invite(contact)
    letter = mailbox.letter_to(ADDRESS, "asks you to be its finance contact").get_content()
    link = re.search(r"http://\S+/en/invitation/\S+/", letter)
    assert link, letter
    invited = house.visitor()
    accept(invited, link[0])
    sign_in(invited, mailbox)
    invited.get_by_role("link", name="Invoices").first.click()
    expect(invited.locator("main")).to_contain_text("2026-0001")
    invited.goto(link[0])
    expect(invited.locator("main")).to_contain_text("It was accepted on 20 April 2026")
    look_at(invited)
    contact.goto("/en/members/")
    contact.get_by_role("link", name="People").first.click()
    expect(contact.locator("main")).to_contain_text(f"{NAME}")
    expect(contact.get_by_text("Invited", exact=True)).to_have_count(0)


def invite(page: Page) -> None:
    """A mistyped address first: what was typed stays; then the right one, and the letter is on its way."""
    page.goto("/en/members/")
    page.get_by_role("link", name="People").first.click()
    look_at(page)
    page.get_by_role("link", name="Invite somebody").click()
    look_at(page)
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("E-mail address").fill("zofie@example,org")
    page.get_by_label("Finance contact").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("main")).to_contain_text("Did you mean zofie@example.org?")
    expect(page.get_by_label("Name", exact=True)).to_have_value(NAME)
    look_at(page)
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text(f"The invitation to {NAME} is on its way.")).to_be_visible()
    expect(page.get_by_text("may accept until")).to_be_visible()
    look_at(page)


def accept(page: Page, link: str) -> None:
    """Looking, even twice, names nobody; the button does."""
    for _look in range(2):
        page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("asks you to be its finance contact")
    assert not Mandate.objects.filter(person__email=ADDRESS).exists()
    look_at(page)
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("This invitation was accepted")).to_be_visible()
    look_at(page)
    assert Mandate.objects.get(person__email=ADDRESS).starts_on == TODAY


def sign_in(page: Page, mailbox: Mailbox) -> None:
    """With a code that is mailed to the address the letter came to."""
    page.locator("main").get_by_role("link", name="Sign in").click()
    page.locator("input[type=email]").fill(ADDRESS)
    page.get_by_role("button", name="Send me a code").click()
    letter = mailbox.letter_to(ADDRESS, "Your sign-in code").get_content()
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter)
    assert code, letter
    page.get_by_label("Code").fill(code[0])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Förbundet Arbetskooperation")
