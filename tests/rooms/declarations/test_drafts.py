"""Figures kept as a draft: only what the fee asks for, in amounts that can be, by those who may."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.rooms.declarations.actions import TypedFigure, save_draft
from koinon.rooms.declarations.models import Declaration, Figure
from koinon.rooms.declarations.queries import bases_to_declare, draft_of, visible_declarations
from koinon.rooms.memberships.actions import end_membership
from koinon.rooms.rulebook.queries import rulebook_for_year
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import BOARD, DECLARING, FIGURES, World, declared

COOPERATIVES, TURNOVER = FIGURES["ours"]


def save(world: World, who: str = "contact", member: str = "ours", on: date = DECLARING, **change: Any) -> UUID:
    """Keep a draft; gives the declaration."""
    given = {"membership": world.memberships[member], "year": 2026, "figures": FIGURES["ours"], **change}
    return save_draft(actor=world.actor(who, on), **given).declaration


def figures(declaration: UUID) -> dict[str, Decimal]:
    """The kept figures."""
    return dict(Figure.objects.filter(declaration__public_id=declaration).values_list("basis", "value"))


def test_save_draft(world: World) -> None:
    kept = save(world, note="  As audited.  ")
    row = Declaration.objects.get(public_id=kept)
    assert (row.state, row.kind, row.number, row.note) == ("draft", "declared", 1, "As audited.")
    assert figures(kept) == {"cooperatives": Decimal(252), "turnover": Decimal("540000000.00")}
    assert set(row.figures.values_list("basis", "figures_year")) == {("cooperatives", 2025), ("turnover", 2024)}
    line = line_of("declarations.save_draft", kept)
    assert (line.organisation, line.actor) == (world.organisations["ours"], world.people["contact"])


def test_saving_again_replaces_the_figures(world: World) -> None:
    first = save(world)
    second = save(world, figures=[TypedFigure("cooperatives", Decimal(260))])
    assert first == second
    assert figures(first) == {"cooperatives": Decimal(260)}
    assert Declaration.objects.get().version == 2


@pytest.mark.parametrize("who", ["contact", "finance_contact", "membership", "secretary_general"])
def test_save_draft_allowed(world: World, who: str) -> None:
    assert save(world, who)


@pytest.mark.parametrize(
    ("who", "member", "code"),
    [
        ("delegate", "ours", "not_allowed"),
        ("editor", "ours", "not_allowed"),
        ("their_contact", "ours", "not_found"),
        ("contact", "theirs", "not_found"),
        ("former", "ours", "not_found"),
        ("treasurer", "ours", "not_found"),
        ("auditor", "ours", "not_found"),
        ("technician", "ours", "not_found"),
        ("nobody", "ours", "not_found"),
    ],
)
def test_save_draft_not_allowed(world: World, who: str, member: str, code: str) -> None:
    assert refused(save, world, who, member) == code
    assert not Declaration.objects.exists()


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (TypedFigure("budget", Decimal(1)), "figure_not_asked"),
        (TypedFigure("shoe_size", Decimal(1)), "figure_not_asked"),
        (TypedFigure("cooperatives", Decimal(-1)), "figure_out_of_bounds"),
        (TypedFigure("cooperatives", Decimal("1e30")), "figure_out_of_bounds"),
        (TypedFigure("cooperatives", Decimal("NaN")), "figure_out_of_bounds"),
        (TypedFigure("turnover", Decimal("Infinity"), "EUR"), "figure_out_of_bounds"),
        (TypedFigure("cooperatives", Decimal("2.5")), "figure_not_exact"),
        (TypedFigure("turnover", Decimal("1.005"), "EUR"), "figure_not_exact"),
        (TypedFigure("turnover", Decimal(1), "XXX"), "no_rate"),
        (TypedFigure("turnover", Decimal(1), "a currency of more than three letters"), "no_rate"),
    ],
)
def test_save_draft_refused(world: World, typed: TypedFigure, code: str) -> None:
    assert refused(save, world, figures=[typed]) == code
    assert not Declaration.objects.exists()
    assert no_line_of("declarations.save_draft")


def test_a_refused_change_keeps_the_draft_as_it_was(world: World) -> None:
    kept = save(world)
    assert refused(save, world, figures=[TypedFigure("cooperatives", Decimal(-1))]) == "figure_out_of_bounds"
    assert refused(save, world, figures=[COOPERATIVES, COOPERATIVES]) == "figure_twice"
    assert figures(kept)["cooperatives"] == Decimal(252)
    assert Declaration.objects.get().version == 1


def test_a_form_that_is_older_than_the_draft(world: World) -> None:
    save(world, seen_version=0)
    assert refused(save, world, seen_version=0) == "stale"
    save(world, seen_version=1)
    assert refused(save, world, seen_version=1) == "stale"


@pytest.mark.parametrize(
    ("year", "on", "code"),
    [
        (2026, date(2025, 12, 31), "not_open_yet"),
        (2027, DECLARING, "not_open_yet"),
        (2019, DECLARING, "no_rulebook"),
        (0, DECLARING, "year_unknown"),
        (99999, DECLARING, "year_unknown"),
    ],
)
def test_the_window(world: World, year: int, on: date, code: str) -> None:
    assert refused(save, world, year=year, on=on) == code


def test_the_window_opens_on_its_day_and_late_figures_are_taken(world: World) -> None:
    assert save(world, on=date(2026, 1, 1))
    assert save(world, on=date(2026, 11, 1))


def test_only_for_years_of_membership(world: World) -> None:
    end_membership(
        actor=world.actor("membership"),
        membership=world.memberships["ours"],
        event="resign",
        ends_on=date(2025, 12, 31),
        decision=BOARD,
    )
    assert refused(save, world) == "not_a_member_then"
    assert refused(save, world, who="membership", membership=uuid4()) == "not_found"
    assert refused(save, world, who="contact", membership=uuid4()) == "not_found"


def test_a_new_draft_beside_what_is_in_force(world: World) -> None:
    declared(world)
    again = save(world, figures=[TypedFigure("cooperatives", Decimal(300)), TURNOVER])
    row = Declaration.objects.get(public_id=again)
    assert (row.number, row.state) == (2, "draft")
    assert draft_of(world.membership(), 2026) == row
    assert Declaration.objects.get(number=1).state == "submitted"


@pytest.mark.parametrize(
    ("member", "asked"), [("ours", ("cooperatives", "turnover")), ("associated", ()), ("network", ("budget",))]
)
def test_what_each_kind_of_member_is_asked(world: World, member: str, asked: tuple[str, ...]) -> None:
    assert bases_to_declare(rulebook_for_year(2026), world.membership(member)) == asked


def test_who_sees_which_declarations(world: World) -> None:
    declared(world, "ours")
    declared(world, "theirs")

    def seen(who: str) -> int:
        return visible_declarations(world.actor(who)).count()

    assert (seen("auditor"), seen("delegate"), seen("their_contact")) == (2, 1, 1)
    assert seen("network_contact") == seen("technician") == seen("former") == seen("nobody") == 0
