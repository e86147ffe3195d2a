"""A fee in several parts loses nothing, and says which part it is."""

from decimal import Decimal

import pytest

from koinon.statutes.fees import compute_fee
from koinon.statutes.inputs import InputError
from koinon.statutes.instalments import instalments
from koinon.statutes.rulebook import Rulebook, parse_rulebook

from .books import changed


def test_a_fee_in_three_parts_adds_up_and_each_part_says_so(cecop_texts: dict[str, str]) -> None:
    more = '\n[[invoicing.instalments]]\nlabel.en = "Next part"\ndue_days = {}\n'
    text = changed(
        cecop_texts, "invoicing.toml", "due_days = 30\n", "due_days = 30\n" + more.format(120) + more.format(210)
    )
    rulebook = parse_rulebook(text)
    fee = compute_fee(rulebook, category="network", year=2026, inputs={"budget": Decimal("10000.43")})
    parts = instalments(rulebook, fee)
    assert [part.amount for part in parts] == [Decimal("116.68"), Decimal("116.67"), Decimal("116.67")]
    assert [part.due_days for part in parts] == [30, 120, 210]
    for part in parts:
        assert sum(line.amount for line in part.lines) == part.amount
        assert part.lines[-1].kind == "instalment"
        assert (part.lines[-1].value, part.lines[-1].upper) == (Decimal(part.part), Decimal(3))


def test_one_part_is_the_fee_itself(cecop: Rulebook) -> None:
    fee = compute_fee(cecop, category="network", year=2026, inputs={"budget": Decimal(50_000)})
    (part,) = instalments(cecop, fee)
    assert (part.amount, part.lines, part.due_days) == (fee.amount, fee.lines, 30)
    with pytest.raises(InputError):
        instalments(cecop, compute_fee(cecop, category="network", year=2026, inputs={}))
