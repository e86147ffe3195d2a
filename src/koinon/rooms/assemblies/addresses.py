"""Where a meeting is looked at, for letters and calendars: the whole address of its page."""

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from koinon.rooms.assemblies.models import Meeting


def meeting_address(meeting: Meeting, organisation: UUID | None = None) -> str:
    """The page of a meeting: as an organisation finds it, or (without one) the one that leads everybody to theirs."""
    if organisation is None:
        place = reverse("members:own_meeting", kwargs={"meeting": meeting.public_id})
    else:
        place = reverse("members:meeting", kwargs={"organisation": organisation, "meeting": meeting.public_id})
    return settings.KOINON_URL.rstrip("/") + place


def live_address(meeting: Meeting) -> str:
    """Where one takes part while it happens, or answers what is asked in writing."""
    return settings.KOINON_URL.rstrip("/") + reverse("live:phone", kwargs={"meeting": meeting.public_id})


def minutes_address(meeting: Meeting) -> str:
    """Where the minutes of a meeting are read."""
    return settings.KOINON_URL.rstrip("/") + reverse("members:minutes", kwargs={"meeting": meeting.public_id})
