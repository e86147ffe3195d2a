"""The words of assemblies: every outcome has some, and all of them can be translated."""

from typing import get_args

import pytest

from koinon.statutes.assembly import words
from koinon.statutes.assembly.carriage import IdleReason
from koinon.statutes.assembly.proxies import ProxyRefusal
from koinon.statutes.assembly.roll import RollReason
from koinon.statutes.assembly.weights import StepKind, WeightStep
from koinon.statutes.rulebook.voting_rules import Base, ElectionTieRule, TieRule

TABLES = [
    (words.BASES, Base),
    (words.TIES, TieRule),
    (words.ELECTION_TIES, ElectionTieRule),
    (words.IDLE, IdleReason),
    (words.ROLL_REASONS, RollReason),
    (words.PROXY_REFUSALS, ProxyRefusal),
    (words.STEPS, StepKind),
]


@pytest.mark.parametrize(
    ("table", "keys"), TABLES, ids=["base", "tie", "election tie", "idle", "roll", "proxy", "step"]
)
def test_every_outcome_has_words(table: dict[str, str], keys: object) -> None:
    assert set(table) == set(get_args(keys))
    assert len(set(table.values())) == len(table)


def test_words_go_through_the_translation() -> None:
    assert (
        words.step_text(WeightStep("least", 1), lambda text: text.replace("at least", "mindestens")) == "mindestens 1"
    )
