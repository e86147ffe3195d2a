"""Why a criterion is met, not met or open: in words that name what decides, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.statutes.conditions import Facts
from koinon.statutes.eligibility import assess
from koinon.statutes.eligibility_words import allowed_answers, asked_next, open_of, reason_text, served_criteria
from koinon.statutes.rulebook import Rulebook, load_rulebook
from tests.world import CECOP

RULES: Rulebook = load_rulebook(CECOP)
ANSWERS = {key: st.sampled_from(list(allowed_answers(fact)) or ["Article 4"]) for key, fact in RULES.facts.items()}
some_facts = st.fixed_dictionaries({}, optional=ANSWERS)
all_facts = st.fixed_dictionaries(ANSWERS)


@given(some_facts)
def test_every_criterion_has_words_for_its_verdict(facts: Facts) -> None:
    for verdict in assess(RULES, facts).criteria:
        words = reason_text(RULES, verdict)
        assert words
        assert words.startswith("Still to answer:") == (verdict.verdict == "unknown")
        assert bool(open_of(RULES, verdict)) == (verdict.verdict == "unknown")


@given(all_facts, st.randoms(use_true_random=False))
def test_answering_what_is_missing_always_ends_and_the_order_changes_nothing(facts: Facts, chance: object) -> None:
    known: dict[str, bool | str] = {}
    for _turn in range(len(RULES.facts) + 1):
        found = assess(RULES, known)
        if found.is_settled:
            break
        asked = chance.choice(found.missing).key  # type: ignore[attr-defined]
        assert asked not in known
        known[asked] = facts[asked]  # type: ignore[assignment]
    whole = assess(RULES, facts)
    assert found.is_settled
    assert found.category == whole.category
    assert found.category is None or found.criterion is not None


@given(all_facts)
def test_answering_what_is_asked_next_leads_to_the_same_category(facts: Facts) -> None:
    known: dict[str, bool | str] = {}
    asked: list[str] = []
    while left := asked_next(RULES, found := assess(RULES, known)):
        assert not set(left) & set(known)
        assert set(left) <= {gap.key for gap in found.missing}
        known |= {key: facts[key] for key in left}  # type: ignore[misc]
        asked += left
    assert found.is_settled
    assert found.category == assess(RULES, facts).category
    assert len(asked) == len(set(asked))


def test_lower_categories_are_asked_about_once_higher_ones_are_ruled_out() -> None:
    first = asked_next(RULES, assess(RULES, {}))
    assert first == (
        "level", "legal_form", "worker_cooperatives", "social_cooperatives", "professional_federations", "cicopa",
    )  # fmt: skip
    assert asked_next(RULES, assess(RULES, {"cicopa": "stays_out"})) == ("affiliates_or_promotes", "statutes_refer")
    branch = {"level": "local", "legal_form": "other", "cicopa": "member", "sectoral": True}
    assert "full_member" in asked_next(RULES, assess(RULES, branch))
    assert "full_member" not in asked_next(RULES, assess(RULES, {**branch, "sectoral": False}))


@given(some_facts)
def test_further_answers_never_take_a_category_away(facts: Facts) -> None:
    found = assess(RULES, facts)
    if found.category is None:
        return
    for key in RULES.facts:
        if key not in facts:
            for answer in allowed_answers(RULES.facts[key]) or ["Article 4"]:
                assert assess(RULES, {**facts, key: answer}).category == found.category


def test_a_question_serves_the_criteria_of_its_categories_condition() -> None:
    served = served_criteria(RULES)
    assert set(served) == set(RULES.facts)
    assert len(served["cicopa"]) == 6
    assert served["level"] == ["national_organisation", "european_organisation"]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {"level": "local"},
            "work? A town or district; needed: A whole country",
        ),
        ({"worker_cooperatives": False, "social_cooperatives": False}, "through its members? No. Do social"),
    ],
)
def test_what_speaks_against_it_is_named_with_what_it_takes(facts: Facts, told: str) -> None:
    national = next(row for row in assess(RULES, facts).criteria if row.key == "national_organisation")
    assert told in reason_text(RULES, national)
