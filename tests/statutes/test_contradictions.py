"""Contradictions are told with the answers they rest on, and change no verdict."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from koinon.statutes.conditions import Facts
from koinon.statutes.eligibility import assess, eligibility_from_data
from koinon.statutes.eligibility_words import allowed_answers
from koinon.statutes.rulebook import Rulebook, load_rulebook, parse_rulebook
from tests.world import CECOP

RULES: Rulebook = load_rulebook(CECOP)
ANSWERS = {key: st.sampled_from(list(allowed_answers(fact)) or ["Article 4"]) for key, fact in RULES.facts.items()}


def test_a_contradiction_names_the_answers_it_rests_on() -> None:
    (found,) = assess(RULES, {"professional_federations": True, "level": "local", "cicopa": "member"}).conflicts
    assert (found.key, found.rule) == ("across_europe_and_at_home", "contradictions.across_europe_and_at_home")
    assert [(reason.fact, reason.answer) for reason in found.reasons] == [
        ("professional_federations", True),
        ("level", "local"),
    ]
    assert found.sentence["en"].startswith("The organisation speaks for federations across Europe, and yet")


def test_one_answer_alone_contradicts_nothing() -> None:
    for facts in ({"professional_federations": True}, {"level": "local"}, {"full_member": "Federation X"}):
        assert assess(RULES, facts).conflicts == ()
    assert assess(RULES, {"sectoral": True, "full_member": "Federation X"}).conflicts == ()


@given(st.fixed_dictionaries({}, optional=ANSWERS))
def test_they_change_no_verdict(facts: Facts) -> None:
    silent = replace(RULES, contradictions={})
    told, untold = assess(RULES, facts), assess(silent, facts)
    assert replace(told, conflicts=()) == untold
    for conflict in told.conflicts:
        assert all(reason.verdict == "met" and facts[reason.fact] == reason.answer for reason in conflict.reasons)


def test_rules_and_accounts_from_before_have_none() -> None:
    texts = {file.name: file.read_text() for file in CECOP.glob("*.toml")}
    text = texts["eligibility.toml"]
    old = parse_rulebook({**texts, "eligibility.toml": text[: text.index("# ---- Contradictions")]})
    found = assess(old, {"sectoral": False, "full_member": "Federation X"})
    data = found.as_data()
    del data["conflicts"]
    assert eligibility_from_data(data) == found
