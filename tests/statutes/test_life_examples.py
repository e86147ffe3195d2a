"""Worked examples hold: leaving with notice, being heard, and the category in the course of time."""

from datetime import date
from typing import Any

import pytest

from koinon.statutes.categories import Held, fee_in_shares, held_on, shares_of_year
from koinon.statutes.hearing import Heard, earliest_answer_day, may_exclude, silence_counts
from koinon.statutes.inputs import InputError
from koinon.statutes.leaving import latest_notice, withdrawal, withdrawal_from_data
from koinon.statutes.rulebook import Rulebook

from .assembly.cases import examples, is_named, rulebook

LEAVING_KEYS = "title received_on notice_until last_day years_owed latest_notice source"
EXCLUSION_KEYS = "title sent_on answer_by_from answer_by answer answered_on decided_on allowed gap silence_from source"
CATEGORY_KEYS = "title course held fees cooperatives amounts source"


@pytest.mark.parametrize(("book", "case"), examples("leaving.toml", LEAVING_KEYS))
def test_leaving(book: Rulebook, case: dict[str, Any]) -> None:
    found = withdrawal(book, case["received_on"])
    assert (found.notice_until, found.last_day) == (case["notice_until"], case["last_day"])
    assert list(found.years_owed) == case["years_owed"]
    assert withdrawal_from_data(found.as_data()) == found
    if "latest_notice" in case:
        assert latest_notice(book, case["last_day"]) == case["latest_notice"]


@pytest.mark.parametrize(("book", "case"), examples("exclusion.toml", EXCLUSION_KEYS))
def test_exclusion(book: Rulebook, case: dict[str, Any]) -> None:
    assert is_named(book, case)
    if "sent_on" in case:
        assert earliest_answer_day(book, case["sent_on"]) == case["answer_by_from"]
        return
    heard = Heard(case.get("answer_by"), case.get("answer"), case.get("answered_on"))
    verdict = may_exclude(book, heard, case["decided_on"])
    assert (verdict.allowed, verdict.gap, verdict.hears) == (case["allowed"], case.get("gap", ""), True)
    if "silence_from" in case:
        assert silence_counts(heard, case["silence_from"])
        assert not silence_counts(heard, case["answer_by"])


@pytest.mark.parametrize(("book", "case"), examples("categories.toml", CATEGORY_KEYS))
def test_category(book: Rulebook, case: dict[str, Any]) -> None:
    parts = [given.split() for given in case["course"]]
    course = [Held(date.fromisoformat(day), category, criterion) for day, category, criterion in parts]
    for day, category in case["held"].items():
        assert held_on(course, date.fromisoformat(day)).category == category
    for year, wanted in case["fees"].items():
        shares = shares_of_year(book, course, int(year), course[0].starts_on)
        assert ", ".join(f"{share.category} {share.months}" for share in shares) == wanted
    for year, amount in case.get("amounts", {}).items():
        fee = _fee(book, course, int(year), case["cooperatives"])
        assert fee.amount == amount == sum(line.amount for line in fee.lines)


def _fee(book: Rulebook, course: list[Held], year: int, cooperatives: int) -> Any:
    shares = shares_of_year(book, course, year, course[0].starts_on)
    inputs = {"cooperatives": cooperatives}
    return fee_in_shares(book, shares, year=year, inputs=inputs, member_from=course[0].starts_on)


def test_what_one_category_needs_and_is_not_known_makes_the_whole_unknown() -> None:
    book = rulebook("league")
    course = [Held(date(2020, 1, 1), "friend", "open"), Held(date(2026, 5, 16), "member", "by_size")]
    fee = fee_in_shares(
        book, shares_of_year(book, course, 2026, date(2020, 1, 1)), year=2026, inputs={}, member_from=None
    )
    assert fee.amount is None
    assert [gap.key for gap in fee.missing] == ["cooperatives"]


def test_rulebooks_without_these_rules() -> None:
    league = rulebook("league")
    with pytest.raises(InputError):
        earliest_answer_day(league, date(2026, 4, 3))
    verdict = may_exclude(league, Heard(), date(2026, 4, 3))
    assert (verdict.allowed, verdict.hears) == (True, False)
    with pytest.raises(InputError):
        held_on([], date(2026, 4, 3))
