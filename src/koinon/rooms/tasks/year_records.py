"""What the year is judged by: the meetings of its bodies, and what somebody noted as done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import DateField, DateTimeField, F, IntegerField, OuterRef, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from koinon.core.clock import day_of
from koinon.rooms.assemblies.models import Meeting, Minutes
from koinon.rooms.assemblies.queries import visible_meetings
from koinon.rooms.tasks.asked import Asked
from koinon.rooms.tasks.models import StepNote


@dataclass(frozen=True, slots=True)
class Note:
    """Somebody's word that a step of a year is done."""

    year: int
    step: str
    done_on: date
    words: str


@dataclass(frozen=True, slots=True)
class Met:
    """What the year has to know of a meeting."""

    body: str
    public_id: UUID
    state: str
    meeting_on: date
    starts_at: datetime
    convened_on: date | None
    has_minutes: bool
    ordinary: bool
    elections: bool

    @classmethod
    def read(cls, row: Sequence[Any]) -> "Met":
        """From a row as it is read."""
        body, public_id, state, zone, starts_at, convened_at, minutes, ordinary, elections = row
        on = starts_at.astimezone(ZoneInfo(zone)).date()
        convened = day_of(convened_at) if convened_at else None
        return cls(body, public_id, state, on, starts_at, convened, bool(minutes), bool(ordinary), bool(elections))


# Minutes that everybody was sent, or that were approved as a document of the library.
_SENT = Coalesce(
    Subquery(Minutes.objects.filter(meeting=OuterRef("pk"), sent_at__isnull=False).values("pk")[:1]), F("minutes_id")
)


def read_year(asked: Asked, bodies: set[str]) -> tuple[Sequence[Met], Sequence[Note]]:
    """The meetings of the bodies that a year names, the earliest first, none cancelled; and the notes. One query."""
    this = asked.today.year
    rows = visible_meetings(asked.actor).select_related(None).defer(None).order_by().exclude(state="cancelled")
    held = rows.filter(body__in=bodies, starts_at__year__gte=this - 1, starts_at__year__lte=this + 1)
    meetings = held.exclude(kind=Meeting.Kind.WRITTEN).annotate(
        day=Value(None, DateField()), words=Value(""), of_year=Value(None, IntegerField()), sent=_SENT
    )
    notes = StepNote.objects.filter(year__in=(this, this + 1)).annotate(
        public_id=Value(None, UUIDField()),
        nothing=Value(""),
        never=Value(None, DateTimeField()),
        none=Value(None, IntegerField()),
        no=Value(False),
    )
    found = list(
        meetings.values_list(
            "day", "words", "of_year", "body", "public_id", "state", "time_zone", "starts_at", "convened_at",
            "sent", "ordinary", "elections",
        ).union(
            notes.values_list(
                "done_on", "words", "year", "step", "public_id", "nothing", "nothing", "never", "never",
                "none", "no", "no",
            ),
            all=True,
        )
    )  # fmt: skip
    met = [Met.read(row[3:]) for row in found if row[2] is None]
    return sorted(met, key=lambda one: one.starts_at), [Note(row[2], row[3], row[0], row[1]) for row in found if row[2]]
