"""A visit to a meeting: who looks at it, and for whom: an organisation, or oneself where persons sit in the body."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from koinon.core.actors import Actor
from koinon.doors.members_area.visit import DOOR, Visit, for_members, visit_to
from koinon.doors.shared.entrance import actor_of
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.rooms.assemblies.drawing import of_members
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.represented import announced_meetings

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class MeetingVisit:
    """An actor at a meeting that they may see. `member` is who stands on the roll, `visit` the organisation's."""

    request: HttpRequest
    actor: Actor
    meeting: Meeting
    member: UUID
    visit: Visit | None = None

    @property
    def shown(self) -> ShownMeeting:
        """The meeting in words."""
        return ShownMeeting(self.meeting, self.url("meeting"))

    @property
    def acts(self) -> bool:
        """Whether the actor acts for the organisation: names delegates, gives proxies, adds to the agenda."""
        return self.visit is not None and self.visit.may("assemblies.represent")

    def need_acting(self) -> None:
        """Stop with 403 whoever does not act for the organisation."""
        if not self.acts:
            raise PermissionDenied

    def url(self, place: str, **more: Any) -> str:
        """The address of a page of this meeting, as an organisation's or as one's own."""
        if self.visit is not None:
            return self.visit.url(place, meeting=self.meeting.public_id, **more)
        return reverse(f"members:own_{place}", kwargs={"meeting": self.meeting.public_id, **more})

    def show(self, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
        """Answer with a page of this meeting."""
        frame = {"at": self, "meeting": self.shown, "today": self.actor.today}
        if self.visit is not None:
            base = {"base": "members/page.html"}
            return self.visit.show("meetings", f"meetings/{template}", {**base, **frame, **context}, status)
        base = {"base": "members/meetings/own.html", "home_url": reverse("members:home")}
        return render(self.request, f"members/meetings/{template}", {**base, **frame, **context}, status=status)

    def back(self, part: str = "") -> HttpResponseRedirect:
        """Back to the meeting's page, to one of its parts."""
        return redirect(self.url("meeting") + (f"#{part}" if part else ""))


View = Callable[Concatenate[MeetingVisit, P], HttpResponse]


def about_meeting(view: View[P]) -> Callable[..., HttpResponse]:
    """A page of a meeting in which members vote, for the organisation that the address names."""

    @wraps(view)
    @for_members
    def answered(
        request: HttpRequest, /, organisation: UUID, meeting: UUID, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        visit = visit_to(request, organisation)
        found = _found(visit.actor, meeting)
        if not of_members(found):
            raise Http404
        return view(MeetingVisit(request, visit.actor, found, visit.over, visit), *args, **kwargs)

    return answered


def about_own_meeting(view: View[P]) -> Callable[..., HttpResponse]:
    """A page of a meeting for oneself; whoever speaks for an organisation finds meetings of members with that."""

    @wraps(view)
    @for_members
    def answered(request: HttpRequest, /, meeting: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request, DOOR)
        found = _found(actor, meeting)
        own = sorted(actor.organisations("assemblies.see"))
        if of_members(found) and own:
            if kwargs:
                raise Http404
            return redirect("members:meeting", organisation=own[0], meeting=meeting)
        if actor.person is None:
            raise Http404
        return view(MeetingVisit(request, actor, found, actor.person), *args, **kwargs)

    return answered


def _found(actor: Actor, meeting: UUID) -> Meeting:
    found = announced_meetings(actor).filter(public_id=meeting).first()
    if found is None:
        raise Http404
    return found
