"""With scripts switched off: a member declares and pays, somebody applies, and the desk looks at the application."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from koinon.core import outbox
from koinon.rooms.admissions.models import Application
from koinon.rooms.declarations.models import Declaration
from tests import world as story
from tests.browser import applying, reviewing
from tests.browser.house import House, Mailbox
from tests.browser.test_journey import LOOKED_AT, NEIGHBOUR

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


def test_whoever_applies_and_the_desk_need_no_script(
    house: House, mailbox: Mailbox, worker: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for steps in (applying, reviewing):
        # axe is a script itself; the journey with scripts looks at these pages.
        monkeypatch.setattr(steps, "look_at", lambda _page: None)
    applicant = house.visitor(java_script_enabled=False)
    officer = house.signed_in("membership", java_script_enabled=False)
    applying.may_we_join(applicant)
    applying.ask_for_a_link(applicant)
    applying.come_in(applicant, mailbox)
    applying.begin_to_write(applicant)
    applying.ask_for_a_link(applicant)
    applying.come_in(applicant, mailbox)
    applying.write_on(applicant)
    applying.send_papers(applicant)
    applying.submit(applicant)
    house.turn_to(LOOKED_AT)
    reviewing.open_from_today(officer, "1 application was submitted")
    reviewing.take_up(officer)
    reviewing.check(officer)
    reviewing.the_board_waits_for(officer, NEIGHBOUR)
    reviewing.record_opinion(officer, NEIGHBOUR, "They do good work.")
    reviewing.lay_before_the_board(officer)
    assert Application.objects.get().state == "board"


def _issue(house: House) -> None:
    """What the desk does meanwhile."""
    world = house.world
    membership = [world.memberships["ours"]]
    proposal = story.only(story.propose_fees(membership, actor=world.actor("membership"), year=story.YEAR)).invoice
    story.only(story.approve_invoices([proposal], actor=world.actor("treasurer")))
    story.only(story.issue_invoices([proposal], actor=world.actor("secretary_general", story.ISSUING)))
    house.turn_to(story.ISSUING)
