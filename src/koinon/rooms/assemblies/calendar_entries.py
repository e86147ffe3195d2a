"""A meeting as an entry of somebody's calendar."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from koinon.adapters.calendar import Event
from koinon.rooms.assemblies.addresses import meeting_address
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.organisations.models import Confederation
from koinon.statutes.texts import say

FILE_NAME = "meeting.ics"


def calendar_entry(meeting: Meeting, house: Confederation | None, language: str, stamp: datetime) -> Event:
    """The entry, in a language that is active; that of a cancelled meeting takes the earlier one out again."""
    body = say(rulebook_of(meeting).bodies[meeting.body].label, language)
    address = meeting_address(meeting)
    lines = [
        _("Agenda and papers: %(address)s") % {"address": address},
        _("Online: %(address)s") % {"address": meeting.online_address} if meeting.online_address else "",
        meeting.reason if meeting.state == "cancelled" else "",
    ]
    return Event(
        uid=f"{meeting.public_id}@{urlsplit(settings.KOINON_URL).hostname or 'localhost'}",
        sequence=meeting.version,
        stamp=stamp,
        starts_at=meeting.starts_at,
        time_zone=meeting.time_zone,
        title=body,
        description="\n".join(line for line in lines if line),
        location=meeting.place or meeting.online_address,
        url=address,
        organiser=house.organisation.name if house else "",
        organiser_email=house.email if house else "",
        language=language,
        cancelled=meeting.state == "cancelled",
    )
