"""Admission: a closed table from draft to the last word, tried on many histories, and the rules it goes by."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.statutes.admission import admission_event, begins_with, items_open, papers_missing
from koinon.statutes.rulebook.admission_rules import AdmissionRules
from koinon.statutes.transitions import APPLICATION, TransitionRefused

from .drawn import FEW, book

EVENTS = sorted({event for _state, event in APPLICATION.transitions})
FINAL = {"admitted", "withdrawn", "expired"}


def rules() -> AdmissionRules:
    """CECOP's."""
    found = book().admission
    assert found is not None
    return found


def walked(events: list[str]) -> list[str]:
    """The states an application passes through when it is tried to do these things one after the other."""
    states = [APPLICATION.initial]
    for event in events:
        if APPLICATION.allows(states[-1], event):
            states.append(APPLICATION.apply(states[-1], event))
    return states


@FEW
@given(st.lists(st.sampled_from(EVENTS), max_size=30))
def test_nobody_is_admitted_past_a_body(events: list[str]) -> None:
    states = walked(events)
    assert set(states) <= set(APPLICATION.states)
    if "admitted" in states:
        before = states[: states.index("admitted")]
        assert before[-1] in ("board", "ratification")
        assert {"submitted", "under_review", "board"} <= set(before)
    for state in states[:-1]:
        assert state not in FINAL
    if "expired" in states:
        # Only what lies with the applicant runs out: a draft, and questions that nobody answers.
        assert states[states.index("expired") - 1] in ("draft", "asked_back")


@FEW
@given(st.sampled_from(APPLICATION.states), st.sampled_from(EVENTS))
def test_what_the_table_does_not_name_is_refused(state: str, event: str) -> None:
    if not APPLICATION.allows(state, event):
        with pytest.raises(TransitionRefused):
            APPLICATION.apply(state, event)


def test_the_last_words() -> None:
    assert {state for state in APPLICATION.states if APPLICATION.is_final(state)} == FINAL
    withdrawable = {state for state, event in APPLICATION.transitions if event == "withdraw"}
    assert withdrawable == {"draft", "submitted", "asked_back", "under_review", "board"}


def test_whose_word_begins_a_membership() -> None:
    both = rules()
    assert (admission_event(both), begins_with(both, "pass_on"), begins_with(both, "ratify")) == ("pass_on", True, True)
    later = replace(both, provisional=False)
    assert (begins_with(later, "pass_on"), begins_with(later, "ratify")) == (False, True)
    alone = replace(both, provisional=False, ratified_by=None)
    assert (admission_event(alone), begins_with(alone, "admit"), begins_with(alone, "refuse")) == ("admit", True, False)


@FEW
@given(st.sampled_from(sorted(book().categories)), st.sets(st.sampled_from([item.key for item in rules().checklist])))
def test_what_is_missing_is_what_was_not_given(category: str, given_items: set[str]) -> None:
    missing = {item.key for item in papers_missing(rules(), category, given_items)}
    left = {item.key for item in items_open(rules(), category, given_items)}
    assert missing <= left
    assert not left & given_items
    assert left | given_items >= {item.key for item in rules().items_for(category)}
    assert ("members" in left) == (category == "full" and "members" not in given_items)
