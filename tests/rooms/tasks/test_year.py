"""The confederation's year: days from the rulebook and the Assembly, states from the records."""

from datetime import date
from typing import Any

import pytest

from koinon.core.models import JournalEntry
from koinon.rooms.assemblies.actions import MeetingDetails, cancel_meeting, plan_meeting, send_minutes
from koinon.rooms.dues.so_far import year_so_far
from koinon.rooms.rulebook.queries import adopted_rules
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.actions import note_step, take_back_step_note
from koinon.rooms.tasks.asked import Asked
from koinon.rooms.tasks.models import StepNote
from koinon.rooms.tasks.year import StepStand, YearStand, year_stand, year_tasks
from tests import world as story
from tests.rooms.assemblies import meeting, minuted
from tests.rooms.outcomes import no_line_of, refused
from tests.world import World, moment

SPRING = date(2026, 5, 4)


def stand(world: World, on: date = SPRING, who: str = "secretary_general") -> YearStand:
    """The year as somebody finds it on a day."""
    asked = Asked(world.actor(who, on), adopted_rules())
    so_far = year_so_far(asked.actor, on.year, asked.adopted.for_year(on.year), asked.rulebook)
    found = year_stand(asked, so_far)
    assert found is not None
    return found


def step(world: World, key: str, on: date = SPRING, year: int = 2026) -> StepStand:
    return next(row for row in stand(world, on).steps if (row.step.key, row.year) == (key, year))


def titles(world: World, on: date) -> list[tuple[str, ...]]:
    """What is put among the tasks of a day."""
    return [(task.kind.key, *task.names) for task in year_tasks(stand(world, on), on)]


def test_without_an_assembly_what_hangs_on_it_has_no_day(world: World) -> None:
    found = stand(world)
    assert (found.meeting, found.unplanned) == (None, 2026)
    assert step(world, "convocation").state == "undated"
    assert (kinds.PLAN_ASSEMBLY.key,) in titles(world, SPRING)


def test_the_days_follow_from_the_assembly(world: World) -> None:
    meeting.planned(world)
    found = stand(world)
    assert found.meeting is not None
    assert (found.meeting.meeting_on, found.unplanned) == (meeting.MEETING_ON, None)
    days = {row.step.key: row.step.on for row in found.steps}
    assert (days["convocation"], days["roll"], days["filings"]) == (
        date(2026, 5, 21),
        date(2026, 6, 11),
        date(2026, 7, 18),
    )


def test_a_cancelled_assembly_gives_no_days(world: World) -> None:
    gathering = meeting.planned(world)
    cancel_meeting(actor=gathering.desk(SPRING), meeting=gathering.id, reason="Moved")
    assert stand(world).unplanned == 2026


def test_the_convocation_is_done_once_it_was_sent(world: World) -> None:
    meeting.planned(world)
    assert step(world, "convocation", date(2026, 5, 6)).state == "ahead"
    assert step(world, "convocation", date(2026, 5, 8)).state == "soon"
    assert ("year_step", "convocation") in titles(world, date(2026, 5, 8))
    assert step(world, "convocation", date(2026, 5, 22)).state == "late"


def test_a_convocation_that_was_sent(world: World) -> None:
    meeting.convened(world)
    row = step(world, "convocation", date(2026, 5, 22))
    assert (row.state, row.done_on) == ("done", meeting.CONVENED)
    assert ("year_step", "convocation") not in titles(world, date(2026, 5, 22))


def test_days_by_which_others_act_pass_by_themselves(world: World) -> None:
    meeting.planned(world)
    for key, on in (("agenda_closed", date(2026, 6, 4)), ("roll", date(2026, 6, 11)), ("data_call", SPRING)):
        assert step(world, key, on).state == "passed"
    assert step(world, "candidates", SPRING).state == "not_needed"
    assert step(world, "roll", date(2026, 6, 10)).state == "soon"


def test_a_board_meeting_near_the_day_is_the_one(world: World) -> None:
    meeting.planned(world)
    assert step(world, "spring_board", date(2026, 5, 8)).state == "late"
    details = MeetingDetails("board", "online", moment(date(2026, 5, 12)), online_address="https://example.org/b")
    plan_meeting(actor=world.actor("secretary_general", SPRING), details=details)
    row = step(world, "spring_board", date(2026, 5, 8))
    assert row.state == "planned"
    assert row.meeting is not None
    assert row.meeting.meeting_on == date(2026, 5, 12)
    assert step(world, "spring_board", date(2026, 5, 20)).state == "late"


def test_the_assembly_itself(world: World) -> None:
    meeting.planned(world)
    assert step(world, "assembly").state == "planned"
    assert step(world, "assembly", date(2026, 6, 20)).state == "late"


def test_figures_and_invoices_by_what_is_left(world: World) -> None:
    story.publish(world)
    late = date(2026, 4, 20)
    assert (step(world, "figures_in", late).state, step(world, "invoices", late).state) == ("late", "late")
    assert step(world, "figures_in", late).counts == (0, 3)
    story.issued(world)
    assert step(world, "invoices", late).counts == (1, 4)


def test_next_year_comes_into_sight(world: World) -> None:
    keys = {(row.year, row.step.key) for row in stand(world, date(2026, 11, 20)).steps}
    assert (2027, "data_call") in keys
    assert (2027, "autumn_board") not in keys


def test_next_years_assembly_is_missed_from_autumn_on(world: World) -> None:
    meeting.planned(world)
    assert stand(world, date(2026, 10, 14)).unplanned is None
    assert stand(world, date(2026, 10, 15)).unplanned == 2027


def test_who_sees_no_meetings_sees_no_year(world: World) -> None:
    asked = Asked(world.actor("technician", SPRING), adopted_rules())
    assert year_stand(asked, None) is None


def test_note_step(world: World) -> None:
    meeting.planned(world)
    after = date(2026, 8, 1)
    assert step(world, "filings", after).state == "late"
    given: dict[str, Any] = {"year": 2026, "step": "filings", "done_on": date(2026, 7, 10), "words": "Receipt, file 3"}
    note_step(actor=world.actor("treasurer", after), **given)
    row = step(world, "filings", after)
    assert (row.state, row.done_on) == ("noted", date(2026, 7, 10))
    line = JournalEntry.objects.get(action="tasks.note_step")
    assert line.outcome["step"] == "filings"
    note_step(actor=world.actor("treasurer", after), **{**given, "words": "Receipt, file 4"})
    assert StepNote.objects.get().words == "Receipt, file 4"


def test_note_step_refused(world: World) -> None:
    def note(who: str = "treasurer", **change: Any) -> str:
        given = {"year": 2026, "step": "filings", "done_on": SPRING, "words": "File 3", **change}
        return refused(note_step, actor=world.actor(who, SPRING), **given)

    assert note(step="dance") == "step_unknown"
    assert note(done_on=date(2026, 5, 5)) == "date_in_future"
    assert note(words=" ") == "words_needed"
    for who in ("auditor", "contact", "nobody"):
        assert note(who) == "not_allowed"
    assert no_line_of("tasks.note_step")


@pytest.mark.parametrize("who", ["treasurer", "secretary_general"])
def test_take_back_step_note(world: World, who: str) -> None:
    actor = world.actor(who, SPRING)
    note_step(actor=actor, year=2026, step="filings", done_on=SPRING, words="File 3")
    take_back_step_note(actor=actor, year=2026, step="filings")
    assert not StepNote.objects.exists()
    assert JournalEntry.objects.filter(action="tasks.take_back_step_note").count() == 1


def test_take_back_step_note_refused(world: World) -> None:
    actor = world.actor("treasurer", SPRING)
    assert refused(take_back_step_note, actor=actor, year=2026, step="filings") == "not_found"
    assert refused(take_back_step_note, actor=world.actor("contact"), year=2026, step="filings") == "not_allowed"
    assert no_line_of("tasks.take_back_step_note")


def test_the_minutes_are_done_once_they_are_sent(world: World) -> None:
    signed = minuted.signed(world)
    later = date(2026, 8, 3)
    assert step(world, "minutes", later).state == "late"
    send_minutes(actor=signed.desk(later), meeting=signed.id, seen_version=signed.row.record.version)
    assert step(world, "minutes", later).state == "done"
