"""Worked examples hold: notice, the year, terms, and whether bodies are made up as they should be."""

from typing import Any

import pytest

from koinon.statutes.assembly.composition import SeatHolder, balance, composition
from koinon.statutes.assembly.notice import notice, second_meeting_from
from koinon.statutes.assembly.terms import co_option_term, holds_office, replacement_term, term, warning_days
from koinon.statutes.assembly.words import notice_text
from koinon.statutes.assembly.year import year_steps
from koinon.statutes.periods import Period
from koinon.statutes.rulebook import Rulebook

from .cases import examples, is_named

CONVENING_KEYS = "title body meeting_on sent_on convocation in_time late says first_on not_before year steps"
TERM_KEYS = "title body from until warned followed_on next_assembly then_until today succeeded_on in_office source"
BODY_KEYS = "title body seats offices larger findings gender country by_gender by_country source"


@pytest.mark.parametrize(("book", "case"), examples("convening.toml", CONVENING_KEYS))
def test_convening(book: Rulebook, case: dict[str, Any]) -> None:
    if "year" in case:
        steps = year_steps(book, case["year"], case.get("meeting_on"))
        assert [f"{step.on or '-'} {step.key}" for step in steps] == case["steps"]
        return
    found = notice(
        book,
        case["body"],
        meeting_on=case["meeting_on"],
        sent_on=case["sent_on"],
        convocation=case.get("convocation", 1),
    )
    assert (found.in_time, found.late) == (case["in_time"], case.get("late", found.late))
    assert notice_text(found) == case.get("says", notice_text(found))
    if "first_on" in case:
        assert second_meeting_from(book, case["body"], case["first_on"]) == case["not_before"]


@pytest.mark.parametrize(("book", "case"), examples("terms.toml", TERM_KEYS))
def test_term(book: Rulebook, case: dict[str, Any]) -> None:
    rule = book.bodies[case["body"]].term
    assert rule is not None
    held = term(rule, case["from"])
    assert held == Period(case["from"], case["until"])
    assert is_named(book, case)
    if "warned" in case:
        assert [day for _months, day in warning_days(rule, case["until"])] == case["warned"]
    if "next_assembly" in case:
        follower = co_option_term(rule, held, case["followed_on"], case["next_assembly"])
        assert follower == Period(case["followed_on"], case["then_until"])
    elif "followed_on" in case:
        assert replacement_term(rule, held, case["followed_on"]) == Period(case["followed_on"], case["then_until"])
    if "today" in case:
        assert holds_office(rule, held, case["today"], case.get("succeeded_on")) == case["in_office"]


@pytest.mark.parametrize(("book", "case"), examples("bodies.toml", BODY_KEYS))
def test_body(book: Rulebook, case: dict[str, Any]) -> None:
    holders = [
        SeatHolder(person, seat, case.get("gender", {}).get(person, ""), case.get("country", {}).get(person, ""))
        for person, seat in (given.split(": ") for given in case["seats"])
    ]
    offices = {role: set(people) for role, people in case.get("offices", {}).items()}
    found = composition(book, case["body"], holders, set(case.get("larger", ())), offices)
    assert [f"{finding.seat}: {finding.kind} {finding.number}" for finding in found] == case["findings"]
    assert is_named(book, case)
    if "by_gender" in case:
        assert balance(holders, "gender") == case["by_gender"]
        assert balance(holders, "country") == case["by_country"]
