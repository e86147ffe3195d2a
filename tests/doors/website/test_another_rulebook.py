"""A copied rulebook with another rate and one more category: the pages follow without a line of Python."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.test import Client

from koinon.core.decisions import DecisionReference
from koinon.doors.website.models import HomePage
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.doors.website.reading import faults, read
from tests.world import World, cecop_texts

CATEGORY = """
[categories.friend]
label.en = "Friend <of the house>"
plural.en = "Friends"
summary.en = "People who wish us well."
rank = 4
source = ["S28"]
"""
CRITERION = """
[criteria.wishes_well]
category = "friend"
label.en = "Whoever wishes the cooperatives well"
when = { fact = "supports_creation", is = false }
fee_basis = ["visitors"]
fee_note.en = "The visitors of a year count."
source = ["S28"]
"""
FEE = """
[bases.visitors]
unit = "count"
label.en = "Visitors"
question.en = "How many visitors did you have?"
phrase.en = "{value} visitors"
source = ["S45"]

[fees.friend]
label.en = "Friend's fee"
source = ["S45"]

[[fees.friend.parts]]
kind = "fixed"
key = "entry"
label.en = "Entry"
amount = 25.00
illustrative = false
source = ["S45"]

[[fees.friend.parts]]
kind = "slices"
key = "visits"
label.en = "By visitors"
basis = "visitors"
illustrative = false
source = ["S45"]
slices = [{ from = 0, up_to = 100, each = 0.50 }, { from = 101, each = 0.25 }]
"""
FIGURE = """
[declarations.figures.visitors]
years_before = 1
measured = "over_the_year"
source = ["S45"]
"""


def changed_texts() -> Mapping[str, str]:
    texts = dict(cecop_texts())
    texts["fees.toml"] = texts["fees.toml"].replace("percent = 3.5", "percent = 4") + FEE
    texts["categories.toml"] += CATEGORY
    texts["eligibility.toml"] += CRITERION
    head, mark, tail = texts["declarations.toml"].partition("# ---- Plausibility")
    texts["declarations.toml"] = head + FIGURE + mark + tail
    texts["entitlements.toml"] = texts["entitlements.toml"].replace(
        'categories = ["full", "associated", "network"]\nprotected = false\nsource = ["S36"]',
        'categories = ["full", "associated", "network", "friend"]\nprotected = false\nsource = ["S36"]',
    )
    return texts


@pytest.fixture
def adopted(world: World, site: HomePage) -> None:
    adopt(world, date(2026, 1, 1))


def adopt(world: World, in_force_from: date) -> None:
    """The secretary general puts the changed rules into force."""
    adopt_rulebook(
        actor=world.actor("secretary_general", date(2026, 4, 1)),
        texts=changed_texts(),
        in_force_from=in_force_from,
        decision=DecisionReference("General Assembly", date(2026, 3, 28), "GA2026/1"),
    )


def test_the_new_rate_is_reckoned_and_shown(adopted: None, stranger: Client) -> None:
    text = read(stranger.get("/en/what-it-costs/", {"category": "network", "budget": "50000"})).text
    assert "Yearly fee €2,000.00" in text
    assert "Operational budget 4 %" in text
    assert "3.5 %" not in text
    assert "in force since 1 January 2026" in text


def test_the_new_category_stands_on_every_page(adopted: None, stranger: Client) -> None:
    for page in ("/en/", "/en/who-may-join/", "/en/what-it-costs/"):
        answer = stranger.get(page)
        assert "Friends" in read(answer).text
        assert faults(read(answer)) == []
    joining = stranger.get("/en/who-may-join/").content.decode()
    assert "Whoever wishes the cooperatives well" in joining
    row = joining[joining.index("Receive CECOP LINK") :]
    assert row[: row.index("</tr>")].count("w-yes") == 4


def test_the_new_category_is_estimated(adopted: None, stranger: Client) -> None:
    answer = stranger.get("/en/what-it-costs/", {"category": "friend", "visitors": "150"})
    text = read(answer).text
    assert "How many visitors did you have? Of the year 2025." in text
    assert "Yearly fee €87.50" in text
    assert "Entry €25.00" in text or "For every member €25.00" in text
    assert "0–100 €0.50 each" in text
    assert "101 or more €0.25 each" in text
    assert "The parts are added." in text


def test_words_of_the_rulebook_are_escaped(adopted: None, stranger: Client) -> None:
    for page in ("/en/what-it-costs/", "/en/contact/?topic=quote&category=friend"):
        content = stranger.get(page).content.decode()
        assert "<of the house>" not in content
        assert "Friend &lt;of the house&gt;" in content


def test_the_price_shown_is_the_price_that_a_quote_of_the_year_goes_by(world: World, stranger: Client) -> None:
    """Rules that came into force during the year say who may join; the fee of the year stays that of its first day."""
    adopt(world, date(2026, 4, 1))
    text = read(stranger.get("/en/what-it-costs/", {"category": "network", "budget": "50000"})).text
    assert "3.5 %" in text
    assert "4 %" not in text
