"""Who is applying: the word of a stay lies in a cookie of its own, so that no session and no table holds it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from koinon.core.actors import Actor
from koinon.doors.shared.entrance import actor_of
from koinon.doors.website.apply_steps import Step, steps_of
from koinon.doors.website.frame import show
from koinon.doors.website.rules import rules_on
from koinon.doors.website.typed import come_back, is_of_another
from koinon.rooms.admissions.access import STAY_LASTS, application_of, new_secret, page_seal
from koinon.rooms.admissions.models import Application, ParkedAnswers
from koinon.rooms.admissions.rules import judged
from koinon.statutes.eligibility import Eligibility
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.admission_rules import AdmissionRules

COOKIE = "koinon_applicant"
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Applying:
    """A visit of somebody to the application that is open to them."""

    request: HttpRequest
    actor: Actor
    access: str
    row: Application
    rulebook: Rulebook
    rules: AdmissionRules

    @property
    def editable(self) -> bool:
        """Whether it can be changed now."""
        return self.row.state in ("draft", "asked_back")

    @property
    def found(self) -> Eligibility:
        """The category that the answers lead to."""
        return judged(self.rulebook, self.row)

    @property
    def steps(self) -> list[Step]:
        """The pages with questions."""
        return steps_of(self.rulebook, self.row, self.found)

    @property
    def seal(self) -> str:
        """What its pages carry, so that what is typed on them finds back to this application and to no other."""
        return page_seal(self.row)

    def parked(self, place: str) -> ParkedAnswers | None:
        """What was typed on a page after its stay had ended."""
        return self.row.parked.filter(place=place).first()

    def show(self, place: str, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Answer with a page of the application; `place` is the step it is on."""
        shown = {"row": self.row, "applying": self, "stepper": _stepper(self, place), **context}
        return show(self.request, f"website/{template}", shown, status)


def _stepper(visit: Applying, place: str) -> list[dict[str, Any]]:
    if not visit.editable or place == "status":
        return []
    pages = [(step.key, step.label, reverse("website:apply_step", kwargs={"step": step.key})) for step in visit.steps]
    pages.append(("papers", _("Papers"), reverse("website:apply_papers")))
    pages.append(("check", _("Check and submit"), reverse("website:apply_check")))
    at = next((number for number, page in enumerate(pages) if page[0] == place), 0)
    return [
        {"label": label, "url": url, "state": "current" if number == at else "done" if number < at else "ahead"}
        for number, (_key, label, url) in enumerate(pages)
    ]


def for_applicants(
    view: Callable[Concatenate[Applying, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page of one's own application; whoever has none open is led to where a link is asked for.

    What was typed on a page of another application, or after its stay had ended, goes into none: it is parked.
    """

    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor, access = actor_of(request, "website"), request.COOKIES.get(COOKIE, "")
        row, rulebook = application_of(actor, access), rules_on(actor.today)
        if request.method == "POST" and is_of_another(request, row):
            return come_back(request, actor)
        if row is None or rulebook is None or rulebook.admission is None:
            return redirect("website:apply")
        return view(Applying(request, actor, access, row, rulebook, rulebook.admission), *args, **kwargs)

    return answered


def word_for(request: HttpRequest, link: str) -> str:
    """The word of the stay that a link will open in this browser: the same when the button is pressed twice.

    It is made of the browser's own secret, so that whoever else holds the link would ask for another stay.
    """
    own = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return (
        salted_hmac("koinon.website.applicant", f"{link}:{own}", algorithm="sha256").hexdigest()
        if own
        else new_secret()
    )


def remember(response: HttpResponse, access: str) -> HttpResponse:
    """Let the browser keep the word of a stay."""
    response.set_cookie(
        COOKIE,
        access,
        max_age=STAY_LASTS,
        httponly=True,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Let the browser forget it."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response
