"""Every page that can be reached by links, as a stranger, an applicant, members' contacts and the desk meet them.

On each: no script error, no request to another host, no barrier that axe can find in light and dark, nothing to
scroll sideways on a phone, one heading at the top, a title and a language; and no link that leads nowhere.
"""

import re
from collections import deque
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import Page

from koinon.doors.website.applicant import COOKIE
from koinon.rooms.dues.actions import ask_for_quote
from koinon.rooms.organisations.actions import Enquiry
from koinon.rooms.people.models import Person
from tests import world as story
from tests.browser.house import House
from tests.browser.reading import faults, links_on
from tests.rooms.admissions import applying
from tests.rooms.documents import library
from tests.world import REMINDING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Not followed: what is no page, and what Wagtail's own editors are made of.
NEVER = re.compile(
    r"sign-out|logout|/download/|//[^/]+/documents/|\.(xml|txt|pdf)\b|[?&](export|sort|page|q|next)="
    r"|/desk/(pages|images|documents|redirects|account|choose|bulk|api)/"
)
VARIABLE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b\d+\b|(?<=/facts/)\w+|(?<=/files/)[\w.]+")
AT_MOST = 80


def kind(url: str) -> str:
    """The address with its ids masked: two invoices are one kind, and so are two filters of a list."""
    return VARIABLE.sub("#", urlsplit(url).path)


@pytest.mark.parametrize(
    ("name", "start", "least"),
    [
        ("nobody", "/en/", 6),
        ("applicant", "/en/apply/status/", 8),
        ("contact", "/en/members/", 8),
        ("new_contact", "/en/members/", 8),
        ("secretary_general", "/desk/", 20),
    ],
)
def test_every_page_is_whole_and_open_to_all(house: House, name: str, start: str, least: int) -> None:
    story.reminded(house.world, "ours")
    story.approved(house.world, "associated")
    story.proposed(house.world, "network")
    for level in ("public", "members"):
        document, _edition = library.published(house.world, level=level, ends_on=REMINDING)
        library.edition(house.world, document, library.another_pdf("second"))
    enquiry = Enquiry("Ana Novak", "ana@zveza.example", "quote", "What would it cost us?", "Zveza zadrug")
    ask_for_quote(actor=house.world.actor("nobody", REMINDING), enquiry=enquiry)
    admitted = applying.decided(house.world)
    house.world.people["new_contact"] = Person.objects.get(email=admitted.email).public_id
    waiting = applying.Applicant(house.world, "luka@example.org")
    waiting.come_in(REMINDING)
    waiting.save(REMINDING, details={**applying.DETAILS, "name": "Zveza zadrug"}, facts=applying.FACTS)
    house.turn_to(REMINDING)
    page = house.visitor() if name in {"nobody", "applicant"} else house.signed_in(name)
    if name == "applicant":
        page.context.add_cookies([{"name": COOKIE, "value": waiting.access, "url": house.url}])
    seen, found = walk(page, house.url, start)
    assert not found, "\n".join(found)
    assert least <= len(seen) < AT_MOST, f"{len(seen)} kinds of pages: {seen}"


def walk(page: Page, host: str, start: str) -> tuple[list[str], list[str]]:
    """Follow links breadth first; give what was looked at, and what is wrong."""
    waiting, kinds = deque([host + start]), set[str]()
    seen, found = list[str](), list[str]()
    while waiting and len(seen) < AT_MOST:
        url = urldefrag(waiting.popleft()).url
        if not url.startswith(host + "/") or NEVER.search(url) or kind(url) in kinds:
            continue
        kinds.add(kind(url))
        response = page.goto(url)
        seen.append(url.removeprefix(host))
        if response is None or response.status >= 400:
            found.append(f"{url}: a link leads here, to {response and response.status}")
            continue
        found += faults(page)
        waiting.extend(links_on(page))
    return seen, found
