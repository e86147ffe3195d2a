"""Letters to everybody who speaks for a member, or who sits in the body: the convocation, the minutes."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from koinon.adapters.mail import Letter
from koinon.core import clock
from koinon.core.outbox import PermanentFailure, handler
from koinon.rooms.assemblies.actions.convening import LETTER
from koinon.rooms.assemblies.actions.signing import MINUTES_LETTER
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.permissions import SPEAKING
from koinon.rooms.assemblies.rules import rule_of, rulebook_of, with_rules
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.people.deliveries import message_id, send_letter
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import addresses_for
from koinon.statutes.texts import say


@handler(LETTER)
def deliver_convocation(payload: Mapping[str, Any]) -> None:
    """Mail the convocation, unless the meeting was cancelled meanwhile."""
    meeting = with_rules().get(public_id=UUID(payload["meeting"]))
    if meeting.state == "cancelled":
        return
    _mail(meeting, payload, lambda language: _words(meeting, language))


@handler(MINUTES_LETTER)
def deliver_minutes(payload: Mapping[str, Any]) -> None:
    """Mail where the signed minutes of a meeting are."""
    meeting = with_rules().get(public_id=UUID(payload["meeting"]))
    _mail(meeting, payload, lambda language: _minutes(meeting, language))


def _mail(meeting: Meeting, payload: Mapping[str, Any], words: Callable[[str], tuple[str, str]]) -> None:
    """A letter to each person who is there for the member, in their language."""
    house = confederation()
    for person in _recipients(meeting, UUID(payload["member"])):
        with translation.override(person.language):
            subject, text = words(person.language)
        send_letter(
            Letter(
                to=person.email,
                subject=subject,
                text=text,
                message_id=message_id(f"{payload['message']}.{person.public_id}"),
                language=person.language,
                reply_to=house.email if house else "",
            )
        )


def _recipients(meeting: Meeting, member: UUID) -> list[Person]:
    if of_members(meeting):
        people = addresses_for([member], SPEAKING, clock.today()).get(member, [])
    else:
        people = list(Person.objects.filter(public_id=member, is_active=True))
    if not people:
        raise PermanentFailure(f"nobody on record speaks for {member}")
    return people


def _words(meeting: Meeting, language: str) -> tuple[str, str]:
    return _question(meeting, language) if meeting.kind == Meeting.Kind.WRITTEN else _call(meeting, language)


def _minutes(meeting: Meeting, language: str) -> tuple[str, str]:
    places = {
        "body": say(rulebook_of(meeting).bodies[meeting.body].label, language),
        "day": date_format(meeting.meeting_on, "j F Y"),
        "address": settings.KOINON_URL.rstrip("/") + reverse("members:minutes", kwargs={"meeting": meeting.public_id}),
    }
    text = _(
        "The minutes of the %(body)s of %(day)s are signed by its chair:\n\n%(address)s\n\n"
        "They are put to the vote at its next meeting. If something is not as you remember it, "
        "write to us before, or ask for a correction there.\n"
    )
    return _("Minutes: %(body)s, %(day)s") % places, text % places


def _question(meeting: Meeting, language: str) -> tuple[str, str]:
    rule = rule_of(meeting).written
    item = meeting.items.get()
    until = meeting.meeting_on + timedelta(days=rule.days if rule else 0)
    places = {
        "body": say(rulebook_of(meeting).bodies[meeting.body].label, language),
        "title": say(item.label, language),
        "words": item.words,
        "day": date_format(until, "j F Y"),
    }
    text = _(
        "The %(body)s is asked to decide in writing, until %(day)s:\n\n%(title)s\n\n%(words)s\n\n"
        "Silence counts neither as a yes nor as a no.\n"
    )
    return _("To be decided in writing: %(title)s") % places, text % places


def _call(meeting: Meeting, language: str) -> tuple[str, str]:
    begins = meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone))
    items = meeting.items.filter(stands=True)
    places = {
        "body": say(rulebook_of(meeting).bodies[meeting.body].label, language),
        "day": date_format(begins, "j F Y"),
        "hour": date_format(begins, "H:i"),
        "zone": meeting.time_zone,
        "place": "\n".join(line for line in (meeting.place, meeting.online_address) if line),
        "agenda": "\n".join(f"{item.position}. {say(item.label, language)}" for item in items),
    }
    text = _("You are invited to the %(body)s on %(day)s at %(hour)s (%(zone)s).\n\n%(place)s\n\nAgenda:\n%(agenda)s\n")
    second = _("This is the second convocation: the first meeting had no quorum.")
    return (
        _("Convocation: %(body)s, %(day)s") % places,
        text % places + (f"\n{second}\n" if meeting.convocation == 2 else ""),
    )
