"""A meeting in words: when, by the clock of its place; where; and how far it has got."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel import dates as babel_dates
from django.urls import reverse
from django.utils.translation import gettext as _

from koinon.doors.shared import words
from koinon.rooms.assemblies.deadlines import answers_until
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.rules import STATES, rulebook_of

# State of a meeting -> tone and icon of its pill; the word is the room's own.
FACES = {
    "planned": ("plain", "pencil"),
    "convened": ("calm", "calendar-event"),
    "open": ("good", "messages"),
    "closed": ("plain", "check"),
    "minutes_approved": ("plain", "check"),
    "cancelled": ("wrong", "ban"),
}


@dataclass(frozen=True, slots=True)
class ShownMeeting:
    """A meeting as pages name it. `url` leads to its page at the door that shows it."""

    row: Meeting
    url: str = ""

    @property
    def body(self) -> str:
        """Which body meets."""
        return words.say(rulebook_of(self.row).bodies[self.row.body].label)

    @property
    def title(self) -> str:
        """Body and day."""
        return _("%(body)s, %(day)s") % {"body": self.body, "day": self.day}

    @property
    def day(self) -> str:
        """Its day, by the calendar of its place."""
        return words.long_date(self.row.meeting_on)

    @property
    def in_writing(self) -> bool:
        """Whether nobody comes together."""
        return self.row.kind == Meeting.Kind.WRITTEN

    @property
    def when(self) -> str:
        """Day and hour by the clock of its place; for what is asked in writing until when it is answered."""
        if self.in_writing:
            until = words.long_date(answers_until(self.row))
            return _("asked on %(day)s, answers until %(until)s") % {"day": self.day, "until": until}
        return moment_in(self.row.starts_at, self.row.time_zone)

    @property
    def opened(self) -> str:
        """When it was opened, by the clock of its place; empty while it was not."""
        row = self.row
        return moment_in(row.opened_at, row.time_zone) if row.opened_at else ""

    @property
    def closed(self) -> str:
        """When it was closed, likewise."""
        row = self.row
        return moment_in(row.closed_at, row.time_zone) if row.closed_at else ""

    @property
    def where(self) -> str:
        """Its place, and that one may take part online."""
        how = str(Meeting.Kind(self.row.kind).label)
        return f"{self.row.place} ({how})" if self.row.place else how[:1].upper() + how[1:]

    @property
    def live_url(self) -> str:
        """Where one takes part."""
        return reverse("live:phone", kwargs={"meeting": self.row.public_id})

    @property
    def state(self) -> str:
        """Its state in a word, capital first."""
        if self.in_writing and self.row.state == "open":
            return _("Waiting for answers")
        said = _("closed") if self.row.state == "minutes_approved" else str(STATES[self.row.state])
        return said[:1].upper() + said[1:]

    @property
    def tone(self) -> str:
        """The tone of its pill."""
        return FACES[self.row.state][0]

    @property
    def icon(self) -> str:
        """The icon of its pill."""
        return FACES[self.row.state][1]


def moment_in(moment: datetime, zone: str) -> str:
    """18 June 2026, 09:00 (Brussels time)."""
    local = moment.astimezone(ZoneInfo(zone))
    hour = babel_dates.format_time(local.time(), "HH:mm", locale=words.locale())
    return _("%(day)s, %(hour)s (%(place)s time)") % {
        "day": words.long_date(local.date()),
        "hour": hour,
        "place": zone.rpartition("/")[2].replace("_", " "),
    }
