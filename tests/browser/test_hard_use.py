"""What people do in a hurry: press twice, work on the same thing, come with a form of yesterday, walk away."""

import re
from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from koinon.core.models import JournalEntry
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.dues.models import Invoice, Payment
from tests import world as story
from tests.browser.house import House
from tests.browser.reading import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The first press arrives, its answer does not; the person presses again.
PRESS_AGAIN = """async button => {
    const sent = new URLSearchParams(new FormData(button.form, button));
    await fetch(button.form.action, {method: "POST", body: sent});
    button.click();
}"""


def figures(house: House, name: str) -> Page:
    """The form of the year's figures, open before somebody."""
    page = house.signed_in(name)
    page.goto(f"/en/members/{house.world.organisations['ours']}/declarations/{story.YEAR}/figures/")
    return page


def fill(page: Page, cooperatives: str, turnover: str) -> None:
    """Type the figures."""
    page.locator("[name=figure_cooperatives]").fill(cooperatives)
    page.locator("[name=figure_turnover]").fill(turnover)
    page.get_by_label("Currency").select_option("EUR")


def test_pressing_twice_does_it_once(house: House) -> None:
    member = figures(house, "contact")
    fill(member, "252", "540000000")
    member.get_by_role("button", name="Go on and check").evaluate(PRESS_AGAIN)
    member.get_by_role("button", name="Send the figures").evaluate(PRESS_AGAIN)
    expect(member.locator("main")).to_contain_text("€3,450.00")
    assert Declaration.objects.get().state == "submitted"
    assert JournalEntry.objects.filter(action="declarations.submit_declaration").count() == 1
    proposal = story.only(
        story.propose_fees([house.world.memberships["ours"]], actor=house.world.actor("membership"), year=story.YEAR)
    ).invoice
    house.turn_to(story.APPROVING)
    treasurer, secretary = house.signed_in("treasurer"), house.signed_in("secretary_general")
    for page, button in ((treasurer, "Approve the amount"), (secretary, "Issue the invoice")):
        page.goto(f"/desk/dues/invoices/{proposal}/")
        page.get_by_role("button", name=button).dblclick()
        expect(page.locator(".messages, [role=status]").first).to_contain_text(re.compile("approved|issued"))
    treasurer.goto(f"/desk/dues/invoices/{proposal}/pay/")
    treasurer.get_by_role("button", name="Record the payment").evaluate(PRESS_AGAIN)
    expect(treasurer.get_by_text("The invoice is paid.")).to_be_visible()
    assert Invoice.objects.get().state == "paid"
    assert Payment.objects.get().amount == Decimal("3450.00")


def test_two_colleagues_on_one_form_lose_nothing(house: House) -> None:
    first, second = figures(house, "contact"), figures(house, "finance_contact")
    fill(first, "252", "540000000")
    first.get_by_role("button", name="Keep a draft").click()
    expect(first.get_by_text("Your draft is kept.")).to_be_visible()
    fill(second, "260", "545000000")
    second.get_by_role("button", name="Keep a draft").click()
    expect(second.get_by_text("These figures changed while you had them open")).to_be_visible()
    expect(second.locator("main")).to_contain_text("252")
    expect(second.locator("[name=figure_cooperatives]")).to_have_value("260")
    look_at(second)
    assert Figure.objects.get(basis="cooperatives").value == 252
    second.get_by_role("button", name="Keep a draft").click()
    expect(second.get_by_text("Your draft is kept.")).to_be_visible()
    assert Figure.objects.get(basis="cooperatives").value == 260


def test_two_secretaries_deciding_at_once_hear_of_each_other(house: House) -> None:
    proposal = story.proposed(house.world, "ours")
    house.turn_to(story.APPROVING)
    quick, slow = house.signed_in("treasurer"), house.signed_in("treasurer")
    for page in (quick, slow):
        page.goto(f"/desk/dues/invoices/{proposal}/")
    quick.get_by_role("button", name="Approve the amount").click()
    expect(quick.get_by_text("The amount is approved.")).to_be_visible()
    slow.get_by_role("button", name="Approve the amount").click()
    expect(slow.get_by_role("alert").first).to_be_visible()
    look_at(slow)
    assert JournalEntry.objects.filter(action="dues.approve_invoices").count() == 1


def test_a_form_whose_sitting_is_over_asks_to_sign_in_and_does_nothing(house: House) -> None:
    page = figures(house, "contact")
    fill(page, "252", "540000000")
    Session.objects.all().delete()
    page.get_by_role("button", name="Keep a draft").click()
    expect(page).to_have_url(re.compile("/en/sign-in/"))
    assert not Declaration.objects.exists()


def test_a_form_from_elsewhere_is_refused_in_words(house: House) -> None:
    page = figures(house, "contact")
    fill(page, "252", "540000000")
    page.locator("form.m-figures [name=csrfmiddlewaretoken]").evaluate("field => { field.value = 'x'.repeat(64); }")
    page.get_by_role("button", name="Keep a draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This form had been open too long")
    look_at(page)
    assert not Declaration.objects.exists()
