"""Your seats: where you sit, until when, and what you agree to have published and counted."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.core.actors import Actor
from koinon.doors.members_area.seats import DescriptionForm, PublishForm, own_seats
from koinon.doors.members_area.visit import DOOR, for_members
from koinon.doors.shared.entrance import actor_of, carried_out
from koinon.rooms.bodies.actions import agree_to_publish, describe_oneself
from koinon.rooms.bodies.models import HeldSeat
from koinon.rooms.bodies.queries import genders_of, seats_of_person
from koinon.rooms.rulebook.queries import adopted_rules


@require_safe
@for_members
def seats(request: HttpRequest) -> HttpResponse:
    """One's own seats, past ones too, each with what may be published of it."""
    actor = actor_of(request, DOOR)
    rows = _own(actor)
    rulebook = adopted_rules().on(actor.today)
    gender = genders_of([row.mandate.person.public_id for row in rows[:1]])
    context = {
        "seats": own_seats(rows, rulebook, actor.today),
        "description": DescriptionForm(initial={"gender": next(iter(gender.values()), "")}),
        "home_url": reverse("members:home"),
    }
    return render(request, "members/seats.html", context)


@require_POST
@for_members
def agree(request: HttpRequest) -> HttpResponse:
    """Say what may be published of a seat."""
    actor, form = actor_of(request, DOOR), PublishForm(request.POST)
    if not form.is_valid():
        return redirect("members:seats")
    given = form.cleaned_data
    seat: UUID = given["seat"]
    if seat not in {row.public_id for row in _own(actor)}:
        raise Http404
    return carried_out(
        request,
        lambda: agree_to_publish.once(given["key"], actor=actor, seat=seat, publish=given["publish"]),
        _("Only what you chose is published."),
        reverse("members:seats"),
    )


@require_POST
@for_members
def describe(request: HttpRequest) -> HttpResponse:
    """Say what is counted of oneself, or take it back."""
    actor, form = actor_of(request, DOOR), DescriptionForm(request.POST)
    person = actor.person
    if person is None or not _own(actor):
        raise Http404
    if not form.is_valid():
        return redirect("members:seats")
    return carried_out(
        request,
        lambda: describe_oneself(actor=actor, person=person, gender=form.cleaned_data["gender"]),
        _("Thank you. You can change it at any time."),
        reverse("members:seats"),
    )


def _own(actor: Actor) -> list[HeldSeat]:
    return list(seats_of_person(actor))
