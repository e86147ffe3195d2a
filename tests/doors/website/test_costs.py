"""What it costs: the estimator and the tables, in the demo and outside it."""

import pytest
from django.test import Client

from tests.doors.website.reading import faults, read
from tests.world import World

COSTS = "/en/what-it-costs/"
ILLUSTRATIVE = ("€350.00", "€5,500.00", "€400.00", "€7,000.00", "€3,000.00", "€1,200.00", "€3,450.00", "€1,450.00")


def shown(client: Client, **query: str) -> str:
    answer = client.get(COSTS, query)
    assert answer.status_code == 200
    assert faults(read(answer)) == []
    return read(answer).text


def test_the_demo_shows_illustrative_amounts_with_their_mark(demo: None, stranger: Client) -> None:
    text = shown(stranger, category="full", cooperatives="252", turnover="540 000 000")
    assert "Yearly fee €3,450.00 illustrative" in text
    assert "252 affiliated cooperatives, tranche 201–500" in text
    assert "€540,000,000 turnover, tranche €500m–€1bn" in text
    assert "Rulebook CECOP, in force since 1 January 2026" in text
    assert "the demo invents them" in text
    for amount in ILLUSTRATIVE:
        assert amount in text


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"category": "full"},
        {"category": "full", "cooperatives": "252", "turnover": "540000000"},
        {"category": "associated", "nature": "financial"},
        {"category": "network", "budget": "50000"},
    ],
    ids=lambda query: "-".join(query.values()) or "nothing",
)
def test_outside_the_demo_no_illustrative_amount_is_ever_shown(stranger: Client, query: dict[str, str]) -> None:
    page = stranger.get(COSTS, query)
    text = read(page).text
    for amount in ILLUSTRATIVE:
        assert amount not in text
        assert amount.removeprefix("€") not in page.content.decode()
    assert "illustrative" not in text


def test_outside_the_demo_the_public_asks_for_a_quote(stranger: Client) -> None:
    page = stranger.get(COSTS).content.decode()
    assert 'href="/en/contact/?topic=quote&amp;category=full"' in page
    assert 'href="/en/contact/?topic=quote&amp;category=associated"' in page
    assert "category=network" not in page[page.index("topic=quote") :]
    text = shown(stranger, category="full")
    assert "Fee A: Affiliated cooperatives" in text
    assert "Fee B: Turnover of the affiliated cooperatives" in text
    assert "The amounts are not published." in text
    assert "Work out the fee" not in text


def test_the_real_fee_is_shown_outside_the_demo(stranger: Client) -> None:
    text = shown(stranger, category="network", budget="50,000.00")
    assert "Yearly fee €1,750.00" in text
    assert "€50,000 operational budget, 3.5 %" in text
    for words in ("Operational budget 3.5 %", "At least €300.00", "At most €2,500.00"):
        assert words in text


@pytest.mark.parametrize(
    ("budget", "fee", "why"),
    [
        ("8571", "€300.00", "at least €300.00"),
        ("71 428.57", "€2,500.00", "3.5 %"),
        ("10'000'000", "€2,500.00", "at most €2,500.00"),
        ("0", "€300.00", "at least €300.00"),
    ],
)
def test_smallest_and_largest_fee_are_explained(stranger: Client, budget: str, fee: str, why: str) -> None:
    text = shown(stranger, category="network", budget=budget)
    assert f"Yearly fee {fee}" in text
    assert why in text


def test_published_amounts_are_shown_to_everybody(published: World, stranger: Client) -> None:
    text = shown(stranger, category="full", cooperatives="252", turnover="540000000")
    assert "Yearly fee €3,450.00" in text
    assert "illustrative" not in text
    assert "Ask us for a quote" not in text


def test_what_is_not_known_stays_unknown(demo: None, stranger: Client) -> None:
    text = shown(stranger, category="full", cooperatives="252", turnover="")
    assert "Yearly fee Not known yet" in text
    assert "Before we can say, this has to be known:" in text
    assert "What is the turnover of all affiliated cooperatives together?" in text
    assert "Yearly fee €" not in text


def test_below_the_scale_the_secretariat_is_asked(demo: None, stranger: Client) -> None:
    text = shown(stranger, category="full", cooperatives="0", turnover="1000000")
    assert "Not known yet" in text
    assert "Which fee has been agreed? (we ask the secretariat)" in text


def test_the_questions_are_those_of_the_category(demo: None, stranger: Client) -> None:
    full = shown(stranger, category="full")
    assert "How many cooperatives are affiliated to your organisation? As on 31 December 2025." in full
    assert "Of the year 2024. In full, not in thousands or millions." in full
    assert "The fee will stand here" in full
    associated = shown(stranger, category="associated")
    assert (
        "Is your organisation a financial institution? Financial institution Not a financial institution" in associated
    )
    assert "How many cooperatives" not in associated
    assert "Yearly fee €3,000.00 illustrative" in shown(stranger, category="associated", nature="financial")


def test_how_the_rules_were_read_is_shown(stranger: Client) -> None:
    every = shown(stranger)
    assert "Is the fee the amount of the tranche a figure falls in" in every
    assert "The amount of the one tranche that the figure falls in." in every
    network = shown(stranger, category="network")
    assert "Does the smallest fee of €300 shrink in the year of admission?" in network
    assert "Is the fee the amount of the tranche" not in network


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("lots", "Write the figure in digits"),
        ("-5", "zero or more"),
        ("1e9", "Write the figure in digits"),
        ("NaN", "Write the figure in digits"),
        ("9" * 300, "more than any figure can be"),
        ("<script>alert(1)</script>", "Write the figure in digits"),
        ("'; DROP TABLE dues_invoice", "Write the figure in digits"),
        ("50,000", "can be read in two ways"),
        ("{{ 7*7 }}", "Write the figure in digits"),
        ("%s%n%(x)s", "Write the figure in digits"),
        ("\x00", "Write the figure in digits"),
        ("٥٠٠٠٠", "Write the figure in digits"),
    ],
)
def test_what_cannot_be_read_is_answered_in_clear_words(stranger: Client, typed: str, said: str) -> None:
    answer = stranger.get(COSTS, {"category": "network", "budget": typed})
    assert answer.status_code == 200
    assert said in read(answer).text
    assert "Yearly fee" not in read(answer).text
    assert "<script>alert" not in answer.content.decode()
    assert faults(read(answer)) == []


@pytest.mark.parametrize("category", ["<b>x</b>", "fees.full", "../full", "full\x00", "x" * 5000])
def test_an_unknown_kind_of_membership_is_not_repeated(stranger: Client, category: str) -> None:
    answer = stranger.get(COSTS, {"category": category, "cooperatives": "1"})
    assert answer.status_code == 200
    assert "There is no such kind of membership" in read(answer).text
    assert category not in answer.content.decode()


def test_an_answer_that_is_not_offered_is_refused(demo: None, stranger: Client) -> None:
    text = shown(stranger, category="associated", nature="royal")
    assert "Choose one of the answers." in text
    assert "Yearly fee" not in text


def test_a_stranger_is_asked_for_nothing_else(demo: None, stranger: Client) -> None:
    page = stranger.get(COSTS, {"category": "full", "cooperatives": "3", "turnover": "1000"}).content.decode()
    form = page[page.index("<form") : page.index("</form>")]
    assert 'method="get"' in form
    assert "email" not in form
