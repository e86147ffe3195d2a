"""The words of assemblies: every outcome has some, and all of them can be translated."""

from fractions import Fraction
from typing import get_args

import pytest

from koinon.statutes.assembly import vote_words, words
from koinon.statutes.assembly.carriage import IdleReason
from koinon.statutes.assembly.composition import FindingKind
from koinon.statutes.assembly.decision import Attended, Decision, Outcome, decide
from koinon.statutes.assembly.proxies import ProxyRefusal
from koinon.statutes.assembly.roll import RollReason
from koinon.statutes.assembly.tally import Counts, Electorate
from koinon.statutes.assembly.weights import StepKind, WeightStep
from koinon.statutes.rulebook.voting_rules import Base, ElectionTieRule, TieRule

from .cases import rulebook

TABLES = [
    pytest.param(vote_words.OUTCOMES, Outcome, id="outcome"),
    pytest.param(vote_words.BASES, Base, id="base"),
    pytest.param(vote_words.TIES, TieRule, id="tie"),
    pytest.param(vote_words.ELECTION_TIES, ElectionTieRule, id="election tie"),
    pytest.param(words.IDLE, IdleReason, id="idle"),
    pytest.param(words.ROLL_REASONS, RollReason, id="roll"),
    pytest.param(words.PROXY_REFUSALS, ProxyRefusal, id="proxy"),
    pytest.param(words.STEPS, StepKind, id="step"),
    pytest.param(words.FINDINGS, FindingKind, id="finding"),
]


@pytest.mark.parametrize(("table", "keys"), TABLES)
def test_every_outcome_has_words(table: dict[str, str], keys: object) -> None:
    assert set(table) == set(get_args(keys))
    assert len(set(table.values())) == len(table)


def german(text: str) -> str:
    """Two of them, translated."""
    return text.replace("at least", "mindestens").replace("Adopted", "Angenommen")


def decided(yes: int, no: int, present: int, convocation: int = 1) -> Decision:
    """An ordinary decision of 27 members."""
    there, all_of_them = {"one_each": Fraction(present)}, {"one_each": Fraction(27)}
    tally = {"one_each": Counts(Fraction(yes), Fraction(no))}
    attended = Attended(there, all_of_them, convocation)
    return decide(rulebook("cecop"), "ordinary", tally, Electorate(there, all_of_them), attended)


def test_words_go_through_the_translation() -> None:
    assert words.step_text(WeightStep("least", 1), german) == "mindestens 1"
    assert vote_words.decision_text(decided(12, 8, 20), translate=german)[:2] == (
        "Angenommen.",
        "One vote each: 20 of 27 there; mindestens 1/2 is 13 1/2: reached",
    )


def test_the_account_of_a_vote_says_what_mattered() -> None:
    assert vote_words.decision_text(decided(10, 10, 20)) == (
        "Rejected.",
        "One vote each: 20 of 27 there; at least 1/2 is 13 1/2: reached",
        "One vote each: 10 yes; more than 1/2 of 20 yes and no is 10: not reached",
        "As many for as against: it is rejected.",
    )
    assert vote_words.decision_text(decided(5, 0, 5)) == (
        "Not decided: there is no quorum.",
        "One vote each: 5 of 27 there; at least 1/2 is 13 1/2: not reached",
    )
    assert vote_words.decision_text(decided(3, 2, 5, convocation=2)) == (
        "Adopted.",
        "Second convocation: whoever came decides.",
        "One vote each: 3 yes; more than 1/2 of 5 yes and no is 2 1/2: reached",
    )


def test_numbers_are_written_as_people_do() -> None:
    numbers = [Fraction(0), Fraction(1250), Fraction(3, 5), Fraction(63, 5)]
    assert [vote_words.number_text(number) for number in numbers] == ["0", "1,250", "3/5", "12 3/5"]
