"""Decisions as records cite them: once made, always the same; contradictions are refused."""

from datetime import date

import pytest

from koinon.core.decisions import DecisionReference, cited
from koinon.core.models import Decision
from koinon.core.refusals import Refused

TODAY = date(2026, 4, 1)
REFERENCE = DecisionReference("Board", date(2026, 3, 3), "B2026/4")


def code_of(reference: DecisionReference) -> str:
    """The code with which a reference is refused."""
    with pytest.raises(Refused) as caught:
        cited(reference, TODAY)
    return caught.value.refusal.code


def test_cited_twice_is_one_decision(db: None) -> None:
    first = cited(REFERENCE, TODAY)
    assert cited(DecisionReference(" Board ", date(2026, 3, 3), " B2026/4 "), TODAY) == first
    assert str(first) == "Board, B2026/4"
    assert Decision.objects.filter(reference="B2026/4").count() == 1


def test_another_date_contradicts(db: None) -> None:
    cited(REFERENCE, TODAY)
    assert code_of(DecisionReference("Board", date(2026, 3, 4), "B2026/4")) == "decision_contradicts"


@pytest.mark.parametrize(("body", "number"), [("", "B2026/4"), ("Board", "  "), (" ", "")])
def test_a_reference_names_body_and_number(db: None, body: str, number: str) -> None:
    assert code_of(DecisionReference(body, date(2026, 3, 3), number)) == "decision_incomplete"


@pytest.mark.parametrize(("body", "number"), [("B" * 121, "1"), ("Board", "1" * 121)])
def test_a_reference_fits_its_record(db: None, body: str, number: str) -> None:
    assert code_of(DecisionReference(body, date(2026, 3, 3), number)) == "decision_too_long"


def test_nothing_rests_on_a_decision_to_come(db: None) -> None:
    assert code_of(DecisionReference("Board", date(2026, 4, 2), "B2026/5")) == "decision_to_come"
    assert cited(DecisionReference("Board", TODAY, "B2026/5"), TODAY).taken_on == TODAY
