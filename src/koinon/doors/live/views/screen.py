"""The big screen: what is on, readable from the back of the hall, for everybody who may see the meeting."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from koinon.doors.live.looking import Look, at_a_look, nothing_new, only_changed, seen_words
from koinon.doors.live.screen_parts import screen_first_word, screen_parts


@require_safe
@at_a_look
def screen(look: Look) -> HttpResponse:
    """The screen, without anything around it; without script it is loaded anew every few seconds."""
    parts = screen_parts(look)
    context = {"parts": parts, "seen": seen_words(screen_first_word(look), parts), "theme": _theme(look)}
    return look.visit.show("screen.html", context)


@require_safe
@at_a_look
def screen_now(look: Look) -> HttpResponse:
    """What has changed since the screen last looked; nothing where nothing did."""
    first = screen_first_word(look)
    if nothing_new(look, first):
        return HttpResponse(status=204)
    return only_changed(look, first, screen_parts(look))


def _theme(look: Look) -> str:
    """Light or dark where the address says so, for a projector that does not ask by itself."""
    asked = look.visit.request.GET.get("theme", "")
    return asked if asked in ("light", "dark") else ""
