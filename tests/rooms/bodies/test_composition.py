"""Who sits where on a day, who may see it, what is vacant, whose term ends, how balanced it is."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from koinon.rooms.bodies.actions import co_opt, describe_oneself, elect, record_resignation, replace_seat
from koinon.rooms.bodies.composition import Composed, composed
from koinon.rooms.bodies.queries import coming_seats, past_seats, seats_on, visible_seats
from koinon.rooms.rulebook.queries import rulebook_in_force
from tests.rooms.bodies.board import ELECTED, TERM_ENDS, board, candidate, row_of, seated
from tests.world import ASSEMBLY, World

ON = date(2026, 4, 2)


def of(body: str, day: date = ON) -> Composed:
    """How a body is made up on a day."""
    (found,) = composed(rulebook_in_force(day), day, [body])
    return found


def test_seats_on(world: World) -> None:
    board(world)
    rows = seats_on("board", ON)
    assert [(row.seat, row.name) for row in rows] == [
        ("president", "Contact"),
        ("vice_president", "Their contact"),
        ("member", "Associated contact"),
        ("member", "Delegate"),
        ("secretary_general", "Secretary general"),
    ]
    first, last = rows[0], rows[-1]
    assert (first.person, first.organisation) == (world.people["contact"], world.organisations["ours"])
    # By office: derived from the office, and no seat of its own.
    assert (last.person, last.organisation, last.held) == (world.people["secretary_general"], None, None)
    assert [row.seat for row in seats_on("board", date(2025, 5, 22))] == []
    assert seats_on("choir", ON) == seats_on("assembly", ON) == []


def test_visible_seats(world: World) -> None:
    held = board(world)
    inner = seated(world, "contact", "president", body="executive")
    everything = {*held.values(), inner}
    # At the desk all; whoever sits in the Board sees the Board; a member sees the seats of its people; others none.
    for who, seen in {
        "auditor": everything,
        "contact": everything,
        "their_contact": set(held.values()),
        "editor": {held["contact"], held["delegate"]},
        "network_contact": set(),
        "stranger": set(),
        "nobody": set(),
    }.items():
        assert set(visible_seats(world.actor(who)).values_list("public_id", flat=True)) == seen, who


def test_past_and_coming_seats(world: World) -> None:
    president = board(world)["contact"]
    actor = world.actor("membership")
    record_resignation(actor=actor, seat=president, ends_on=date(2026, 3, 1))
    given = {"before": president, "candidate": candidate(world, "editor", "ours"), "decision": ASSEMBLY}
    next_one = replace_seat(actor=actor, starts_on=date(2026, 5, 1), **given).seat
    rows = visible_seats(actor)
    assert [row.public_id for row in past_seats(rows, ON)] == [president]
    assert [row.public_id for row in coming_seats(rows, ON)] == [next_one]


def test_what_is_vacant(world: World) -> None:
    held = board(world)
    assert of("board").vacant == 1  # three further members at least, and there are two
    actor = world.actor("membership")
    record_resignation(actor=actor, seat=held["contact"], ends_on=date(2026, 3, 1))
    assert [row.public_id for row in of("board").vacated] == [held["contact"]]
    assert of("board").vacant == 2
    given = {"candidate": candidate(world, "editor", "ours"), "starts_on": date(2026, 3, 5)}
    taken = co_opt(
        actor=actor, before=held["contact"], next_assembly=date(2026, 3, 31), decision=ASSEMBLY, **given
    ).seat
    assert of("board", date(2026, 3, 10)).vacated == []
    # After the Assembly that elected nobody, it is the first one's place that is open.
    assert [row.public_id for row in of("board").vacated] == [held["contact"]]
    record_resignation(actor=world.actor("membership", date(2026, 3, 20)), seat=taken, ends_on=date(2026, 3, 20))
    assert [row.public_id for row in of("board", date(2026, 3, 25)).vacated] == [taken]


def test_a_replaced_seat_is_not_vacant(world: World) -> None:
    president = board(world)["contact"]
    given = {"candidate": candidate(world, "editor", "ours"), "starts_on": date(2026, 3, 5), "decision": ASSEMBLY}
    replace_seat(actor=world.actor("membership"), before=president, **given)
    assert of("board").vacated == []


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2028, 5, 21), None),
        (date(2028, 5, 22), 12),
        (date(2028, 11, 22), 6),
        (date(2029, 2, 22), 3),
        (TERM_ENDS, 3),
        (date(2029, 5, 23), 0),
    ],
)
def test_terms_that_end_are_told_of(world: World, day: date, months: int | None) -> None:
    seated(world, "contact", "president", "ours")
    found = of("board", day)
    assert [one.months for one in found.endings] == ([] if months is None else [months])
    assert len(found.over) == (months == 0)


def test_who_was_followed_is_not_told_of(world: World) -> None:
    seated(world, "contact", "president", "ours", starts_on=date(2025, 6, 1))
    actor, who = world.actor("membership"), candidate(world, "their_contact", "theirs")
    given = {"body": "board", "seat": "president", "starts_on": date(2029, 6, 10), "decision": ASSEMBLY}
    assert of("board", date(2029, 6, 5)).over
    elect(actor=actor, candidate=who, **given)
    assert not of("board", date(2029, 6, 5)).endings


def test_balance_counts_what_people_said_and_no_more(world: World) -> None:
    board(world)
    for who, gender in (("contact", "woman"), ("delegate", "man")):
        describe_oneself(actor=world.actor(who), person=world.people[who], gender=gender)
    found = of("board").balance
    assert found["gender"] == {"man": 1, "woman": 1, "": 2}
    assert found["country"] == {"SE": 2, "FR": 1, "IT": 1}


def test_a_member_of_the_executive_committee_must_sit_in_the_board(world: World) -> None:
    """What actions refuse is found again in the records, however it came there."""
    board(world)
    inner = row_of(seated(world, "contact", "president", body="executive"))
    inner.mandate.person = world.person("editor")
    inner.mandate.save()
    assert [(one.kind, one.number) for one in of("executive").findings] == [("too_few", 1), ("outside", 1)]


def test_all_bodies_are_asked_in_a_fixed_number_of_queries(world: World, max_queries: Callable[..., Any]) -> None:
    board(world)
    seated(world, "contact", "president", body="executive")
    rulebook = rulebook_in_force(ON)
    with max_queries(3):
        found = composed(rulebook, ON)
    assert [one.rules.key for one in found] == ["board", "executive"]
    assert found[0].seats[0].starts_on == ELECTED
