"""Calendars: an event as an iCalendar file (RFC 5545), announced or cancelled as calendars expect it (RFC 5546)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Component

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//Koinon//Meetings//EN"
Method = Literal["PUBLISH", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at a time and place. `uid` stays the same for ever, `sequence` grows with each change.

    `starts_at` is an instant, shown by the clock of `time_zone` (an IANA name); when it ends is not known.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    time_zone: str
    title: str
    description: str = ""
    location: str = ""
    url: str = ""
    organiser: str = ""
    organiser_email: str = ""
    language: str = ""
    cancelled: bool = False

    @property
    def method(self) -> Method:
        """What a calendar is asked to do with it: take it in, or take it out."""
        return "CANCEL" if self.cancelled else "PUBLISH"

    @property
    def media_type(self) -> str:
        """The type of its file where it goes with a letter, which names the method too."""
        return f"{MEDIA_TYPE}; method={self.method}"


def calendar_file(event: Event) -> bytes:
    """The file of one event, with the rules of its time zone. Raises `ZoneInfoNotFoundError` for an unknown zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", event.method)
    calendar.add_component(_component(event))
    year = event.starts_at.year
    calendar.add_missing_timezones(date(year - 1, 1, 1), date(year + 2, 1, 1))
    return bytes(calendar.to_ical())


def _component(event: Event) -> Component:
    found = Component()
    found.add("uid", event.uid)
    found.add("sequence", event.sequence)
    found.add("dtstamp", event.stamp.astimezone(ZoneInfo("UTC")).replace(microsecond=0))
    found.add("dtstart", event.starts_at.astimezone(ZoneInfo(event.time_zone)).replace(microsecond=0))
    found.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    found.add("summary", event.title, parameters={"LANGUAGE": event.language} if event.language else {})
    for name in ("description", "location", "url"):
        if given := getattr(event, name):
            found.add(name, given)
    if event.organiser_email:
        organiser = vCalAddress(f"mailto:{event.organiser_email}")
        if event.organiser:
            organiser.params["CN"] = vText(event.organiser)
        found["organizer"] = organiser
    return found
