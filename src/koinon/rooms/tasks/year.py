"""The confederation's year as it stands: each step of the rulebook with its day, and what the records say of it.

Days come from the calendar, the rulebook and the ordinary meeting that the year turns around. Whether a step is done
is read from what was done; where no record can tell, from somebody's note.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from koinon.rooms.dues.so_far import YearSoFar
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Task
from koinon.rooms.tasks.kinds import SOON
from koinon.rooms.tasks.year_records import Met, Note, read_year
from koinon.statutes.assembly.year import DatedStep, year_steps

# `passed`: a day by which others act, and that came; nothing is left to do. `not_needed`: no seats are to be filled.
State = Literal["done", "noted", "passed", "not_needed", "planned", "late", "soon", "ahead", "undated"]
SETTLED: tuple[State, ...] = ("done", "noted", "passed", "not_needed")
HELD = ("closed", "minutes_approved")
IN_SIGHT = timedelta(days=14)
NEXT_YEAR_IN_SIGHT = timedelta(days=120)
# A body's meeting is the one that a step means when it lies within so many days of the step's day.
AROUND = timedelta(days=50)


@dataclass(frozen=True, slots=True)
class StepStand:
    """Where a step stands: by a meeting, by counts (done of all, or how many are to be locked), a note, or its day."""

    year: int
    step: DatedStep
    state: State
    meeting: Met | None = None
    done_on: date | None = None
    counts: tuple[int, int] | None = None
    to_lock: int = 0
    note: Note | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in SETTLED


@dataclass(frozen=True, slots=True)
class YearStand:
    """A year of the confederation: its ordinary meeting where one is planned, and its steps by their days.

    `unplanned` is the year whose meeting nobody has planned though its time has come.
    """

    year: int
    meeting: Met | None
    steps: Sequence[StepStand]
    unplanned: int | None


@dataclass(frozen=True, slots=True)
class _Records:
    """What is read to judge the steps of one year."""

    today: date
    year: int
    around: Met | None
    meetings: Sequence[Met]
    notes: Mapping[str, Note]
    so_far: YearSoFar | None


def year_stand(asked: Asked, so_far: YearSoFar | None) -> YearStand | None:
    """This year and what is in sight of the next, in one query; None where the rulebook has no year."""
    rulebook, today = asked.rulebook, asked.today
    if rulebook is None or rulebook.year is None or not asked.shows(kinds.YEAR_STEP):
        return None
    meetings, notes = read_year(asked, {rulebook.year.around, *(step.body or "" for step in rulebook.year.steps)})
    found: list[StepStand] = []
    for year in (today.year, today.year + 1):
        around = _ordinary(meetings, rulebook.year.around, year)
        records = _Records(
            today=today,
            year=year,
            around=around,
            meetings=meetings,
            notes={note.step: note for note in notes if note.year == year},
            so_far=so_far if year == today.year else None,
        )
        steps = year_steps(rulebook, year, around.meeting_on if around else None)
        found += [_stand(records, step) for step in steps if _in_sight(step, year, today)]
    unplanned = _unplanned(meetings, rulebook.year.around, found, today)
    return YearStand(today.year, _ordinary(meetings, rulebook.year.around, today.year), found, unplanned)


def year_tasks(stand: YearStand | None, today: date) -> Iterator[Task]:
    """The steps that are due soon or late, and a meeting that nobody has planned."""
    if stand is None:
        return
    if stand.unplanned is not None:
        yield Task(kinds.PLAN_ASSEMBLY, 1, (), kinds.PLAN_ASSEMBLY.urgency, year=stand.unplanned)
    for row in stand.steps:
        if row.state not in ("late", "soon"):
            continue
        late, on = row.state == "late", row.step.on
        urgency = kinds.YEAR_STEP.urgency if late or (on is not None and on - today <= SOON) else "waiting"
        record = row.meeting.public_id if row.meeting else None
        yield Task(kinds.YEAR_STEP, 1, (row.step.key,), urgency, record, due_on=on, late=late, year=row.year)


def _ordinary(meetings: Sequence[Met], body: str, year: int) -> Met | None:
    """The ordinary meeting of a year; of two convocations the later one."""
    of_year = [row for row in meetings if row.body == body and row.ordinary and row.meeting_on.year == year]
    return of_year[-1] if of_year else None


def _in_sight(step: DatedStep, year: int, today: date) -> bool:
    """All of this year; of the next what comes in the months ahead."""
    return year == today.year or (step.on is not None and step.on - today <= NEXT_YEAR_IN_SIGHT)


def _unplanned(meetings: Sequence[Met], body: str, found: Sequence[StepStand], today: date) -> int | None:
    """This year where it has no meeting; the next from the last fixed day of this year on."""
    if _ordinary(meetings, body, today.year) is None:
        return today.year
    fixed = [row.step.on for row in found if row.year == today.year and row.step.on and row.step.body]
    due = fixed and today >= max(fixed)
    return today.year + 1 if due and _ordinary(meetings, body, today.year + 1) is None else None


def _stand(records: _Records, step: DatedStep) -> StepStand:
    note = records.notes.get(step.key)
    judged = JUDGES.get(step.leads_to, _by_note)(records, step)
    row = replace(judged, note=note)
    if row.settled:
        return row
    if note is not None:
        return replace(row, state="noted", done_on=note.done_on)
    return row if row.state == "planned" else replace(row, state=_by_day(step.on, records.today))


def _by_day(on: date | None, today: date) -> State:
    if on is None:
        return "undated"
    if on < today:
        return "late"
    return "soon" if on - today <= IN_SIGHT else "ahead"


def _open(records: _Records, step: DatedStep, meeting: Met | None = None) -> StepStand:
    """Nothing says that it is done: its day says how it stands."""
    return StepStand(records.year, step, "ahead", meeting)


def _by_note(records: _Records, step: DatedStep) -> StepStand:
    """No record of ours can tell."""
    return _open(records, step, records.around)


def _passes(records: _Records, step: DatedStep) -> StepStand:
    """A day by which others act: once it has come, nothing is left to do."""
    row = _open(records, step, records.around)
    if step.leads_to == "candidates" and records.around is not None and not records.around.elections:
        return replace(row, state="not_needed")
    return replace(row, state="passed") if step.on is not None and step.on <= records.today else row


def _declarations(records: _Records, step: DatedStep) -> StepStand:
    """Members are asked from the first day on by themselves; by the last, all figures are in and locked."""
    so_far = records.so_far
    row = _open(records, step)
    if so_far is not None:
        row = replace(row, counts=(so_far.declared, so_far.to_declare))
    if step.at == "declarations_open":
        return replace(row, state="passed") if step.on is not None and step.on <= records.today else row
    if so_far is not None and so_far.missing == 0:
        row = replace(row, to_lock=so_far.to_lock)
    done = so_far is not None and so_far.to_declare > 0 and so_far.missing == 0 and so_far.to_lock == 0
    return replace(row, state="done") if done else row


def _invoices(records: _Records, step: DatedStep) -> StepStand:
    """Done once every fee of the year was issued."""
    so_far = records.so_far
    if so_far is None:
        return _open(records, step)
    row = replace(_open(records, step), counts=(so_far.issued.count, so_far.members))
    left = so_far.missing + so_far.can_be_computed + so_far.proposed.count + so_far.approved.count
    return replace(row, state="done") if so_far.issued.count and not left else row


def _meets(records: _Records, step: DatedStep) -> StepStand:
    """Done once the body has met; planned once it has a day."""
    meeting = records.around if step.at == "meeting" else _nearest(records.meetings, step)
    row = _open(records, step, meeting)
    if meeting is None:
        return row
    if meeting.state in HELD:
        return replace(row, state="done", done_on=meeting.meeting_on)
    return replace(row, state="planned") if meeting.meeting_on >= records.today else row


def _nearest(meetings: Sequence[Met], step: DatedStep) -> Met | None:
    on = step.on
    if on is None:
        return None
    near = [row for row in meetings if row.body == step.body and abs(row.meeting_on - on) <= AROUND]
    return min(near, key=lambda row: abs(row.meeting_on - on), default=None)


def _convocation(records: _Records, step: DatedStep) -> StepStand:
    """Done once it was sent."""
    meeting = records.around
    row = _open(records, step, meeting)
    if meeting is None or meeting.convened_on is None:
        return row
    return replace(row, state="done", done_on=meeting.convened_on)


def _minutes(records: _Records, step: DatedStep) -> StepStand:
    """Done once the minutes are on record."""
    meeting = records.around
    row = _open(records, step, meeting)
    return replace(row, state="done") if meeting is not None and meeting.has_minutes else row


JUDGES: Mapping[str, Callable[[_Records, DatedStep], StepStand]] = {
    "declarations": _declarations,
    "invoices": _invoices,
    "meetings": _meets,
    "convocation": _convocation,
    "candidates": _passes,
    "agenda": _passes,
    "roll": _passes,
    "minutes": _minutes,
}
