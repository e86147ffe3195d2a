"""The big screen: what is on, readable from the back of the hall, for everybody who may see the meeting."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from koinon.doors.live.looking import Look, at_a_look, first_word, has_seen, only_changed, pulse_of, seen_words
from koinon.doors.live.screen_parts import screen_parts
from koinon.rooms.assemblies.live import how_many_cast


@require_safe
@at_a_look
def screen(look: Look) -> HttpResponse:
    """The screen, without anything around it; without script it is loaded anew every few seconds."""
    cast = how_many_cast(look.seen)
    parts = screen_parts(look, cast)
    context = {"parts": parts, "seen": seen_words(first_word(look.seen, cast), parts), "theme": _theme(look)}
    return look.visit.show("screen.html", context)


@require_safe
@login_required
def screen_now(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """What has changed since the screen last looked; nothing where nothing did."""
    pulse = pulse_of(request, meeting)
    if pulse and has_seen(request, first_word(pulse.seen, pulse.cast)):
        return HttpResponse(status=204)
    return _changed(request, meeting=meeting)


@at_a_look
def _changed(look: Look) -> HttpResponse:
    cast = how_many_cast(look.seen)
    first = first_word(look.seen, cast)
    if has_seen(look.visit.request, first):
        return HttpResponse(status=204)
    return only_changed(look, first, screen_parts(look, cast))


def _theme(look: Look) -> str:
    """Light or dark where the address says so, for a projector that does not ask by itself."""
    asked = look.visit.request.GET.get("theme", "")
    return asked if asked in ("light", "dark") else ""
