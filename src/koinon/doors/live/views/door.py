"""The door of the hall: who may come, who is there, and the presses that note it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.core.refusals import Refusal
from koinon.doors.live.chair_forms import new_key
from koinon.doors.live.checking_in import doorway_of, weights_of
from koinon.doors.live.visit import Visit, at_meeting
from koinon.doors.shared.entrance import say_refusal, tried
from koinon.doors.shared.results import quorum_account
from koinon.rooms.assemblies.actions import check_in, leave
from koinon.rooms.assemblies.floor import Floor, floor_of
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.people.queries import names_of

LONGEST = 100
RUNNING = ("convened", "open")


@require_safe
@at_meeting
def door(visit: Visit) -> HttpResponse:
    """The list, or the part of it that one looks for."""
    visit.need_presiding()
    sought, show = visit.request.GET.get("q", "")[:LONGEST], visit.request.GET.get("show", "")
    floor = tried(lambda: floor_of(visit.actor, visit.meeting))
    page: dict[str, Any] = {
        "place": "door",
        "sought": sought,
        "show": show,
        "key": new_key(),
        "runs": visit.meeting.state in RUNNING,
    }
    page |= {"comes_online": visit.meeting.kind != Meeting.Kind.ON_SITE}
    if not isinstance(floor, Floor):
        return visit.show("door.html", {**page, "trouble": floor})
    there, of = floor.represented()
    stays = floor.there().values()
    page |= {"met": floor.quorum.met, "weights": weights_of(floor)}
    page |= {"there": there, "of": of, "online": sum(stay.online for stay in stays), "present": len(stays)}
    return visit.show(
        "door.html", {**page, "doorway": doorway_of(floor, sought, show), "quorum": quorum_account(floor.quorum)}
    )


@require_POST
@at_meeting
def note(visit: Visit) -> HttpResponse:
    """Note that somebody came or left, and go back to where one looked."""
    visit.need_presiding()
    sent = visit.request.POST
    what = next((name for name in ("in", "online", "out") if name in sent), "")
    back = {name: sent[name][:LONGEST] for name in ("q", "show") if sent.get(name)}
    person = _person(sent.get(what, ""))
    then = visit.url("door") + (f"?{urlencode(back)}" if back else "")
    if person is None:
        messages.error(visit.request, _("It is not clear who came or left. Nothing was changed."))
        return redirect(then)
    outcome = tried(lambda: _noted(visit, f"{sent.get('key', '')}:{what}:{person}"[:120], what, person))
    if isinstance(outcome, Refusal):
        say_refusal(visit.request, outcome)
    else:
        messages.success(visit.request, _said(what, person))
    return redirect(then)


def _person(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _noted(visit: Visit, key: str, what: str, person: UUID) -> object:
    meeting = visit.meeting.public_id
    if what == "out":
        return leave.once(key, actor=visit.actor, meeting=meeting, person=person)
    return check_in.once(key, actor=visit.actor, meeting=meeting, person=person, online=what == "online")


def _said(what: str, person: UUID) -> str:
    name = names_of([person]).get(person, "")
    words = {
        "in": _("%(name)s is here."),
        "online": _("%(name)s takes part online."),
        "out": _("%(name)s has left."),
    }
    return words[what] % {"name": name}
