"""Estimates: where a member never declares, adopted by the treasurer on a recorded decision and marked."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from koinon.core.decisions import DecisionReference
from koinon.rooms.declarations.actions import (
    TypedFigure,
    adopt_estimate,
    save_draft,
    submit_declaration,
    take_back_declaration,
)
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.dues.actions import propose_fees
from koinon.rooms.dues.fees import fee_of
from koinon.rooms.rulebook.queries import rulebook_for_year
from tests.rooms.outcomes import declined, line_of, no_line_of, refused
from tests.world import BOARD, FIGURES, World, declared, only

AFTER = date(2026, 4, 1)


def adopt(world: World, who: str = "treasurer", on: date = AFTER, **change: Any) -> Declaration:
    """Adopt an estimate of our figures."""
    given = {
        "membership": world.memberships["ours"],
        "year": 2026,
        "figures": FIGURES["ours"],
        "reason": "Last year's figures, as published in the member's report.",
        "decision": BOARD,
        **change,
    }
    adopted = adopt_estimate(actor=world.actor(who, on), **given)
    return Declaration.objects.get(public_id=adopted.declaration)


def test_adopt_estimate(world: World) -> None:
    assert fee_of(rulebook_for_year(2026), world.membership(), 2026).amount is None
    row = adopt(world)
    assert (row.kind, row.state, str(row.decision)) == ("estimate", "submitted", "Board, B2026/2")
    assert row.note.startswith("Last year's")
    line = line_of("declarations.adopt_estimate", row.public_id)
    assert (line.actor, line.outcome["decision"]) == (world.people["treasurer"], "Board, B2026/2")
    assert fee_of(rulebook_for_year(2026), world.membership(), 2026).amount == Decimal("3450.00")


def test_without_figures_or_estimate_no_fee_is_proposed(world: World) -> None:
    outcome = propose_fees([world.memberships["ours"]], actor=world.actor("treasurer"), year=2026)
    assert declined(outcome) == "fee_unknown"
    adopt(world)
    outcome = propose_fees([world.memberships["ours"]], actor=world.actor("treasurer"), year=2026)
    assert only(outcome).amount == Decimal("3450.00")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"who": "secretary_general"}, "step_of_others"),
        ({"who": "membership"}, "step_of_others"),
        ({"who": "auditor"}, "not_allowed"),
        ({"who": "contact"}, "not_allowed"),
        ({"who": "system"}, "not_allowed"),
        ({"on": date(2026, 3, 31)}, "window_open"),
        ({"reason": "  "}, "reason_needed"),
        ({"figures": FIGURES["ours"][:1]}, "figures_missing"),
        ({"figures": []}, "figures_missing"),
        ({"decision": DecisionReference("Board", date(2026, 4, 1), "")}, "decision_incomplete"),
        ({"membership": uuid4()}, "not_found"),
        ({"year": 2027}, "not_open_yet"),
    ],
)
def test_adopt_estimate_refused(world: World, change: dict[str, Any], code: str) -> None:
    assert refused(adopt, world, **change) == code
    assert not Declaration.objects.exists()
    assert no_line_of("declarations.adopt_estimate")


def test_what_was_declared_is_not_estimated(world: World) -> None:
    declared(world)
    assert refused(adopt, world) == "declared_already"


def test_a_member_may_still_declare_and_its_figures_take_the_estimates_place(world: World) -> None:
    estimate = adopt(world)
    contact = world.actor("contact", date(2026, 4, 20))
    figures = [TypedFigure("cooperatives", Decimal(40)), TypedFigure("turnover", Decimal(9_000_000), "EUR")]
    draft = save_draft(actor=contact, membership=world.memberships["ours"], year=2026, figures=figures)
    submit_declaration(actor=contact, declaration=draft.declaration, confirmed=True)
    estimate.refresh_from_db()
    assert estimate.state == "superseded"
    assert fee_of(rulebook_for_year(2026), world.membership(), 2026).amount == Decimal("1000.00")


def test_a_member_cannot_make_an_estimate_its_own(world: World) -> None:
    estimate = adopt(world)
    contact = world.actor("contact", date(2026, 4, 20))
    assert refused(take_back_declaration, actor=contact, declaration=estimate.public_id) == "estimate_stands"
    estimate.refresh_from_db()
    assert (estimate.state, estimate.kind) == ("submitted", "estimate")
