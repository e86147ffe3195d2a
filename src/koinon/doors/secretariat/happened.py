"""What happened to an application, as the desk reads it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from koinon.core.refusals import Words
from koinon.doors.shared import words
from koinon.doors.shared.states import face_of
from koinon.rooms.admissions.models import Application, ApplicationEvent
from koinon.rooms.people.queries import names_of

LOOKED_AT = ("submitted", "asked_back", "under_review", "board")
TITLES: Mapping[str, Words] = {"answer": _("The refusal was answered")}


def happened(row: Application) -> dict[str, Any]:
    """The history; and, while it is looked at again, the refusal that was answered and its answer."""
    found = list(row.history.all())
    names = names_of([event.by for event in found])
    again = row.answered_at is not None and row.state in LOOKED_AT
    last = {event.event: event for event in found}
    return {
        "history": [_told(event, names.get(event.by, "") if event.by else "") for event in found],
        "refused": last.get("refuse") if again else None,
        "refused_by": row.ratification or row.decision,
        "answered": last.get("answer") if again else None,
    }


def _told(event: ApplicationEvent, name: str) -> dict[str, Any]:
    who = name or event.get_side_display()
    return {
        "on": words.day_of(event.at),
        "title": TITLES.get(event.event) or face_of(event.to_state).word,
        "detail": f"{who}: {event.words}" if event.words else who,
    }
