"""The member's way with scripts switched off: sign in, declare, see the invoice, pay, sign out."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from koinon.core import outbox
from koinon.rooms.declarations.models import Declaration
from tests import world as story
from tests.browser.house import House

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_member_needs_no_script(house: House, mailoutbox: list[Any]) -> None:
    page = house.visitor(java_script_enabled=False)
    page.goto("/en/sign-in/")
    page.locator("input[type=email]").fill("contact@example.org")
    page.get_by_role("button", name="Send me a code").click()
    outbox.deliver_due()
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mailoutbox[-1].body)
    assert code
    page.get_by_label("Code").fill(code[0].lower())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name=re.compile("Declare your figures")).click()
    page.locator("[name=figure_cooperatives]").fill("252")
    page.locator("[name=figure_turnover]").fill("540.000.000,00")
    page.get_by_label("Currency").select_option("EUR")
    page.get_by_role("button", name="Keep a draft").click()
    expect(page.get_by_text("Your draft is kept.")).to_be_visible()
    page.get_by_role("button", name="Go on and check").click()
    page.get_by_role("button", name="Send the figures").click()
    expect(page.locator("main")).to_contain_text("€3,450.00")
    assert Declaration.objects.get().state == "submitted"
    _issue(house)
    page.goto("/en/members/")
    page.locator("summary", has_text="Why we say so").click()
    expect(page.locator("main")).to_contain_text("Member since 1 January 2020")
    page.get_by_role("link", name="How to pay").first.click()
    expect(page.locator("main")).to_contain_text("Please pay €3,450.00 by 2 May 2026.")
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/members/")
    expect(page).to_have_url(re.compile("/en/sign-in/"))


def _issue(house: House) -> None:
    """What the desk does meanwhile."""
    world = house.world
    membership = [world.memberships["ours"]]
    proposal = story.only(story.propose_fees(membership, actor=world.actor("membership"), year=story.YEAR)).invoice
    story.only(story.approve_invoices([proposal], actor=world.actor("treasurer")))
    story.only(story.issue_invoices([proposal], actor=world.actor("secretary_general", story.ISSUING)))
    house.turn_to(story.ISSUING)
