"""What holds for every organisation, standing and state, tried on many."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.statutes.eligibility import assess, eligibility_from_data
from koinon.statutes.entitlements import entitlement_from_data, entitlements
from koinon.statutes.inputs import InputError
from koinon.statutes.plausibility import warning_from_data, warnings
from koinon.statutes.standing import Claim, standing, standing_from_data
from koinon.statutes.transitions import (
    DECLARATION,
    INVOICE,
    MEETING,
    MEMBERSHIP,
    VOTE,
    TransitionRefused,
    TransitionTable,
)

from .drawn import FEW, book, counts, days_of_2026, sums

answers = {
    "yes_no": st.none() | st.booleans(),
    "text": st.sampled_from([None, "", "Article 3"]),
    "member": st.sampled_from([None, " ", "Federation X"]),
}


@st.composite
def facts(draw: st.DrawFn) -> dict[str, bool | str | None]:
    """Answers to some of the questions."""
    found: dict[str, bool | str | None] = {}
    for key, question in book().facts.items():
        choice = st.none() | st.sampled_from(sorted(question.options)) if question.options else answers[question.kind]
        found[key] = draw(choice)
    return found


@FEW
@given(facts(), facts())
def test_more_answers_never_change_a_category_once_given(
    first: dict[str, bool | str | None], more: dict[str, bool | str | None]
) -> None:
    early = assess(book(), first)
    late = assess(book(), {**more, **{key: answer for key, answer in first.items() if known(answer)}})
    if early.is_settled:
        assert late.category == early.category
    assert set(late.possible) <= set(early.possible)
    if not late.missing:
        assert late.category is not None or not late.alternatives
    assert eligibility_from_data(json.loads(json.dumps(early.as_data()))) == early


def known(answer: bool | str | None) -> bool:
    """Whether an answer says anything."""
    return answer is not None and str(answer).strip() != ""


@FEW
@given(facts())
def test_what_is_asked_settles_the_category(given_facts: dict[str, bool | str | None]) -> None:
    """Answering what is asked, again and again, ends with a category or with none, and asks nothing twice."""
    answered = dict(given_facts)
    for _ in book().facts:
        found = assess(book(), answered)
        if found.is_settled:
            return
        for gap in found.missing:
            assert not known(answered[gap.key])
            question = book().facts[gap.key]
            answered[gap.key] = next(iter(question.options), "x") if question.kind != "yes_no" else False
    assert assess(book(), answered).is_settled


claims = st.builds(
    Claim,
    year=st.integers(2024, 2026),
    amount_due=st.integers(0, 500_000).map(lambda number: Decimal(number) / 100),
    paid=st.integers(0, 500_000).map(lambda number: Decimal(number) / 100),
    due_on=days_of_2026,
    reminded_on=st.none() | days_of_2026,
    waived=st.booleans(),
)


@FEW
@given(st.lists(claims, max_size=4), days_of_2026, st.sampled_from(sorted(book().categories)))
def test_arrears_take_the_vote_at_most_and_payment_gives_it_back(owed: list[Claim], on: date, category: str) -> None:
    found = standing(book(), state="admitted", claims=owed, on=on)
    rights = entitlements(book(), category, found)
    for key, verdict in rights.items():
        assert verdict.outcome in ("granted", "not_in_category") or key == "vote"
        assert entitlement_from_data(json.loads(json.dumps(verdict.as_data()))) == verdict
    assert standing_from_data(json.loads(json.dumps(found.as_data()))) == found
    paid = [
        Claim(claim.year, claim.amount_due, claim.amount_due, claim.due_on, claim.reminded_on, claim.waived)
        for claim in owed
    ]
    assert standing(book(), state="admitted", claims=paid, on=on).key == "good"
    not_reminded = [Claim(claim.year, claim.amount_due, claim.paid, claim.due_on) for claim in owed]
    assert standing(book(), state="admitted", claims=not_reminded, on=on).rights_lost == ()


@FEW
@given(claims, days_of_2026, st.integers(0, 400))
def test_waiting_alone_never_mends_a_standing(claim: Claim, on: date, days: int) -> None:
    ladder = ["good", "overdue", "suspended"]
    now = standing(book(), state="admitted", claims=[claim], on=on).key
    later = standing(book(), state="admitted", claims=[claim], on=on + timedelta(days=days)).key
    assert ladder.index(now) <= ladder.index(later)


def test_a_claim_or_state_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError):
        standing(book(), state="member", claims=[], on=date(2026, 1, 1))
    claim = Claim(2026, Decimal(-1), Decimal(0), date(2026, 1, 1))
    with pytest.raises(InputError):
        standing(book(), state="admitted", claims=[claim], on=date(2026, 1, 1))


@FEW
@given(sums, sums, counts)
def test_warnings_never_refuse_and_can_be_stored(now: Decimal, before: Decimal, number: Decimal) -> None:
    found = warnings(
        book(), {"turnover": now, "cooperatives": number, "budget": None}, {"turnover": before, "budget": before}
    )
    for warning in found:
        assert warning.words["en"].format(**warning.params)
        assert warning_from_data(json.loads(json.dumps(warning.as_data()))) == warning
    assert not warnings(book(), {"turnover": before}, {"turnover": before})


@pytest.mark.parametrize("table", [MEMBERSHIP, INVOICE, DECLARATION, MEETING, VOTE], ids=lambda table: table.name)
def test_tables_are_closed_and_refuse_what_they_do_not_name(table: TransitionTable) -> None:
    events = {event for _, event in table.transitions}
    reached = {table.initial}
    for (begin, _), end in table.transitions.items():
        assert {begin, end} <= set(table.states)
        reached.add(end)
    assert reached == set(table.states)
    for state in table.states:
        assert table.is_final(state) == (not table.events_from(state))
        for event in events:
            if table.allows(state, event):
                assert table.apply(state, event) == table.transitions[state, event]
            else:
                with pytest.raises(TransitionRefused) as refusal:
                    table.apply(state, event)
                assert refusal.value.allowed == table.events_from(state)


def test_what_was_issued_is_never_withdrawn_or_approved_again() -> None:
    for state in ("issued", "paid"):
        assert not INVOICE.allows(state, "withdraw")
        assert INVOICE.apply(state, "cancel") == "cancelled"
    assert INVOICE.is_final("cancelled")
    assert not DECLARATION.allows("locked", "take_back")
