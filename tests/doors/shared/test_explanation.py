"""The explanation shows what the statutes computed, to the cent, and never more than they know."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.utils.html import strip_tags

from koinon.doors.shared.accounts import account_of
from koinon.doors.shared.assessed import assessed_account
from koinon.statutes.eligibility import assess
from koinon.statutes.fees import compute_fee
from koinon.statutes.rulebook import load_rulebook
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.standing import Claim, standing


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load_rulebook(Path(settings.KOINON_RULEBOOK))


def shown(found: Any, **more: Any) -> str:
    template = engines["django"].from_string(
        "{% load koinon %}{% explanation found title=title sources=sources open=open %}"
    )
    return template.render({"found": found, "title": "", "sources": "", "open": False, **more})


def plain(html: str) -> str:
    return " ".join(strip_tags(html).split())


def test_a_full_members_fee_line_by_line(rules: Rulebook) -> None:
    inputs = {"cooperatives": Decimal(252), "turnover": Decimal("540000000")}
    fee = compute_fee(rules, category="full", year=2026, inputs=inputs)
    html = shown(fee.as_data(), sources="declared by you on 3 March 2026", open=True)
    text = plain(html)
    assert fee.amount == Decimal("3450.00")
    assert "Fee 2026 €3,450.00 illustrative" in text
    assert "Fee A 252 affiliated cooperatives, tranche 201–500 €1,450.00" in text
    assert "Fee B €540,000,000 turnover, tranche €500m–€1bn €2,000.00" in text
    assert "Together €3,450.00" in text
    assert "Rulebook CECOP, in force since 1 January 2026" in text
    assert text.endswith("declared by you on 3 March 2026")
    assert "<details open>" in html


def test_each_line_of_an_account_is_said(rules: Rulebook) -> None:
    fee = compute_fee(rules, category="network", year=2026, inputs={"budget": Decimal("100000.00")})
    lines = [(line.label, line.detail, line.value) for line in account_of(fee).lines]
    assert lines == [
        ("Share of the budget", "€100,000 operational budget, 3.5\xa0%", "€3,500.00"),
        ("Lowered to the largest fee", "at most €2,500.00", "\u2212€1,000.00"),
    ]
    assert account_of(fee).total == "€2,500.00"
    assert not account_of(fee).illustrative


def test_the_open_end_of_a_scale(rules: Rulebook) -> None:
    inputs = {"cooperatives": Decimal(9000), "turnover": Decimal("20000000000")}
    account = account_of(compute_fee(rules, category="full", year=2026, inputs=inputs))
    assert [line.detail for line in account.lines] == [
        "9,000 affiliated cooperatives, tranche 5,001 or more",
        "€20,000,000,000 turnover, tranche over €10bn",
    ]


def test_an_unknown_fee_asks_and_shows_no_amount(rules: Rulebook) -> None:
    fee = compute_fee(rules, category="full", year=2026, inputs={"cooperatives": Decimal(252)})
    text = plain(shown(fee.as_data()))
    assert "Not known yet" in text
    assert "turnover of all affiliated cooperatives together?" in text
    assert "Together" not in text
    assert "€0.00" not in text


def test_who_is_asked_is_said_where_it_is_not_the_reader(rules: Rulebook) -> None:
    inputs = {"cooperatives": Decimal(0), "turnover": Decimal(1)}
    asks = account_of(compute_fee(rules, category="full", year=2026, inputs=inputs)).asks
    assert [ask.endswith("(we ask the secretariat)") for ask in asks] == [True]


def test_standing_names_each_claim(rules: Rulebook) -> None:
    claims = [claim_of(2026), claim_of(2025, paid="3450.00")]
    account = account_of(standing(rules, state="admitted", claims=claims, on=day("2026-04-14")).as_data())
    assert account.title == "Standing on 14 April 2026"
    assert account.value == "Vote suspended"
    assert [(line.label, line.detail, line.value) for line in account.lines] == [
        ("Fee 2026", "was due on 31 March 2026, reminded on 7 April 2026", "€3,450.00"),
        ("Fee 2025", "paid", "€3,450.00"),
    ]


def test_eligibility_shows_every_criterion_with_its_verdict(rules: Rulebook) -> None:
    assessed = assess(rules, {})
    account = account_of(assessed)
    assert account.unknown
    assert account.asks
    assert {line.state for line in account.lines} == {"unknown"}
    assert plain(shown(assessed)).count("Unknown") == len(rules.criteria)


def test_a_generic_account(rules: Rulebook) -> None:
    line = {"label": {"en": "Weight"}, "detail": "by fee", "value": "3"}
    html = shown({"title": "Vote", "value": "3 votes", "lines": [line], "rule": "Article 14"})
    assert plain(html) == "Vote 3 votes How this was worked out: Vote Weight by fee 3 Article 14"


def test_hostile_words_stay_words() -> None:
    evil = "<script>alert(1)</script>"
    line = {"label": evil, "detail": evil, "value": evil}
    html = shown({"title": evil, "value": evil, "sentence": evil, "lines": [line], "sources": [evil], "rule": evil})
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 7


def test_a_phrase_of_the_rulebook_cannot_reach_into_python(rules: Rulebook) -> None:
    inputs = {"cooperatives": Decimal(252), "turnover": Decimal(1)}
    data = compute_fee(rules, category="full", year=2026, inputs=inputs).as_data()
    data["lines"][0]["phrase"] = {"en": "{value.__class__} {0} {value}"}
    assert account_of(data).lines[0].detail.startswith("{value.__class__} {0} 252")


def claim_of(year: int, paid: str = "0") -> Claim:
    return Claim(year, Decimal("3450.00"), Decimal(paid), day(f"{year}-03-31"), day(f"{year}-04-07"))


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_contradictions_stand_with_the_verdict_where_the_rules_are_not_at_hand_too(rules: Rulebook) -> None:
    found = assess(rules, {"statutes_refer": False, "statutes_article": "Article <4>"})
    for account in (found, found.as_data()):
        assert "The statutes do not name these cooperatives, and yet" in plain(shown(account))
    whole = shown(assessed_account(rules, found, "", {"statutes_refer": "/change/"}))
    assert "In which article of your statutes are they named? Article &lt;4&gt;." in whole
    assert whole.count('href="/change/"') == 1
    assert "contradict" not in shown(assess(rules, {"statutes_refer": False}))
