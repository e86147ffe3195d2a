"""The delegate's phone: what is on now, one's votes, and the steps that one takes oneself."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from koinon.core.facts.assemblies import VotesCast
from koinon.core.refusals import Refusal
from koinon.doors.live.forms import BallotForm, InterestForm, PresenceForm
from koinon.doors.live.looking import Look, at_a_look, first_word, has_seen, only_changed, pulse_of, seen_words
from koinon.doors.live.phone_parts import phone_parts
from koinon.doors.live.visit import DOOR, Visit, at_meeting
from koinon.doors.shared.entrance import actor_of, say_refusal, tried
from koinon.rooms.assemblies.actions import cast_vote, check_in, declare_conflict, leave
from koinon.rooms.assemblies.live import how_many_own
from koinon.rooms.people.models import Person

REFUSED = 409


@require_safe
@at_a_look
def phone(look: Look) -> HttpResponse:
    """All that a phone shows; by itself it asks for changes, and without script a link looks again."""
    first = first_word(look.seen, how_many_own(look.visit.actor, look.seen))
    parts = phone_parts(look)
    return look.visit.show("phone.html", {"parts": parts, "seen": seen_words(first, parts)})


@require_safe
@login_required
def phone_now(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """What has changed since the phone last looked; nothing where nothing did."""
    pulse, person = pulse_of(request, meeting), request.user
    if pulse and isinstance(person, Person) and has_seen(request, first_word(pulse.seen, pulse.own(person.public_id))):
        return HttpResponse(status=204)
    return _changed(request, meeting=meeting)


@at_a_look
def _changed(look: Look) -> HttpResponse:
    first = first_word(look.seen, how_many_own(look.visit.actor, look.seen))
    if has_seen(look.visit.request, first):
        return HttpResponse(status=204)
    return only_changed(look, first, phone_parts(look))


@require_POST
@login_required
def cast(request: HttpRequest, meeting: UUID, vote: UUID) -> HttpResponse:
    """Cast the votes that one carries. The action looks at who votes; nothing else is asked on the way to it."""
    form = BallotForm(request.POST)
    back = reverse("live:phone", args=[meeting])
    if not form.is_valid():
        return _answered(request, _incomplete(form), back)
    given = form.cleaned_data
    actor = actor_of(request, DOOR)
    outcome = tried(
        lambda: cast_vote.once(
            given["key"],
            actor=actor,
            vote=vote,
            choice=given["choice"],
            names=given["names"],
            members=given["members"],
        )
    )
    return _answered(request, outcome, back)


def _incomplete(form: BallotForm) -> Refusal:
    words = form.errors.get("__all__") or [_("This form is not complete.")]
    return Refusal("ballot_incomplete", words[0], _("Your votes were not cast."), _("Choose again."))


def _answered(request: HttpRequest, outcome: VotesCast | Refusal, back: str) -> HttpResponse:
    """The acknowledgement: in a line for the page's own script, else on the page that comes next."""
    refused = isinstance(outcome, Refusal)
    if isinstance(outcome, Refusal):
        if outcome.code == "not_found":
            raise Http404
        said = str(outcome)
    else:
        said = ngettext("Your vote was cast.", "%(number)s votes were cast.", len(outcome.ballots)) % {
            "number": len(outcome.ballots)
        }
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"said": said, "refused": refused}, status=REFUSED if refused else 200)
    messages.add_message(request, messages.ERROR if refused else messages.SUCCESS, said)
    return redirect(back)


@require_POST
@at_meeting
def presence(visit: Visit) -> HttpResponse:
    """Check oneself in or out."""
    form, person = PresenceForm(visit.request.POST), visit.actor.person
    if not form.is_valid() or person is None:
        return redirect(visit.url("phone"))
    given, meeting = form.cleaned_data, visit.meeting.public_id
    if given["step"] == "leave":
        return _step(
            visit,
            lambda: leave.once(given["key"], actor=visit.actor, meeting=meeting, person=person),
            _("You have left the meeting. What you cast stays."),
        )
    online = given["step"] == "online"
    return _step(
        visit,
        lambda: check_in.once(given["key"], actor=visit.actor, meeting=meeting, person=person, online=online),
        _("You are checked in."),
    )


@require_POST
@at_meeting
def interest(visit: Visit) -> HttpResponse:
    """Declare an interest of one's own in an item."""
    form, person = InterestForm(visit.request.POST), visit.actor.person
    if not form.is_valid() or person is None:
        return redirect(visit.url("phone"))
    given = form.cleaned_data
    if not visit.meeting.items.filter(public_id=given["item"]).exists():
        raise Http404
    return _step(
        visit,
        lambda: declare_conflict.once(
            given["key"], actor=visit.actor, item=given["item"], person=person, words=given["words"]
        ),
        _("Your interest is on record. You do not vote on that item."),
    )


def _step(visit: Visit, call: Callable[[], Any], said: str) -> HttpResponse:
    outcome = tried(call)
    if isinstance(outcome, Refusal):
        if outcome.code == "not_found":
            raise Http404
        say_refusal(visit.request, outcome)
    else:
        messages.success(visit.request, said)
    return redirect(visit.url("phone"))
