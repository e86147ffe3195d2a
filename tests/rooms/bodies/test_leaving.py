"""Leaving a seat: by resignation, by a decision; and what is lost with it."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from koinon.core.decisions import DecisionReference
from koinon.rooms.bodies.actions import end_seat, record_resignation
from koinon.rooms.people.actions import end_mandate
from tests.rooms.bodies.board import ELECTED, TERM_ENDS, board, row_of, seated
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World

ON = date(2026, 4, 30)
RECALL = DecisionReference("General Assembly", date(2026, 3, 31), "GA2026/2")


@pytest.fixture
def president(world: World) -> UUID:
    """The president of a whole Board."""
    return board(world)["contact"]


def test_record_resignation(world: World, president: UUID) -> None:
    actor = world.actor("membership")
    left = record_resignation(actor=actor, seat=president, ends_on=ON)
    assert (left.ending, left.others) == ("resigned", ())
    assert world.actor("contact", ON).bodies
    assert not world.actor("contact", date(2026, 5, 1)).bodies
    line = line_of("bodies.record_resignation", president)
    assert (line.actor, line.organisation) == (actor.person, world.organisations["ours"])


def test_record_resignation_refused(world: World, president: UUID) -> None:
    actor = world.actor("membership")
    for day, code in ((date(2025, 5, 22), "dates_reversed"), (date(2029, 5, 23), "term_over")):
        assert refused(record_resignation, actor=actor, seat=president, ends_on=day) == code
    assert refused(record_resignation, actor=actor, seat=uuid4(), ends_on=ON) == "not_found"
    # Nobody resigns for themselves here: the desk records what was said to the Board.
    assert refused(record_resignation, actor=world.actor("contact"), seat=president, ends_on=ON) == "not_allowed"
    assert row_of(president).ends_on is None
    assert no_line_of("bodies.record_resignation")
    record_resignation(actor=actor, seat=president, ends_on=ON)
    assert refused(record_resignation, actor=actor, seat=president, ends_on=ON) == "left_already"


def test_losing_the_seat_in_the_board_ends_the_one_drawn_from_it(world: World, president: UUID) -> None:
    inner = seated(world, "contact", "president", body="executive")
    left = record_resignation(actor=world.actor("membership"), seat=president, ends_on=ON)
    assert left.others == (inner,)
    assert (row_of(inner).ends_on, row_of(inner).ending) == (ON, "left_larger")
    assert not world.actor("contact", date(2026, 5, 1)).bodies


def test_leaving_the_smaller_body_leaves_the_larger_alone(world: World, president: UUID) -> None:
    inner = seated(world, "contact", "president", body="executive")
    record_resignation(actor=world.actor("membership"), seat=inner, ends_on=ON)
    assert row_of(president).ends_on is None


def test_end_seat(world: World, president: UUID) -> None:
    left = end_seat(actor=world.actor("secretary_general"), seat=president, ends_on=ON, decision=RECALL)
    assert left.ending == "ended"
    assert str(row_of(president).ended_by) == "General Assembly, GA2026/2"
    assert line_of("bodies.end_seat", president).outcome["ends_on"] == "2026-04-30"


def test_end_seat_when_the_term_is_over(world: World, president: UUID) -> None:
    inner = seated(world, "contact", "president", body="executive")
    later = DecisionReference("General Assembly", date(2029, 6, 1), "GA2029/1")
    end_seat(
        actor=world.actor("membership", date(2029, 6, 2)), seat=president, ends_on=date(2029, 6, 1), decision=later
    )
    assert (row_of(president).ending, row_of(president).left_early) == ("term", False)
    assert row_of(inner).ending == "term"


def test_end_seat_refused(world: World, president: UUID) -> None:
    given = {"seat": president, "ends_on": ON, "decision": RECALL}
    actor = world.actor("membership")
    assert refused(end_seat, actor=actor, **{**given, "ends_on": date(2025, 1, 1)}) == "dates_reversed"
    assert refused(end_seat, actor=actor, **{**given, "seat": uuid4()}) == "not_found"
    assert refused(end_seat, actor=world.actor("treasurer"), **given) == "not_allowed"
    assert no_line_of("bodies.end_seat")
    end_seat(actor=actor, **given)
    assert refused(end_seat, actor=actor, **given) == "left_already"


def test_a_seat_is_not_ended_as_a_role(world: World, president: UUID) -> None:
    """Whoever ends it as a bare mandate would leave the seat in the Executive Committee behind."""
    mandate = row_of(president).mandate.public_id
    assert refused(end_mandate, actor=world.actor("membership"), mandate=mandate, ends_on=ON) == "seat_of_a_body"


def test_the_term_of_a_seat(world: World, president: UUID) -> None:
    assert (row_of(president).starts_on, row_of(president).term_ends_on) == (ELECTED, TERM_ENDS)
