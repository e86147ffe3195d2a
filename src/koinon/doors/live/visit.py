"""A visit to a meeting: who looks at which meeting, and what every page of it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from koinon.core.actors import Actor
from koinon.doors.shared.entrance import actor_of
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.queries import body_label, meeting_seen
from koinon.rooms.assemblies.rules import presides
from koinon.statutes.texts import say

DOOR = "live"
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Visit:
    """An actor at a meeting that they may see; `presides` where they conduct it."""

    request: HttpRequest
    actor: Actor
    meeting: Meeting
    presides: bool

    def url(self, place: str, **more: Any) -> str:
        """The address of a page of this meeting."""
        return reverse(f"live:{place}", kwargs={"meeting": self.meeting.public_id, **more})

    def need_presiding(self) -> None:
        """Answer 404 where the page is for whoever conducts the meeting: to others it does not exist."""
        if not self.presides:
            raise Http404

    def show(self, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
        """Answer with a page of this meeting."""
        language = getattr(self.request, "LANGUAGE_CODE", "en")
        frame = {"visit": self, "meeting": self.meeting, "body": say(body_label(self.meeting), language)}
        return render(self.request, f"live/{template}", {**frame, **context}, status=status)


def at_meeting(view: Callable[Concatenate[Visit, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the meeting that the address names, for whoever is signed in and may see it; 404 for others."""

    @wraps(view)
    @login_required
    def answered(request: HttpRequest, /, meeting: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request, DOOR)
        found = meeting_seen(actor, meeting)
        if found is None:
            raise Http404
        response = view(Visit(request, actor, found, presides(actor, found)), *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return answered
