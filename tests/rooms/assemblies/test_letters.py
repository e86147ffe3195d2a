"""The letters of a meeting: what the call says and brings, and the letter that takes it back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core import mail
from icalendar import Calendar

from koinon.core.models import OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.rooms.assemblies.actions import ItemDetails, WrittenQuestion, ask_in_writing, cancel_meeting, convene
from koinon.rooms.assemblies.deadlines import deadlines_of
from tests.rooms.assemblies.meeting import CONVENED, ITEMS, convened, name_delegates, planned, with_agenda
from tests.rooms.documents import library
from tests.world import World

KINDS = ("assemblies.convocation", "assemblies.cancellation")


@pytest.fixture(autouse=True)
def on_the_day(calendar: Callable[..., None]) -> None:
    calendar(CONVENED)


def delivered(address: str = "delegate@example.org") -> list[Any]:
    """The letters of meetings to somebody, after the worker's turn."""
    mail.outbox.clear()
    OutboxMessage.objects.exclude(kind__in=KINDS).delete()
    deliver_due()
    return [letter for letter in mail.outbox if letter.to == [address]]


def entry(letter: Any) -> tuple[Any, Any]:
    """The calendar that goes with a letter, and its event."""
    (part,) = [part for part in letter.message().walk() if part.get_content_type() == "text/calendar"]
    assert part.get_filename() == "meeting.ics"
    found = Calendar.from_ical(part.get_payload(decode=True))
    assert part.get_param("method") == found["METHOD"]
    return found, found.walk("VEVENT")[0]


def test_the_call_leads_names_the_days_and_lists_the_papers(world: World) -> None:
    document, _edition = library.published(world, level="members", title="Accounts 2025")
    paper = ItemDetails("accounts", papers={"accounts": document})
    items = [paper if item.key == "accounts" else item for item in ITEMS]
    found = with_agenda(world, items, online_address="https://meet.example.org/ga", elections=False)
    convene(actor=found.desk(CONVENED), meeting=found.id, seen_version=2)
    (letter,) = delivered()
    organisation = world.organisations["ours"]
    for words in (
        "3. Accounts of the past year\n   Paper: Accounts 2025",
        f"/en/members/{organisation}/meetings/{found.id}/",
        "Members may add to the agenda until 4 June 2026.",
        "Who may vote is looked at on 11 June 2026.",
        "Say who votes for you before the meeting opens.",
        "give a proxy to another member",
        "https://meet.example.org/ga",
    ):
        assert words in letter.body, words


def test_the_call_brings_the_meeting_into_the_calendar(world: World) -> None:
    found = convened(world)
    (letter,) = delivered()
    kept, event = entry(letter)
    assert (kept["METHOD"], event["STATUS"], event["SUMMARY"]) == ("PUBLISH", "CONFIRMED", "General Assembly")
    assert str(event["UID"]).startswith(str(found.id))
    assert event["SEQUENCE"] == found.row.version
    assert event["DTSTART"].dt == found.row.starts_at
    assert event["URL"].endswith(f"/members/meetings/{found.id}/")


def test_whoever_was_called_is_told_that_it_is_cancelled(world: World) -> None:
    found = convened(world)
    (called,) = delivered()
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="The hall burnt down")
    (letter,) = delivered()
    assert letter.subject == "Cancelled: General Assembly, 18 June 2026"
    assert "Reason: The hall burnt down" in letter.body
    first, (kept, event) = entry(called)[1], entry(letter)
    assert (kept["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["UID"] == first["UID"]
    assert event["SEQUENCE"] > first["SEQUENCE"]
    assert len(mail.outbox) == 4, "everybody who was called"


def test_a_plan_that_is_dropped_writes_to_nobody(world: World) -> None:
    found = planned(world)
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="No need")
    assert not OutboxMessage.objects.filter(kind="assemblies.cancellation").exists()


def test_what_is_asked_in_writing_leads_to_the_answer(world: World) -> None:
    name_delegates(world)
    question = WrittenQuestion("assembly", "ordinary", "A new name", "Shall we take it?")
    asked = ask_in_writing(actor=world.actor("secretary_general", CONVENED), question=question)
    (letter,) = delivered()
    assert f"/en/live/{asked.meeting}/" in letter.body
    assert "until 26 May 2026" in letter.body
    assert not letter.attachments


def test_the_days_before_are_those_of_the_rulebook(world: World) -> None:
    days = deadlines_of(convened(world, elections=True, ordinary=True).row)
    assert (days.record, days.additions) == (date(2026, 6, 11), date(2026, 6, 4))
    assert days.candidates == date(2026, 6, 4)
    assert (days.members, days.proxies) == (True, True)
