"""What was typed on a page of an application whose stay had ended: it is kept, and a new link is asked for."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from koinon.core.actors import Actor
from koinon.core.refusals import Refusal
from koinon.doors.shared import words
from koinon.doors.shared.entrance import tried
from koinon.doors.website.apply_steps import FACT, FIGURE, LABELS, ORDER, step_url
from koinon.doors.website.arriving import AddressForm
from koinon.doors.website.frame import show
from koinon.doors.website.rules import rules_on
from koinon.rooms.admissions.access import sealed_application
from koinon.rooms.admissions.actions import park_answers
from koinon.rooms.admissions.actions.drafts import DETAILS
from koinon.rooms.admissions.models import Application

PAGE, ANSWER = "page", "answer"
# Pages of the application beside its steps on which words are typed.
PLACES: Mapping[str, str] = {"apply_check": "check", "apply_answer": "answer"}


def is_of_another(request: HttpRequest, row: Application | None) -> bool:
    """Whether a form came from a page of another application than the one that is open, or none is."""
    seal = request.POST.get(PAGE)
    return seal is not None and (row is None or sealed_application(seal) != row.public_id)


def come_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Park what was typed and ask for a new link; where it cannot be kept, show it to whoever typed it just now."""
    place, typed = _place(request), _typed(request)
    page = request.POST.get(PAGE, "")
    outcome = tried(lambda: park_answers(actor=actor, page=page, place=place, typed=typed)) if typed else None
    context = {
        "form": AddressForm(),
        "refusal": outcome if isinstance(outcome, Refusal) else None,
        "kept": outcome is not None and not isinstance(outcome, Refusal),
        "typed": _in_words(actor, typed) if isinstance(outcome, Refusal) else [],
        "file": bool(request.FILES),
    }
    return show(request, "website/apply_ended.html", context, 409)


def place_url(place: str) -> str:
    """The page on which something was typed."""
    if place in ORDER:
        return step_url(place)
    return reverse("website:apply_check" if place == "check" else "website:apply_status")


def place_label(place: str) -> str:
    """What that page is called."""
    return str(LABELS.get(place, _("Check and submit")))


def _place(request: HttpRequest) -> str:
    match = request.resolver_match
    name = match.url_name or "" if match else ""
    return PLACES.get(name, "") or str(match.kwargs.get("step", "") if match else "")


def _typed(request: HttpRequest) -> dict[str, str]:
    """The answers among what was sent."""
    known = (FACT, FIGURE)
    return {
        name: value
        for name, value in request.POST.items()
        if isinstance(value, str) and (name.startswith(known) or name in DETAILS or name == ANSWER) and value.strip()
    }


def _in_words(actor: Actor, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """Question and answer, as far as the rules know them."""
    rulebook = rules_on(actor.today)
    questions = {f"{FACT}{key}": words.say(fact.question) for key, fact in (rulebook.facts if rulebook else {}).items()}
    bases = {f"{FIGURE}{key}": words.say(basis.question) for key, basis in (rulebook.bases if rulebook else {}).items()}
    labels = {**questions, **bases, ANSWER: _("Your answer")}
    return [(labels.get(name, ""), value) for name, value in typed.items()]
