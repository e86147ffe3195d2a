"""Taking a seat: elected for a term, in place of another, co-opted; and what stands against it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from koinon.core.decisions import DecisionReference
from koinon.rooms.bodies.actions import co_opt, elect, end_seat, record_resignation, replace_seat
from koinon.rooms.bodies.actions.electing import Candidate
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import seats_on
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.rooms.bodies.board import BOARD_DECIDED, ELECTED, TERM_ENDS, board, candidate, row_of, seated
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import APPROVING, ASSEMBLY, BOARD, World, cecop_texts

LATER = DecisionReference("General Assembly", date(2026, 3, 31), "GA2026/1")
ON = date(2026, 4, 2)


def people_in(body: str, day: date) -> list[tuple[str, str]]:
    """Seats and names of a body on a day."""
    return [(row.seat, row.name) for row in seats_on(body, day)]


def test_elect(world: World) -> None:
    seat = seated(world, "contact", "president", "ours")
    row = row_of(seat)
    assert (row.starts_on, row.term_ends_on) == (ELECTED, TERM_ENDS)
    # Whoever was elected stays until a successor is there, so the right to the body's papers goes on.
    assert row.ends_on is None
    assert world.actor("contact", ELECTED).bodies == {row.body.public_id}
    assert not world.actor("contact", date(2025, 5, 22)).bodies
    assert str(row.decision) == "General Assembly, GA2025/7"
    line = line_of("bodies.elect", seat)
    assert (line.organisation, line.rulebook) == (world.organisations["ours"], row.rulebook)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"body": "choir"}, "body_unknown"),
        ({"body": "assembly"}, "body_of_members"),
        ({"seat": "organist"}, "seat_unknown"),
        ({"seat": "secretary_general"}, "by_office"),
        ({"person": uuid4()}, "not_found"),
        ({"organisation": None}, "member_needed"),
        ({"organisation": uuid4()}, "not_a_member"),
        ({"starts_on": date(2019, 12, 31)}, "not_a_member"),
        ({"starts_on": date(2023, 12, 31)}, "no_mandate"),
        ({"decision": DecisionReference("", date(2025, 5, 22), "")}, "decision_incomplete"),
        ({"decision": DecisionReference("General Assembly", date(2026, 5, 1), "GA2026/1")}, "decision_to_come"),
    ],
)
def test_elect_refused(world: World, change: dict[str, Any], code: str) -> None:
    given = {"person": world.people["contact"], "organisation": world.organisations["ours"], **change}
    who = Candidate(given.pop("person"), given.pop("organisation"))
    wanted = {"body": "board", "seat": "president", "starts_on": ELECTED, "decision": ASSEMBLY, **given}
    assert refused(elect, actor=world.actor("membership"), candidate=who, **wanted) == code
    assert not HeldSeat.objects.exists()
    assert no_line_of("bodies.elect")


def test_elect_for_a_member_that_one_does_not_speak_for(world: World) -> None:
    who = candidate(world, "contact", "theirs")
    given = {"body": "board", "seat": "president", "starts_on": ELECTED, "decision": ASSEMBLY, "candidate": who}
    assert refused(elect, actor=world.actor("membership"), **given) == "no_mandate"


@pytest.mark.parametrize("who", ["treasurer", "auditor", "contact", "nobody"])
def test_elect_not_allowed(world: World, who: str) -> None:
    given = {"body": "board", "seat": "president", "starts_on": ELECTED, "decision": ASSEMBLY}
    actor = world.actor(who)
    assert refused(elect, actor=actor, candidate=candidate(world, "contact", "ours"), **given) == "not_allowed"


def test_a_full_kind_of_seat_is_refused(world: World) -> None:
    seated(world, "contact", "president", "ours")
    given = {
        "body": "board",
        "seat": "president",
        "decision": ASSEMBLY,
        "candidate": candidate(world, "their_contact", "theirs"),
    }
    actor = world.actor("membership")
    assert refused(elect, actor=actor, starts_on=ON, **given) == "no_free_place"
    # From the day after the term on the place is free, and the first president leaves it then.
    elect(actor=actor, starts_on=date(2029, 6, 1), **given)
    assert people_in("board", date(2029, 5, 31))[0] == ("president", "Contact")
    assert people_in("board", date(2029, 6, 1))[0] == ("president", "Their contact")


def test_a_place_that_is_taken_later_in_the_term_is_not_free(world: World) -> None:
    seated(world, "contact", "president", "ours", starts_on=date(2026, 1, 1))
    who, actor = candidate(world, "their_contact", "theirs"), world.actor("membership")
    given = {"body": "board", "seat": "president", "decision": ASSEMBLY, "candidate": who}
    assert refused(elect, actor=actor, starts_on=date(2025, 12, 1), **given) == "no_free_place"


def test_nobody_sits_twice_in_a_body(world: World) -> None:
    seated(world, "contact", "president", "ours")
    who, actor = candidate(world, "contact", "ours"), world.actor("membership")
    given = {"body": "board", "seat": "member", "decision": ASSEMBLY, "candidate": who}
    assert refused(elect, actor=actor, starts_on=ON, **given) == "sits_already"


def test_elected_anew_after_the_term(world: World) -> None:
    """The old seat ends the day before the new begins, and the seat in the Executive Committee is not lost by it."""
    board(world)
    inner = seated(world, "contact", "president", body="executive")
    again = seated(world, "contact", "member", "ours", starts_on=date(2029, 6, 10))
    assert people_in("board", date(2029, 6, 9))[0] == ("president", "Contact")
    assert row_of(again).starts_on == date(2029, 6, 10)
    assert row_of(inner).ends_on is None


def test_several_who_stay_on_are_not_guessed_among(world: World) -> None:
    """There are eleven members' seats at most; who of two that stay on has to go is for people to say."""
    for person, member in (("associated_contact", "associated"), ("delegate", "ours")):
        seated(world, person, "member", member)
    seated(world, "contact", "member", "ours", starts_on=date(2029, 6, 10))
    assert [seat for seat, _name in people_in("board", date(2029, 6, 10))].count("member") == 3


def test_the_executive_committee_is_drawn_from_the_board(world: World) -> None:
    given = {"body": "executive", "seat": "president", "starts_on": ELECTED, "decision": ASSEMBLY}
    actor, who = world.actor("membership"), candidate(world, "contact")
    assert refused(elect, actor=actor, candidate=who, **given) == "not_in_larger"
    seated(world, "contact", "president", "ours")
    seat = elect(actor=actor, candidate=who, **given)
    assert seat.term_ends_on == TERM_ENDS
    # Nobody sits there longer than in the Board.
    seated(world, "their_contact", "vice_president", "theirs")
    later = seated(world, "their_contact", "vice_president", body="executive", starts_on=ON)
    assert row_of(later).term_ends_on == TERM_ENDS


def test_replace_seat(world: World) -> None:
    president = board(world)["contact"]
    actor, who = world.actor("membership"), candidate(world, "editor", "ours")
    taken = replace_seat(actor=actor, before=president, candidate=who, starts_on=ON, decision=LATER)
    assert (taken.way, taken.term_ends_on) == ("replaced", TERM_ENDS)
    assert people_in("board", date(2026, 4, 1))[0] == ("president", "Contact")
    assert people_in("board", ON)[0] == ("president", "Editor")
    assert (row_of(president).ending, row_of(president).ends_on) == ("succeeded", date(2026, 4, 1))
    assert line_of("bodies.replace_seat", taken.seat).outcome["way"] == "replaced"


def test_replace_seat_refused(world: World) -> None:
    president = board(world)["contact"]
    actor, who = world.actor("membership"), candidate(world, "editor", "ours")
    given = {"before": president, "candidate": who, "starts_on": ON, "decision": LATER}
    assert refused(replace_seat, actor=actor, **{**given, "starts_on": date(2029, 5, 23)}) == "outside_the_term"
    assert refused(replace_seat, actor=actor, **{**given, "starts_on": ELECTED}) == "dates_reversed"
    assert refused(replace_seat, actor=actor, **{**given, "before": uuid4()}) == "not_found"
    assert refused(replace_seat, actor=world.actor("treasurer"), **given) == "not_allowed"
    assert row_of(president).ends_on is None
    replace_seat(actor=actor, **given)
    another = candidate(world, "finance_contact", "ours")
    assert refused(replace_seat, actor=actor, **{**given, "candidate": another}) == "followed_already"


def test_co_opt_until_the_assembly_and_then_the_rest(world: World) -> None:
    """A seat falls vacant, the Board fills it until the Assembly, the Assembly fills it to the end of the term."""
    president = board(world)["contact"]
    actor = world.actor("membership")
    record_resignation(actor=actor, seat=president, ends_on=date(2026, 3, 1))
    given = {"before": president, "starts_on": date(2026, 3, 21), "decision": BOARD_DECIDED}
    taken = co_opt(actor=actor, candidate=candidate(world, "editor", "ours"), next_assembly=date(2026, 3, 31), **given)
    assert (taken.way, taken.term_ends_on) == ("co_opted", date(2026, 3, 31))
    assert row_of(taken.seat).ends_on == date(2026, 3, 31)
    assert line_of("bodies.co_opt", taken.seat).actor == actor.person
    after = replace_seat(
        actor=actor,
        before=taken.seat,
        candidate=candidate(world, "finance_contact", "ours"),
        starts_on=date(2026, 4, 1),
        decision=LATER,
    )
    assert after.term_ends_on == TERM_ENDS
    assert row_of(after.seat).follows == row_of(president)


def test_co_opt_refused(world: World) -> None:
    president = board(world)["contact"]
    actor, who = world.actor("membership"), candidate(world, "editor", "ours")
    given = {
        "before": president,
        "candidate": who,
        "starts_on": ON,
        "next_assembly": date(2026, 5, 21),
        "decision": BOARD_DECIDED,
    }
    assert refused(co_opt, actor=actor, **given) == "not_vacant"
    record_resignation(actor=actor, seat=president, ends_on=date(2026, 3, 1))
    assert refused(co_opt, actor=actor, **{**given, "next_assembly": date(2026, 4, 1)}) == "dates_reversed"
    assert refused(
        co_opt, actor=actor, **{**given, "starts_on": date(2029, 6, 1), "next_assembly": date(2029, 7, 1)}
    ) == ("outside_the_term")
    assert refused(co_opt, actor=world.actor("auditor"), **given) == "not_allowed"
    assert no_line_of("bodies.co_opt")


def test_a_body_that_fills_no_seat_itself(world: World) -> None:
    president = board(world)["contact"]
    end_seat(actor=world.actor("membership"), seat=president, ends_on=date(2026, 3, 1), decision=ASSEMBLY)
    without_co_option(world)
    given = {"before": president, "candidate": candidate(world, "editor", "ours"), "starts_on": ON}
    actor = world.actor("membership", APPROVING)
    assert (
        refused(co_opt, actor=actor, next_assembly=date(2026, 5, 21), decision=BOARD_DECIDED, **given) == "no_co_option"
    )


def without_co_option(world: World) -> None:
    """The rules as if no body filled a seat itself."""
    texts = {**cecop_texts()}
    texts["bodies.toml"] = texts["bodies.toml"].replace("co_option = true", "co_option = false")
    adopt_rulebook(
        actor=world.actor("secretary_general", date(2026, 2, 10)),
        texts=texts,
        in_force_from=date(2026, 1, 1),
        decision=BOARD,
    )
