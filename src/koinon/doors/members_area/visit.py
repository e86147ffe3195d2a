"""A visit: who looks at which organisation, and what every page about it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from koinon.core.actors import Actor
from koinon.doors.shared.entrance import actor_of
from koinon.rooms.admissions.queries import with_ratification
from koinon.rooms.memberships.models import Membership
from koinon.rooms.memberships.queries import visible_memberships
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.organisations.queries import visible_organisations

DOOR = "members_area"
P = ParamSpec("P")

# Place, its words on a tab of a phone, its icon: the places under the thumb.
PLACES: tuple[tuple[str, str | Promise, str], ...] = (
    ("standing", _("Standing"), "home"),
    ("declarations", _("Declare"), "chart-bar"),
    ("invoices", _("Invoices"), "file-invoice"),
    ("meetings", _("Meetings"), "calendar-event"),
    ("people", _("People"), "users"),
    ("documents", _("Documents"), "books"),
    ("record", _("Record"), "building-community"),
)
# A phone has room for six: the record stands on the page of the standing too, which leads to it.
WIDE = ("record",)


@dataclass(frozen=True, slots=True)
class Visit:
    """An actor at an organisation that they may see, with its membership (the running one, else the last)."""

    request: HttpRequest
    actor: Actor
    organisation: Organisation
    membership: Membership | None

    @property
    def over(self) -> UUID:
        """The organisation's public id, as permissions and addresses name it."""
        return self.organisation.public_id

    def may(self, name: str) -> bool:
        """Whether the actor holds a permission over this organisation."""
        return self.actor.may(name, self.over)

    def need(self, name: str) -> None:
        """Stop with 403 where the page is for other mandates."""
        if not self.may(name):
            raise PermissionDenied

    def url(self, place: str, **more: Any) -> str:
        """The address of a page about this organisation."""
        return reverse(f"members:{place}", kwargs={"organisation": self.over, **more})

    def show(self, place: str, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
        """Answer with a page of this organisation; `place` marks where in the navigation it stands."""
        places = [
            {"label": words, "icon": icon, "url": self.url(key), "current": key == place, "wide": key in WIDE}
            for key, words, icon in PLACES
        ]
        frame = {
            "visit": self,
            "organisation": self.organisation,
            "membership": self.membership,
            "navigation": places,
            "home_url": self.url("standing"),
            "several": len(self.actor.mandates) > 1,
            "as_staff": self.over not in self.actor.mandates,
        }
        return render(self.request, f"members/{template}", {**frame, **context}, status=status)


def visit_to(request: HttpRequest, organisation: UUID) -> Visit:
    """The visit to an organisation; 404 for one that does not exist and for one the actor may not see."""
    actor = actor_of(request, DOOR)
    found = visible_organisations(actor).filter(public_id=organisation).first()
    if found is None:
        raise Http404
    rows = visible_memberships(actor).select_related("decision").filter(organisation=found).order_by("-starts_on")
    memberships = list(with_ratification(rows))
    running = [row for row in memberships if row.runs_on(actor.today)]
    return Visit(request, actor, found, next(iter(running or memberships), None))


def for_members(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page that asks to sign in first and is kept by no shared cache."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    guarded: Callable[Concatenate[HttpRequest, P], HttpResponse] = login_required(answered)
    return guarded


def about_organisation(
    view: Callable[Concatenate[Visit, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """A page about the organisation that the address names."""

    @for_members
    def answered(request: HttpRequest, /, organisation: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(visit_to(request, organisation), *args, **kwargs)

    return wraps(view)(answered)
