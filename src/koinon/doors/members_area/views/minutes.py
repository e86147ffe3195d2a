"""Minutes for those who belong to the body, once they are signed; for the chair to sign."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.core.actors import Actor
from koinon.doors.members_area.minutes import SignForm
from koinon.doors.members_area.visit import DOOR, for_members
from koinon.doors.shared.entrance import actor_of, carried_out
from koinon.doors.shared.minutes import minutes_context, minutes_file
from koinon.rooms.assemblies.actions import sign_minutes
from koinon.rooms.assemblies.minutes.reading import SeenMinutes, minutes_seen


@require_safe
@for_members
def minutes(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The minutes of a meeting; its chair reads drafts too, and signs here."""
    actor, seen = _seen(request, meeting)
    form = SignForm(initial={"seen_version": seen.row.version}) if _signs(actor, seen) else None
    context = {**minutes_context(seen), "seen": seen, "form": form, "home_url": reverse("members:home")}
    return render(request, "members/minutes.html", context)


@require_safe
@for_members
def minutes_pdf(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Their paper."""
    _actor, seen = _seen(request, meeting)
    return minutes_file(seen)


@require_POST
@for_members
def sign(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Sign them, as the chair of the meeting."""
    actor, seen = _seen(request, meeting)
    if actor.person != seen.row.meeting.chair:
        raise Http404
    page, form = reverse("members:minutes", args=[meeting]), SignForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    return carried_out(
        request,
        lambda: sign_minutes.once(str(given["key"]), actor=actor, meeting=meeting, seen_version=given["seen_version"]),
        _("You have signed the minutes. The secretariat sends them to everybody."),
        page,
    )


def _seen(request: HttpRequest, meeting: UUID) -> tuple[Actor, SeenMinutes]:
    """The minutes as this actor reads them; 404 where there are none for them."""
    actor = actor_of(request, DOOR)
    seen = minutes_seen(actor, meeting)
    if seen is None:
        raise Http404
    return actor, seen


def _signs(actor: Actor, seen: SeenMinutes) -> bool:
    return seen.row.state == "completed" and actor.person is not None and actor.person == seen.row.meeting.chair
