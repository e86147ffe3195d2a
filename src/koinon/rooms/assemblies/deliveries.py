"""The letters of a meeting to everybody who speaks for a member or sits in the body: call, cancellation, minutes."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils import translation

from koinon.adapters.calendar import calendar_file
from koinon.adapters.mail import Attachment, Letter
from koinon.core import clock
from koinon.core.outbox import PermanentFailure, handler
from koinon.rooms.assemblies.actions.convening import CANCELLATION, LETTER
from koinon.rooms.assemblies.actions.signing import MINUTES_LETTER
from koinon.rooms.assemblies.calendar_entries import FILE_NAME, calendar_entry
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.letters import Words, call_words, cancellation_words, minutes_words, question_words
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.rules import with_rules
from koinon.rooms.organisations.models import Confederation
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.people.deliveries import message_id, send_letter
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import addresses_for

Wording = Callable[[Meeting, str, UUID | None], Words]


@handler(LETTER)
def deliver_convocation(payload: Mapping[str, Any]) -> None:
    """Mail the convocation, unless the meeting was cancelled meanwhile."""
    meeting = with_rules().get(public_id=UUID(payload["meeting"]))
    if meeting.state == "cancelled":
        return
    _mail(payload, meeting, question_words if meeting.kind == Meeting.Kind.WRITTEN else call_words)


@handler(CANCELLATION)
def deliver_cancellation(payload: Mapping[str, Any]) -> None:
    """Mail to whoever was called that the meeting does not take place."""
    meeting = with_rules().get(public_id=UUID(payload["meeting"]))
    _mail(payload, meeting, cancellation_words)


@handler(MINUTES_LETTER)
def deliver_minutes(payload: Mapping[str, Any]) -> None:
    """Mail where the signed minutes of a meeting are."""
    _mail(payload, with_rules().get(public_id=UUID(payload["meeting"])), minutes_words)


def _mail(payload: Mapping[str, Any], meeting: Meeting, wording: Wording) -> None:
    house, member = confederation(), UUID(payload["member"])
    organisation = member if of_members(meeting) else None
    for person in _recipients(meeting, member):
        with translation.override(person.language):
            subject, text = wording(meeting, person.language, organisation)
            attached = _attached(meeting, house, person.language)
        send_letter(
            Letter(
                to=person.email,
                subject=subject,
                text=text,
                message_id=message_id(f"{payload['message']}.{person.public_id}"),
                language=person.language,
                reply_to=house.email if house else "",
                attachments=attached,
            )
        )


def _attached(meeting: Meeting, house: Confederation | None, language: str) -> tuple[Attachment, ...]:
    """The entry for the calendar; what is asked in writing has no hour, and what is over needs none."""
    if meeting.kind == Meeting.Kind.WRITTEN or meeting.closed_at:
        return ()
    entry = calendar_entry(meeting, house, language, clock.now())
    return (Attachment(FILE_NAME, calendar_file(entry), entry.media_type),)


def _recipients(meeting: Meeting, member: UUID) -> list[Person]:
    if of_members(meeting):
        people = addresses_for([member], SPEAKING, clock.today()).get(member, [])
    else:
        people = list(Person.objects.filter(public_id=member, is_active=True))
    if not people:
        raise PermanentFailure(f"nobody on record speaks for {member}")
    return people
