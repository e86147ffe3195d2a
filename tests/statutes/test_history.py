"""Versions of the rules follow one another without a hole, after the first."""

from datetime import date
from decimal import Decimal

import pytest

from koinon.statutes.explanation import as_text
from koinon.statutes.fees import compute_fee
from koinon.statutes.rulebook import NoRuleInForce, Rulebook, RulebookHistory, parse_rulebook

from .books import changed


def test_versions_follow_one_another(cecop: Rulebook, cecop_texts: dict[str, str]) -> None:
    later = parse_rulebook(changed(cecop_texts, "rulebook.toml", "2026-01-01", "2027-01-01"))
    history = RulebookHistory([later, cecop])
    assert history.in_force_on(date(2026, 12, 31)) is cecop
    assert history.in_force_on(date(2027, 1, 1)) is later
    with pytest.raises(NoRuleInForce) as refusal:
        history.in_force_on(date(2025, 12, 31))
    assert refusal.value.first == date(2026, 1, 1)
    with pytest.raises(NoRuleInForce):
        RulebookHistory([]).in_force_on(date(2026, 1, 1))
    with pytest.raises(ValueError, match="two versions"):
        RulebookHistory([cecop, cecop])
    undated = parse_rulebook(changed(cecop_texts, "rulebook.toml", "in_force_from = 2026-01-01", ""))
    with pytest.raises(ValueError, match="no day"):
        RulebookHistory([undated])
    fee = compute_fee(undated, category="network", year=1999, inputs={"budget": Decimal(1)})
    assert "not in force yet" in as_text(fee)
