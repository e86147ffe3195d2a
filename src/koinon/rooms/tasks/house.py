"""What the secretariat owes, as far as it can be asked of the records as sets of rows."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf

from koinon.rooms.admissions.queries import visible_applications
from koinon.rooms.decisions.queries import left_consequences, refused_consequences
from koinon.rooms.declarations.queries import visible_declarations
from koinon.rooms.documents.queries import lapsing_documents
from koinon.rooms.dues.queries import open_quote_requests
from koinon.rooms.memberships.queries import visible_changes, visible_notices, visible_proceedings
from koinon.rooms.organisations.queries import names_due
from koinon.rooms.tasks import kinds
from koinon.rooms.tasks.asked import Asked, Found
from koinon.rooms.tasks.kinds import Kind

A_DAY = timedelta(days=1)
APPLICATIONS: Mapping[str, Kind] = {
    "submitted": kinds.TAKE_UP_APPLICATION,
    "board": kinds.AWAIT_ADMISSION,
    "ratification": kinds.AWAIT_RATIFICATION,
}


def to_look_at(asked: Asked) -> Iterator[Found]:
    """Submitted figures of this year that look unusual and are not locked yet."""
    year = asked.today.year
    rows = visible_declarations(asked.actor).filter(year=year, state="submitted").exclude(warnings=[])
    name, record = "membership__organisation__name", "membership__organisation__public_id"
    yield Found(kinds.LOOK_AT_FIGURES, rows, name, record, year=year)


def to_replace(asked: Asked) -> Iterator[Found]:
    """Documents whose period is over or ends soon, and that nothing follows."""
    yield Found(kinds.REPLACE_DOCUMENT, lapsing_documents(asked.actor), "title", "public_id", due="ends_on")


def to_admit(asked: Asked) -> Iterator[Found]:
    """Applications that somebody has to look at, or that a body has before it."""
    visible = visible_applications(asked.actor)
    for state, kind in APPLICATIONS.items():
        yield Found(kind, visible.filter(state=state), "name", "public_id")
    reviewed = visible.filter(state="under_review")
    yield Found(kinds.REVIEW_APPLICATION, reviewed.filter(answered_at=None), "name", "public_id")
    # Whoever answered a refusal is looked at again; that is no state of its own.
    yield Found(kinds.LOOK_AT_ANSWER, reviewed.exclude(answered_at=None), "name", "public_id")


def to_answer(asked: Asked) -> Iterator[Found]:
    """People who asked what membership would cost them, and have no answer yet."""
    rows = open_quote_requests(asked.actor).annotate(who=Coalesce(NullIf("organisation", Value("")), "name"))
    yield Found(kinds.ANSWER_REQUEST, rows, "who", "public_id")


def to_hear(asked: Asked) -> Iterator[Found]:
    """Members that may be excluded: to be invited, invited, silent until their day was over, heard."""
    open_, today = visible_proceedings(asked.actor).filter(closed_on=None), asked.today
    name, record = "membership__organisation__name", "membership__public_id"
    invited = open_.filter(state="invited")
    yield Found(kinds.INVITE_TO_BE_HEARD, open_.filter(state="opened"), name, record)
    yield Found(kinds.AWAIT_ANSWER, invited.filter(answer_by__gte=today), name, record, due="answer_by")
    yield Found(kinds.RECORD_HEARING, invited.filter(answer_by__lt=today), name, record, due="answer_by")
    yield Found(kinds.DECIDE_ON_EXCLUSION, open_.filter(state="heard"), name, record)


def to_come(asked: Asked) -> Iterator[Found]:
    """What comes to pass on its day: notices, other categories; and names that could not be taken on theirs."""
    name, record = "membership__organisation__name", "membership__public_id"
    notices = visible_notices(asked.actor).filter(state="given", last_day__gte=asked.today)
    yield Found(kinds.NOTICE_RUNS, notices, name, record, due="last_day")
    changes = visible_changes(asked.actor).filter(applied_on=None, on__gte=asked.today)
    yield Found(kinds.CATEGORY_TO_COME, changes, name, record, due="on")
    stuck = names_due(asked.today - A_DAY)
    yield Found(kinds.NAME_NOT_TAKEN, stuck, "name", "organisation__public_id", due="on")


def to_carry_out(asked: Asked) -> Iterator[Found]:
    """What a decision should have brought about and a room refused; and what no vote has settled though it is over."""
    refused, left = refused_consequences(asked.actor), left_consequences(asked.actor)
    yield Found(kinds.CARRY_OUT, refused, "decision__cited__reference", "public_id")
    yield Found(kinds.SETTLE, left, "kind", "public_id")


ABOUT_THE_HOUSE = (to_look_at, to_answer, to_replace, to_admit, to_hear, to_come, to_carry_out)
