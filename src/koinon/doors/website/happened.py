"""The history of an application in words for its writers."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.core import clock
from koinon.rooms.admissions.models import Application, ApplicationEvent

HAPPENED: Mapping[str, str | Promise] = {
    "submit": _("You submitted it"),
    "take_up": _("The secretariat took it up"),
    "ask_back": _("We asked you a question"),
    "prepare": _("It was laid before the body that decides"),
    "admit": _("You were admitted"),
    "pass_on": _("It was approved"),
    "ratify": _("The admission was ratified"),
    "refuse": _("It was refused"),
    "answer": _("You answered the refusal"),
    "withdraw": _("You withdrew it"),
    "expire": _("It was erased"),
}


def history_of(row: Application) -> list[dict[str, Any]]:
    """What happened to an application, the first first."""
    begun = [{"on": clock.day_of(row.created_at), "title": _("You began it"), "detail": ""}]
    return begun + [
        {"on": clock.day_of(event.at), "title": _title(event), "detail": event.words} for event in row.history.all()
    ]


def _title(event: ApplicationEvent) -> str | Promise:
    again = event.event == "submit" and event.from_state == "asked_back"
    return _("You answered and submitted it again") if again else HAPPENED.get(event.event, event.event)
