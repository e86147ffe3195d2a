"""Calendar files: what a calendar needs to take an event in, to change it, and to take it out again."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from icalendar import Calendar
from icalendar import Event as Component

from koinon.adapters.calendar import Event, calendar_file

EVENT = Event(
    uid="3f@house.example",
    sequence=2,
    stamp=datetime(2026, 5, 11, 8, 30, 12, 345, tzinfo=UTC),
    starts_at=datetime(2026, 6, 18, 7, tzinfo=UTC),
    time_zone="Europe/Brussels",
    title="General Assembly, ordinary; çedilla",
    description="Agenda: https://house.example/\nOnline too",
    location="Rue Washington 40, Brussels",
    url="https://house.example/en/members/meetings/3f/",
    organiser="House: of cooperatives",
    organiser_email="house@example.org",
    language="en",
)


def read(event: Event) -> tuple[Calendar, Component]:
    """The file, read again by the library, with its one event."""
    calendar = Calendar.from_ical(calendar_file(event))
    (component,) = calendar.walk("VEVENT")
    return calendar, component


def test_what_is_written_is_read_again() -> None:
    calendar, found = read(EVENT)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == (EVENT.uid, 2, "CONFIRMED")
    assert (found["SUMMARY"], found["DESCRIPTION"]) == (EVENT.title, EVENT.description)
    assert (found["LOCATION"], found["URL"]) == (EVENT.location, EVENT.url)
    assert found["ORGANIZER"] == "mailto:house@example.org"
    assert found["ORGANIZER"].params["CN"] == EVENT.organiser
    assert found["DTSTAMP"].dt == datetime(2026, 5, 11, 8, 30, 12, tzinfo=UTC)


def test_it_begins_by_the_clock_of_its_place() -> None:
    lines = calendar_file(EVENT).decode().split("\r\n")
    assert "DTSTART;TZID=Europe/Brussels:20260618T090000" in lines
    calendar, found = read(EVENT)
    assert found["DTSTART"].dt == EVENT.starts_at
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Brussels"]
    winter = replace(EVENT, starts_at=datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert b"DTSTART;TZID=Europe/Brussels:20261201T100000" in calendar_file(winter)
    far = replace(EVENT, time_zone="Pacific/Auckland")
    assert read(far)[1]["DTSTART"].dt.astimezone(ZoneInfo("UTC")) == EVENT.starts_at


def test_a_cancelled_one_is_the_same_event_taken_out() -> None:
    calendar, found = read(replace(EVENT, cancelled=True, sequence=3))
    assert calendar["METHOD"] == "CANCEL"
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == (EVENT.uid, 3, "CANCELLED")
    assert replace(EVENT, cancelled=True).media_type == "text/calendar; method=CANCEL"


def test_what_is_not_known_is_left_out() -> None:
    bare = Event("1@x", 1, EVENT.stamp, EVENT.starts_at, "UTC", "Board")
    _calendar, found = read(bare)
    assert not {"LOCATION", "URL", "DESCRIPTION", "ORGANIZER", "DTEND", "DURATION"} & set(found)


def test_nothing_typed_becomes_a_line_of_its_own() -> None:
    sly = replace(EVENT, title="Board\r\nATTENDEE:mailto:x@example.org", organiser="a\r\nATTACH:x")
    lines = calendar_file(sly).decode().split("\r\n")
    assert not [line for line in lines if line.startswith(("ATTENDEE", "ATTACH"))]


def test_lines_are_no_longer_than_the_standard_allows() -> None:
    long = replace(EVENT, title="ß" * 300)
    assert max(map(len, calendar_file(long).split(b"\r\n"))) <= 75
    assert read(long)[1]["SUMMARY"] == "ß" * 300


def test_the_same_event_is_the_same_file() -> None:
    assert calendar_file(EVENT) == calendar_file(EVENT)


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        calendar_file(replace(EVENT, time_zone="Atlantis/Capital"))
