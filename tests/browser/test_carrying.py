"""From "May we join?" into an application, away for longer than the stay, and back: nothing is typed twice or lost."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from koinon.core.models import OutboxMessage
from koinon.core.outbox import payload_of
from koinon.rooms.admissions.models import ApplicantLink, Application
from tests.browser.house import House
from tests.browser.reading import look_at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWERED = "level=local&legal_form=other&worker_cooperatives=no&social_cooperatives=no&cicopa=member"
ADDRESS = "ana@example.org"


def test_from_the_questionnaire_into_the_application_and_back(house: House) -> None:
    page = house.visitor(java_script_enabled=False)
    with_answers_to_the_form(page)
    come_in(page)
    expect(page.locator("main")).to_contain_text("Your answers from “May we join?”")
    page.get_by_role("link", name="Go on with it").click()
    page.get_by_label("Full name of your organisation").fill("Building Branch")
    page.get_by_role("button", name="Keep and go on").click()
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.locator("main")).to_contain_text("A town or district from “May we join?”")
    answers_what_is_open(page)
    away_and_back(page)
    page.get_by_role("button", name="Keep and go on").click()
    page.get_by_role("link", name="Check and submit").click()
    expect(page.locator("main")).to_contain_text("Of which full member is it the branch? Federation X.")
    assert Application.objects.get().criterion == "sectoral_organisation"


def with_answers_to_the_form(page: Page) -> None:
    """Fits as the branch of a full member; on to "Apply", where the answers stand again."""
    page.goto(f"/en/join/?{ANSWERED}&supports_creation=yes&affiliates_or_promotes=no")
    expect(page.locator("#answer")).to_contain_text("These answers contradict each other")
    page.get_by_role("link", name="Apply for membership").click()
    expect(page.get_by_role("heading", name="Your answers")).to_be_visible()
    page.get_by_role("link", name=re.compile("Change.*mission to help")).click()
    page.get_by_role("group", name="mission to help").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Go on").click()
    page.goto(page.url.replace("/join/", "/apply/"))
    expect(page.locator("main")).to_contain_text("Your answers from “May we join?” go along")


def answers_what_is_open(page: Page) -> None:
    """Only what an associated member is asked and was not answered; then the full member, named."""
    expect(page.locator("main form fieldset")).to_have_count(2)
    page.get_by_role("group", name="the branch of a full member").get_by_label("Yes", exact=True).check()
    page.get_by_role("group", name="neither worker nor social").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Keep and go on").click()
    page.get_by_label("Of which full member").fill("Federation X")


def away_and_back(page: Page) -> None:
    """The stay ends while a page stands open; sending it leads to a new link and back to what was typed."""
    for link in ApplicantLink.objects.exclude(stays_until=None):
        link.stays_until = link.created_at - timedelta(hours=1)
        link.save()
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.locator("main")).to_contain_text("What you typed is kept")
    come_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Evidence")
    expect(page.locator("main")).to_contain_text("You typed this after your stay had ended")
    expect(page.get_by_label("Of which full member")).to_have_value("Federation X")


def come_in(page: Page) -> None:
    """Ask for a link on the page that is open, and use it."""
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    page.get_by_role("button", name=re.compile("^Mail me a")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    letter = payload_of(OutboxMessage.objects.filter(kind="mail").latest("id"))
    found = re.search(r"http\S+/en/apply/link/\S+/", str(letter["text"]))
    assert found
    page.goto(urlsplit(found[0]).path)
    page.get_by_role("button", name="Open my application").click()


def test_every_screen_on_the_way_is_open_to_all(house: House) -> None:
    page = house.visitor()
    page.goto(f"/en/join/?{ANSWERED}&professional_federations=yes&supports_creation=yes")
    look_at(page)
    page.goto(f"/en/apply/?{ANSWERED}&professional_federations=yes&nature=non_financial")
    look_at(page)
    come_in(page)
    look_at(page)
    for step in ("questions", "questions/?change=level", "organisation"):
        page.goto(f"/en/apply/form/{step}")
        look_at(page)
    page.get_by_label("Full name of your organisation").fill("Building Branch")
    for link in ApplicantLink.objects.exclude(stays_until=None):
        link.stays_until = link.created_at - timedelta(hours=1)
        link.save()
    page.get_by_role("button", name="Keep and go on").click()
    look_at(page)
    come_in(page)
    look_at(page)
    for place in ("status", "check"):
        page.goto(f"/en/apply/{place}/")
        look_at(page)
