"""The page that an invitation's letter leads to. Looking at it changes nothing; its buttons answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from koinon.core.actors import Actor
from koinon.core.refusals import Refusal
from koinon.doors.shared.entrance import actor_of, tried
from koinon.doors.shared.flood import too_often
from koinon.doors.website.frame import show
from koinon.rooms.organisations.queries import confederation, name_of
from koinon.rooms.people.actions import accept_invitation, decline_invitation
from koinon.rooms.people.models import Invitation, Person
from koinon.rooms.people.queries import invitation_of, names_of

ANSWERS = {"accept": accept_invitation, "decline": decline_invitation}
# Links that open nothing, and answers, in an hour: from one address, and from everywhere together.
FROM_ONE, FROM_ALL = 30, 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, letter: str) -> HttpResponse:
    """Say who is asked to be what, for whom; take the answer."""
    row = invitation_of(letter)
    if (row is None or request.method == "POST") and too_often(request, "invitations", FROM_ONE, FROM_ALL):
        return _page(request, None, {"stage": "too_often"}, 429)
    if row is None:
        return _page(request, None, {"stage": "unknown"}, 404)
    actor = actor_of(request, "website")
    if request.method != "POST":
        return _page(request, row, _told(row, actor, request))
    answer = ANSWERS.get(request.POST.get("answer", ""))
    if answer is None:
        return _page(request, row, _told(row, actor, request), 422)
    outcome = tried(lambda: answer(actor=actor, token=letter))
    if isinstance(outcome, Refusal):
        row.refresh_from_db()
        return _page(request, row, {**_told(row, actor, request), "refusal": outcome}, 409)
    return redirect(request.path)


def _told(row: Invitation, actor: Actor, request: HttpRequest) -> dict[str, Any]:
    """Who asks whom to be what; the address the letter went to is told to nobody."""
    theirs = isinstance(request.user, Person) and request.user.email.lower() == row.email.lower()
    return {
        "stage": _stage(row, actor, theirs),
        "row": row,
        "theirs": theirs,
        "organisation": name_of(row.organisation),
        "sender": names_of([row.invited_by]).get(row.invited_by) if row.invited_by else "",
        "replaced": row.replaces.person.name if row.replaces else "",
        **_on_from_here(row, actor),
    }


def _on_from_here(row: Invitation, actor: Actor) -> dict[str, str]:
    """Where whoever accepted goes on: where a new member begins, once the role has begun."""
    home = reverse("members:home")
    if row.state == Invitation.State.ACCEPTED and row.starts_on <= actor.today:
        home = reverse("members:welcome", args=[row.organisation])
    return {"home": home, "sign_in": f"{reverse('account_login')}?{urlencode({'next': home})}"}


def _stage(row: Invitation, actor: Actor, theirs: bool) -> str:
    if row.state == Invitation.State.OPEN and not row.is_open(actor.at):
        return "expired"
    if row.is_open(actor.at) and actor.person is not None and not theirs:
        return "for_another"
    return row.state


def _page(request: HttpRequest, row: Invitation | None, told: dict[str, Any], status: int = 200) -> HttpResponse:
    house = confederation()
    told["house"] = (house.organisation.short_name or house.organisation.name) if house else ""
    told["email"] = house.email if house else ""
    response = show(request, "website/invitation.html", told, status)
    # The address is the secret. The house's policy (same-origin) tells it to no other site; "no-referrer" would
    # also hide where the form comes from, and the answer would be taken for a stranger's.
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
