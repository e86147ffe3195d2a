"""Figures vouched for, looked at twice where they are unusual, taken back, locked, followed by a new version."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.core.refusals import Refused
from koinon.rooms.declarations.actions import (
    TypedFigure,
    lock_declarations,
    save_draft,
    submit_declaration,
    take_back_declaration,
)
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.declarations.queries import declaration_in_force, figures_before
from tests.rooms.outcomes import declined, line_of, no_line_of, refused
from tests.together import at_once
from tests.world import DECLARING, FIGURES, World, declared, moment


def draft(world: World, cooperatives: int = 252, turnover: str = "540000000", note: str = "", year: int = 2026) -> UUID:
    """A draft of our figures."""
    kept = save_draft(
        actor=world.actor("contact", date(year, 3, 3)),
        membership=world.memberships["ours"],
        year=year,
        figures=[
            TypedFigure("cooperatives", Decimal(cooperatives)),
            TypedFigure("turnover", Decimal(turnover), "EUR"),
        ],
        note=note,
    )
    return kept.declaration


def submit(world: World, declaration: UUID, who: str = "contact", on: date = DECLARING, **change: Any) -> Any:
    """Submit a draft."""
    return submit_declaration(actor=world.actor(who, on), declaration=declaration, **change)


def state(declaration: UUID) -> str:
    """Where a declaration stands."""
    return Declaration.objects.get(public_id=declaration).state


def test_submit_declaration(world: World) -> None:
    fact = submit(world, draft(world))
    row = Declaration.objects.get(public_id=fact.declaration)
    assert (row.state, row.submitted_by, row.submitted_at) == (
        "submitted",
        world.people["contact"],
        moment(DECLARING),
    )
    assert (fact.late, fact.warnings, row.warnings) == (False, (), [])
    line = line_of("declarations.submit_declaration", fact.declaration)
    assert (line.rulebook, line.organisation) == (row.rulebook, world.organisations["ours"])


@pytest.mark.parametrize(("on", "late"), [(date(2026, 3, 31), False), (date(2026, 4, 1), True)])
def test_late_is_after_the_window(world: World, on: date, late: bool) -> None:
    assert submit(world, draft(world), on=on).late is late


def test_submit_declaration_refused(world: World) -> None:
    kept = draft(world)
    for who in ("their_contact", "former", "auditor", "nobody"):
        assert refused(submit, world, kept, who) == "not_found"
    assert refused(submit, world, kept, "delegate") == "not_allowed"
    assert refused(submit, world, kept, seen_version=7) == "stale"
    assert refused(submit, world, uuid4()) == "not_found"
    assert refused(submit, world, uuid4(), "membership") == "not_found"
    assert state(kept) == "draft"
    assert no_line_of("declarations.submit_declaration")
    submit(world, kept)
    assert refused(submit, world, kept) == "declaration_state"


def test_missing_figures_are_named(world: World) -> None:
    kept = save_draft(
        actor=world.actor("contact", DECLARING),
        membership=world.memberships["ours"],
        year=2026,
        figures=[TypedFigure("cooperatives", Decimal(252))],
    )
    with pytest.raises(Refused) as caught:
        submit(world, kept.declaration)
    assert caught.value.refusal.code == "figures_missing"
    assert "Turnover of the affiliated cooperatives" in str(caught.value.refusal)
    assert "Affiliated cooperatives." not in str(caught.value.refusal.words)


def test_a_jump_has_to_be_confirmed(world: World) -> None:
    submit(world, draft(world))
    second = draft(world, cooperatives=500, year=2027)
    on = date(2027, 3, 3)
    assert figures_before(world.membership(), 2027)["cooperatives"] == Decimal(252)
    assert refused(submit, world, second, on=on) == "confirm_figures"
    fact = submit(world, second, on=on, confirmed=True)
    assert len(fact.warnings) == 1
    assert Declaration.objects.get(public_id=second).warnings[0]["basis"] == "cooperatives"


def test_a_unit_slip_needs_a_remark_as_well(world: World) -> None:
    submit(world, draft(world))
    slipped = draft(world, turnover="540", year=2027)
    on = date(2027, 3, 3)
    assert refused(submit, world, slipped, on=on) == "confirm_figures"
    assert refused(submit, world, slipped, on=on, confirmed=True) == "remark_needed"
    assert state(slipped) == "draft"
    draft(world, turnover="540", note="We have indeed closed almost everything.", year=2027)
    assert submit(world, slipped, on=on, confirmed=True).warnings


def test_a_new_version_follows_the_old(world: World) -> None:
    first = declared(world)
    lock_declarations([first], actor=world.actor("treasurer"))
    second = draft(world, cooperatives=253)
    assert state(first) == "locked"
    submit(world, second)
    assert (state(first), state(second)) == ("superseded", "submitted")
    current = declaration_in_force(world.membership(), 2026)
    assert current is not None
    assert (current.public_id, current.number) == (second, 2)


def test_take_back_declaration(world: World) -> None:
    kept = declared(world)
    take_back_declaration(actor=world.actor("contact"), declaration=kept)
    assert state(kept) == "draft"
    assert declaration_in_force(world.membership(), 2026) is None
    assert line_of("declarations.take_back_declaration", kept).actor == world.people["contact"]


def test_take_back_declaration_refused(world: World) -> None:
    kept = declared(world)

    def take_back(who: str = "contact", declaration: UUID = kept) -> str:
        return refused(take_back_declaration, actor=world.actor(who), declaration=declaration)

    assert take_back("delegate") == "not_allowed"
    assert take_back("their_contact") == "not_found"
    assert take_back("nobody") == "not_found"
    assert take_back(declaration=uuid4()) == "not_found"
    draft(world, cooperatives=300)
    assert take_back() == "draft_exists"
    lock_declarations([kept], actor=world.actor("treasurer"))
    assert take_back() == "declaration_state"
    assert state(kept) == "locked"
    assert no_line_of("declarations.take_back_declaration")


def test_lock_declarations(world: World) -> None:
    kept = [declared(world, "ours"), declared(world, "theirs")]
    outcome = lock_declarations(kept, actor=world.actor("treasurer"))
    assert [fact.declaration for fact in outcome.done] == kept
    assert {state(declaration) for declaration in kept} == {"locked"}
    assert Declaration.objects.get(public_id=kept[0]).locked_at == world.actor("treasurer").at
    for declaration in kept:
        assert line_of("declarations.lock_declarations", declaration)


def test_lock_declarations_declined(world: World) -> None:
    kept, treasurer = declared(world), world.actor("treasurer")
    lock_declarations([kept], actor=treasurer)
    assert declined(lock_declarations([kept], actor=treasurer)) == "not_submitted"
    assert declined(lock_declarations([uuid4()], actor=treasurer)) == "not_submitted"
    for who in ("contact", "auditor", "policy", "nobody"):
        assert refused(lock_declarations, [kept], actor=world.actor(who)) == "not_allowed"


@pytest.mark.django_db(transaction=True)
def test_two_submit_at_once(world: World) -> None:
    kept = draft(world)
    outcomes = at_once(partial(submit, world, kept), partial(submit, world, kept, "finance_contact"))
    codes = [outcome.refusal.code for outcome in outcomes if isinstance(outcome, Refused)]
    assert codes == ["declaration_state"], outcomes


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_submitted_and_saved_at_once(world: World, _round: int) -> None:
    kept = draft(world)
    outcomes = at_once(partial(submit, world, kept), partial(draft, world, 300), partial(draft, world, 310))
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)], outcomes
    # What was submitted stays submitted: whoever saved later has a draft of their own beside it.
    assert state(kept) == "submitted"
    assert set(Declaration.objects.exclude(public_id=kept).values_list("state", flat=True)) <= {"draft"}
    for row in Declaration.objects.prefetch_related("figures"):
        assert {figure.basis for figure in row.figures.all()} == {basis.basis for basis in FIGURES["ours"]}
