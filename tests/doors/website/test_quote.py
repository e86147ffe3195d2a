"""The fee as a paper for everybody, and the way to ask for one where amounts are not published."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from koinon.core.models import JournalEntry, OutboxMessage
from koinon.doors.website import enquiry
from koinon.doors.website.enquiry import new_seal
from koinon.rooms.dues.models import QuoteRequest
from koinon.rooms.dues.quotes import figures_of
from koinon.rooms.organisations.models import Confederation
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.adapters.papers import text_of
from tests.doors.website.reading import faults, read
from tests.world import BOARD, World, cecop_texts

COSTS, PDF, CONTACT = "/en/what-it-costs/", "/en/what-it-costs/quote.pdf", "/en/contact/"
FULL = {"category": "full", "cooperatives": "252", "turnover": "540 000 000"}
NETWORK = {"category": "network", "budget": "50 000"}


def paper(client: Client, query: dict[str, str]) -> bytes:
    answer = client.get(PDF, query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return bytes(answer.content)


def test_the_fee_that_was_worked_out_is_offered_as_a_paper(demo: None, stranger: Client) -> None:
    page = stranger.get(COSTS, FULL).content.decode()
    found = re.search(r'href="(/en/what-it-costs/quote\.pdf\?[^"]+)"[^>]*>.*?Download as PDF', page)
    assert found
    answer = stranger.get(found[1].replace("&amp;", "&"))
    assert answer["Content-Disposition"] == 'attachment; filename="quote-full-2026.pdf"'
    text = text_of(answer.content)
    for words in (
        "Quote: membership fee 2026",
        "Valid until 13 June 2026",
        "252 affiliated cooperatives",
        "€3,450.00",
        "Illustrative — these amounts have not been published",
        "A quote is not an invoice: nothing is owed on it",
    ):
        assert words in text


def test_a_published_fee_has_no_mark(stranger: Client) -> None:
    text = text_of(paper(stranger, NETWORK))
    assert "€1,750.00" in text
    assert "llustrative" not in text


def test_the_month_of_joining_counts(stranger: Client) -> None:
    query = {**NETWORK, "joining_month": "7"}
    assert "Fee 2026 €875.00" in read(stranger.get(COSTS, query)).text
    text = text_of(paper(stranger, query))
    assert "Joining in July 2026" in text
    assert "6 of 12" in text


def test_the_same_question_gives_the_same_bytes(stranger: Client, calendar: Callable[..., None]) -> None:
    first = paper(stranger, NETWORK)
    assert paper(stranger, dict(reversed(NETWORK.items()))) == first
    calendar(date(2026, 4, 15))
    assert paper(stranger, NETWORK) != first


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "Choose the kind of membership"),
        ({"category": "friend"}, "There is no such kind of membership"),
        ({"category": "full\x00"}, "There is no such kind of membership"),
        ({"category": "network"}, "The fee will stand here"),
        ({"category": "network", "budget": ""}, "Not known yet"),
        ({"category": "network", "budget": "lots"}, "Write the figure in digits"),
        ({"category": "network", "budget": "\x00\r\nX: y"}, "Write the figure in digits"),
        ({"category": "network", "budget": "9" * 300}, "more than any figure can be"),
        ({**NETWORK, "joining_month": "3"}, "Choose one of the months that are to come."),
        ({**NETWORK, "joining_month": "13"}, "Choose one of the months that are to come."),
        ({**NETWORK, "joining_month": "<b>"}, "Choose one of the months that are to come."),
    ],
)
def test_what_cannot_be_worked_out_is_answered_by_the_form(stranger: Client, query: dict[str, str], said: str) -> None:
    answer = stranger.get(PDF, query, follow=True)
    assert answer.redirect_chain[0][0].startswith(COSTS)
    assert answer.status_code == 200
    assert said in read(answer).text
    assert faults(read(answer)) == []


@pytest.mark.parametrize("query", [FULL, {"category": "associated", "nature": "financial"}])
def test_outside_the_demo_no_paper_shows_an_illustrative_amount(stranger: Client, query: dict[str, str]) -> None:
    answer = stranger.get(PDF, query)
    assert answer.status_code == 302
    assert "quote.pdf" not in stranger.get(COSTS, query).content.decode()


def test_no_paper_is_offered_that_nobody_could_sign(stranger: Client) -> None:
    Confederation.objects.all().delete()
    assert stranger.get(PDF, NETWORK).status_code == 302
    assert "Download as PDF" not in read(stranger.get(COSTS, NETWORK)).text


def test_nothing_is_kept(stranger: Client) -> None:
    before = JournalEntry.objects.count()
    paper(stranger, NETWORK)
    assert JournalEntry.objects.count() == before
    assert not stranger.cookies


def test_papers_are_not_drawn_without_end(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from koinon.doors.website.views import costs

    monkeypatch.setattr(costs, "TO_ONE", 2)
    drawn = [stranger.get(PDF, NETWORK).status_code for _time in range(3)]
    assert drawn == [200, 200, 429]
    text = read(stranger.get(PDF, NETWORK)).text
    assert "Too many quotes in one hour" in text
    assert "Yearly fee €1,750.00" in text
    assert stranger.get(PDF, NETWORK, REMOTE_ADDR="198.51.100.7").status_code == 200
    monkeypatch.setattr(costs, "TO_ALL", 3)
    assert stranger.get(PDF, NETWORK, REMOTE_ADDR="198.51.100.8").status_code == 429


def test_a_paper_asks_the_database_little(stranger: Client, django_assert_max_num_queries: Any) -> None:
    paper(stranger, NETWORK)
    with django_assert_max_num_queries(10):
        paper(stranger, NETWORK)


def test_where_amounts_are_not_published_the_figures_are_asked_and_carried_on(stranger: Client) -> None:
    page = stranger.get(COSTS, {"category": "full"})
    text = read(page).text
    assert "How many cooperatives are affiliated to your organisation?" in text
    assert "Ask us for a quote" in text
    asked = stranger.get(COSTS, {**FULL, "joining_month": "9", "topic": "quote"}, follow=True)
    assert asked.redirect_chain[0][0].startswith(f"{CONTACT}?topic=quote&")
    letter = asked.content.decode()
    assert "How many cooperatives are affiliated to your organisation? 252" in letter
    assert "What is the turnover of all affiliated cooperatives together? €540,000,000" in letter
    assert "September 2026" in letter
    assert "3,450" not in letter


def asked_for(stranger: Client, monkeypatch: pytest.MonkeyPatch, query: str, **changed: str) -> QuoteRequest:
    """The contact form, opened at an address and sent some seconds later; gives what waits at the desk then."""
    form = {
        "topic": "quote",
        "message": "What would it cost us?",
        "name": "Ana Novak",
        "organisation": "Zveza zadrug",
        "email": "ana@zveza.example",
        "seal": new_seal(),
        **changed,
    }
    monkeypatch.setattr(enquiry, "_is_fresh", lambda _seal: False)
    assert stranger.post(f"{CONTACT}{query}", form)["Location"] == "/en/contact/sent/"
    assert stranger.post(f"{CONTACT}{query}", form)["Location"] == "/en/contact/sent/"
    return QuoteRequest.objects.get()


def test_figures_typed_reach_the_desk_as_figures(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    way = stranger.get(COSTS, {**FULL, "joining_month": "9", "topic": "quote"})["Location"].removeprefix(CONTACT)
    row = asked_for(stranger, monkeypatch, way)
    assert (row.name, row.organisation, row.category, row.joining_month) == ("Ana Novak", "Zveza zadrug", "full", 9)
    assert figures_of(row) == {"cooperatives": Decimal(252), "turnover": Decimal(540000000)}
    assert JournalEntry.objects.filter(action="dues.ask_for_quote").count() == 1
    assert OutboxMessage.objects.filter(kind="mail").count() == 1


@pytest.mark.parametrize(
    ("query", "category", "figures"),
    [
        ("", "", {}),
        ("?topic=quote&category=friend&cooperatives=3", "", {}),
        ("?topic=quote&category=full&cooperatives=lots&turnover=5000", "full", {"turnover": Decimal(5000)}),
        ("?category=associated&nature=financial&joining_month=13", "associated", {"nature": "financial"}),
        ("?category=associated&nature=royal", "associated", {}),
    ],
)
def test_a_question_reaches_the_desk_whatever_its_address_holds(
    stranger: Client, monkeypatch: pytest.MonkeyPatch, query: str, category: str, figures: dict[str, object]
) -> None:
    row = asked_for(stranger, monkeypatch, query)
    assert (row.category, figures_of(row), row.joining_month) == (category, figures, None)


def test_an_answer_that_the_rules_of_the_year_do_not_know_holds_no_question_back(
    world: World, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = {name: re.sub(r"\bfinancial\b", "monetary", text) for name, text in cecop_texts().items()}
    adopt_rulebook(actor=world.actor("system"), texts=changed, in_force_from=date(2026, 3, 1), decision=BOARD)
    row = asked_for(stranger, monkeypatch, "?topic=quote&category=associated&nature=monetary")
    assert (row.category, figures_of(row)) == ("associated", {})


def test_other_questions_wait_for_no_quote(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QuoteRequest.DoesNotExist):
        asked_for(stranger, monkeypatch, "?topic=quote&category=full&cooperatives=3", topic="press")


def test_figures_that_cannot_be_read_stay_with_the_form(stranger: Client) -> None:
    page = stranger.get(COSTS, {**FULL, "turnover": "lots", "topic": "quote"})
    assert page.status_code == 200
    assert "Write the figure in digits" in read(page).text
    assert 'value="252"' in page.content.decode()
    assert faults(read(page)) == []


def test_what_is_not_known_yet_is_left_to_be_said(stranger: Client) -> None:
    answer = stranger.get(COSTS, {"category": "full", "cooperatives": "", "topic": "quote"}, follow=True)
    assert "How many cooperatives are affiliated to your organisation? \n" in answer.content.decode()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "{{ 7*7 }}", "%s%n%(x)s", "\x00"])
def test_figures_in_a_link_to_the_letter_are_shown_only_where_they_can_be_read(stranger: Client, typed: str) -> None:
    page = stranger.get(CONTACT, {"topic": "quote", "category": "full", "cooperatives": typed, "turnover": "5 000"})
    assert page.status_code == 200
    assert f"{typed}" not in re.sub(r"<script[^>]+src.*?</script>", "", page.content.decode())
    assert "€5,000" in page.content.decode()


def test_published_everywhere_nobody_has_to_ask(published: World, stranger: Client) -> None:
    assert "€3,450.00" in text_of(paper(stranger, FULL))
