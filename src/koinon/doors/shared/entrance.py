"""Who stands at the door, and how a form's action is carried out for them."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from koinon.core import clock
from koinon.core.actors import Actor, anonymous_actor
from koinon.core.refusals import Refusal, Refused
from koinon.rooms.people.models import Person
from koinon.rooms.people.queries import actor_for

T = TypeVar("T")


def actor_of(request: HttpRequest, door: str) -> Actor:
    """The actor behind a request, computed once a request from the mandates in force now."""
    known: Actor | None = getattr(request, "koinon_actor", None)
    if known is None:
        person, moment = request.user, clock.now()
        known = actor_for(person, moment, door) if isinstance(person, Person) else anonymous_actor(moment, door)
        request.koinon_actor = known  # type: ignore[attr-defined]
    return known


@login_required
def arrive(request: HttpRequest) -> HttpResponseRedirect:
    """Where somebody who has just signed in belongs: the desk, or the members' area."""
    actor = actor_of(request, "sign-in")
    return redirect("wagtailadmin_home" if actor.is_staff else "members:home")


def tried(call: Callable[[], T]) -> T | Refusal:
    """Carry an action out; a refusal comes back as data."""
    try:
        return call()
    except Refused as refused:
        return refused.refusal


def say_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """Show a refusal on the next page: what happened, what was kept, what to do."""
    messages.error(request, str(refusal))


def carried_out(request: HttpRequest, call: Callable[[], object], said: str, then: str) -> HttpResponse:
    """Carry an action out, say how it went, and go on to an address (so that a reload sends nothing twice)."""
    outcome = tried(call)
    if isinstance(outcome, Refusal):
        say_refusal(request, outcome)
    else:
        messages.success(request, said)
    return redirect(then)
