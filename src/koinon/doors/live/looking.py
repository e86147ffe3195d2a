"""A look at a meeting while it happens: what is shown comes in parts, and only parts that changed are sent again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from koinon.core import clock
from koinon.doors.live.visit import DOOR, Visit
from koinon.doors.shared.entrance import actor_of
from koinon.rooms.assemblies.live import Glance, glance
from koinon.rooms.assemblies.pulse import Pulse, pulse_for
from koinon.rooms.assemblies.rules import presides
from koinon.rooms.people.models import Person

P = ParamSpec("P")
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Look:
    """A visit to a meeting, and the meeting at one look."""

    visit: Visit
    seen: Glance


def at_a_look(view: Callable[Concatenate[Look, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of a meeting that changes while one looks, for whoever is signed in and may see it; 404 for others."""

    @wraps(view)
    @login_required
    def answered(request: HttpRequest, /, meeting: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request, DOOR)
        seen = glance(actor, meeting)
        if seen is None:
            raise Http404
        visit = Visit(request, actor, seen.meeting, presides(actor, seen.meeting))
        response = view(Look(visit, seen), *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return answered


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page: what it shows, as frozen data, and by which template."""

    name: str
    shown: Any
    template: str

    @property
    def mark(self) -> str:
        """What tells this part from the same part with something else in it."""
        return blake2b(repr(self.shown).encode(), digest_size=5).hexdigest()


def first_word(seen: Glance, cast: int) -> str:
    """What tells whether anything happened: in the meeting, or to the ballots that are shown."""
    return f"{seen.revision}-{cast}"


def seen_words(first: str, parts: Sequence[Part]) -> str:
    """What a page says when it asks again: the first word tells whether anything happened, the others which parts."""
    return ".".join([first, *(part.mark for part in parts)])


def has_seen(request: HttpRequest, first: str) -> bool:
    """Whether whoever asks has seen all there is."""
    return request.GET.get("seen", "")[:LONGEST].partition(".")[0] == first


def pulse_of(request: HttpRequest, meeting: UUID) -> Pulse | None:
    """The pulse of a meeting for whoever asks; None where they want the records themselves, or do not vote there."""
    person = request.user
    if "fresh" in request.GET or not isinstance(person, Person):
        return None
    return pulse_for(person.public_id, meeting, clock.now())


def only_changed(look: Look, first: str, parts: Sequence[Part]) -> HttpResponse:
    """The parts that whoever asks has not seen yet, ready to be set in."""
    request = look.visit.request
    known = set(request.GET.get("seen", "")[:LONGEST].split(".")[1:])
    changed = {
        part.name: render_to_string("live/part.html", {"part": part, "visit": look.visit}, request)
        for part in parts
        if part.mark not in known
    }
    return JsonResponse({"seen": seen_words(first, parts), "parts": changed})
