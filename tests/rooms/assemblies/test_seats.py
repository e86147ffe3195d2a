"""A body of persons: whoever keeps the seats says who sits there; each votes for themselves."""

from datetime import date, timedelta

import pytest

from koinon.rooms.assemblies.actions import (
    ItemDetails,
    NamedDelegate,
    WrittenQuestion,
    ask_in_writing,
    cast_vote,
    check_in,
    convene,
    name_delegate,
    open_meeting,
    resolve_tie,
    set_agenda,
)
from koinon.rooms.assemblies.models import RollLine
from koinon.rooms.assemblies.queries import own_lines, visible_meetings
from koinon.rooms.assemblies.recount import recount
from koinon.rooms.assemblies.seats import seats_on
from koinon.rooms.bodies.actions import record_resignation
from koinon.rooms.bodies.models import HeldSeat
from tests.rooms.assemblies.meeting import CONVENED, MEETING_ON, Gathering, planned
from tests.rooms.bodies.board import seated
from tests.rooms.outcomes import refused
from tests.world import World

SITTING = ("contact", "their_contact", "secretary_general")


@pytest.fixture
def board(world: World) -> World:
    """A Board with two who vote, and the secretary general who does not."""
    seated(world, "contact", "president", "ours")
    seated(world, "their_contact", "member", "theirs")
    return world


def convened_board(world: World, body: str = "board") -> Gathering:
    """The Board is convened."""
    found = planned(world, body=body)
    own = [ItemDetails("minutes"), ItemDetails(title="Budget", decision="board")]
    items = own if body == "board" else [ItemDetails(title="News")]
    set_agenda(actor=found.desk(CONVENED), meeting=found.id, items=items, seen_version=1)
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    return found


def test_persons_vote_for_themselves_and_the_chair_decides_between_equals(board: World) -> None:
    found = convened_board(board)
    found.comes(*SITTING)
    found.opens()
    assert {line.reason for line in RollLine.objects.all()} == {"seat", "seat_without_vote"}
    vote = found.asks("minutes")
    found.casts("contact", vote, "yes")
    found.casts("their_contact", vote, "no")
    assert refused(found.casts, "secretary_general", vote) == "carries_nothing"
    assert found.closes(vote).outcome == "to_resolve"
    assert resolve_tie(actor=found.desk(), vote=vote, chair="no").outcome == "rejected"
    assert recount(found.row).differences == []


def test_who_sits_there_sees_it_and_checks_in(board: World) -> None:
    found = convened_board(board)
    contact, other = board.actor("contact", MEETING_ON), board.actor("delegate", MEETING_ON)
    assert [visible_meetings(who).count() for who in (contact, other)] == [1, 0]
    check_in(actor=contact, meeting=found.id, person=board.people["contact"])
    given = {"meeting": found.id, "person": board.people["delegate"]}
    assert refused(check_in, actor=other, **given) == "not_found"
    found.opens()
    assert own_lines(contact, found.row).count() == 1
    assert own_lines(other, found.row).count() == 0


def test_nobody_is_a_delegate_there(board: World) -> None:
    found = convened_board(board)
    given = {"member": board.organisations["ours"], "delegates": [NamedDelegate(board.people["contact"])]}
    assert refused(name_delegate, actor=found.desk(CONVENED), meeting=found.id, **given) == "persons_vote"


def test_without_seats_on_record_nobody_is_called(world: World) -> None:
    assert refused(convened_board, world, body="executive") == "seats_unknown"


def test_seats_come_from_the_room_of_bodies(board: World) -> None:
    assert {seat.person: seat.seat for seat in seats_on("board", MEETING_ON)} == {
        str(board.people["contact"]): "president",
        str(board.people["their_contact"]): "member",
        str(board.people["secretary_general"]): "secretary_general",
    }
    assert seats_on("board", date(2025, 1, 1)) == []


def test_before_the_day_it_is_not_opened(board: World) -> None:
    found = convened_board(board)
    assert refused(open_meeting, actor=found.desk(CONVENED), meeting=found.id) == "not_the_day"


def test_a_seat_that_has_ended_answers_no_question_in_writing_any_more(board: World) -> None:
    question = WrittenQuestion("board", "board", "An office", "The Board rents an office.")
    asked = ask_in_writing(actor=board.actor("secretary_general", CONVENED), question=question)
    seat = HeldSeat.objects.get(mandate__person__public_id=board.people["their_contact"])
    keeper = board.actor("membership", CONVENED)
    record_resignation(actor=keeper, seat=seat.public_id, ends_on=CONVENED)
    later = CONVENED + timedelta(days=2)
    given = {"vote": asked.vote, "choice": "yes"}
    assert refused(cast_vote, actor=board.actor("their_contact", later), **given) == "carries_nothing"
    assert cast_vote(actor=board.actor("contact", later), **given).ballots
