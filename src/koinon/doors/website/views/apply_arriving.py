"""Ask for a link to apply by, and come in by it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.core.refusals import Refusal
from koinon.doors.shared import words
from koinon.doors.shared.entrance import actor_of, tried
from koinon.doors.website.answers import Answers, given_rows, read_answers
from koinon.doors.website.applicant import COOKIE, forget, remember, word_for
from koinon.doors.website.apply_steps import figure_words
from koinon.doors.website.arriving import AddressForm, brought
from koinon.doors.website.enquiry import is_flood
from koinon.doors.website.frame import show
from koinon.doors.website.rules import chosen, rules_on
from koinon.doors.website.typed import place_url
from koinon.rooms.admissions.access import application_of
from koinon.rooms.admissions.actions import bring_answers, end_stay, open_link, send_link
from koinon.statutes.inputs import inputs_as_data

BRING = "bring"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Say what an application asks for, and mail a link to begin one or go on with it.

    The address may hold answers to "May we join?"; they lie with the link, and the draft that it opens holds them.
    """
    actor = actor_of(request, "website")
    rulebook = rules_on(actor.today)
    if rulebook is None or rulebook.admission is None:
        return show(request, "website/no_rules.html", {})
    answers = read_answers(rulebook, request.GET)
    if request.method != "POST":
        return _page(request, AddressForm(), answers)
    if BRING in request.POST:
        return _bring(request, answers)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form, answers)
    if is_flood(request, "applications"):
        return _page(request, form, answers, flooded=True, status=429)
    address, language, statements = form.cleaned_data["email"], get_language() or "en", brought(answers)
    outcome = tried(lambda: send_link(actor=actor, email=address, language=language, statements=statements))
    if isinstance(outcome, Refusal):
        form.add_error("email", f"{outcome.words} {outcome.to_do}")
        return _page(request, form, answers)
    return redirect(_with(reverse("website:apply_sent"), answers))


def _bring(request: HttpRequest, answers: Answers) -> HttpResponse:
    """Take the answers into the application that is open on this machine."""
    actor, access, statements = actor_of(request, "website"), request.COOKIES.get(COOKIE, ""), brought(answers)
    outcome = tried(lambda: bring_answers(actor=actor, access=access, statements=statements))
    if isinstance(outcome, Refusal):
        return _page(request, AddressForm(), answers, refusal=outcome, status=409)
    return redirect("website:apply_status")


def _with(address: str, answers: Answers) -> str:
    """An address with the answers behind it."""
    return f"{address}?{answers.address()}" if answers.is_begun else address


def _page(request: HttpRequest, form: AddressForm, answers: Answers, status: int = 200, **more: Any) -> HttpResponse:
    rulebook = answers.rulebook
    figures = inputs_as_data({key: value for key, value in brought(answers).figures.items() if value is not None})
    context = {
        "form": form,
        "rules": rulebook.admission,
        "choices": chosen(
            rulebook,
            [
                *(rulebook.admission.choices if rulebook.admission else ()),
                *(rulebook.keeping.choices if rulebook.keeping else ()),
            ],
        ),
        "open": application_of(actor_of(request, "website"), request.COOKIES.get(COOKIE, "")),
        "given": given_rows(answers, [key for key in rulebook.facts if key in answers.known]),
        "figures": [
            (words.say(basis.question), figure_words(rulebook, key, figures[key]))
            for key, basis in rulebook.bases.items()
            if key in figures
        ],
        "answers": answers,
        **more,
    }
    return show(request, "website/apply.html", context, status)


@require_safe
def apply_sent(request: HttpRequest) -> HttpResponse:
    """Say that a link is on its way, to whoever asked."""
    rulebook = rules_on(actor_of(request, "website").today)
    again = reverse("website:apply")
    if rulebook is not None:
        again = _with(again, read_answers(rulebook, request.GET))
    return show(request, "website/apply_sent.html", {"again": again})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button where a mailed link leads; only pressing it uses the link."""
    if request.method != "POST":
        return show(request, "website/apply_link.html", {})
    actor, access = actor_of(request, "website"), word_for(request, token)
    outcome = tried(lambda: open_link(actor=actor, link=token, access=access))
    if isinstance(outcome, Refusal):
        return show(request, "website/apply_link.html", {"refusal": outcome}, 409)
    row = application_of(actor, access)
    parked = row.parked.first() if row else None
    return remember(redirect(place_url(parked.place) if parked else reverse("website:apply_status")), access)


@require_POST
def apply_leave(request: HttpRequest) -> HttpResponse:
    """Leave the application on this machine; a new link leads back to it, the one in the browser's history does not."""
    actor, access = actor_of(request, "website"), request.COOKIES.get(COOKIE, "")
    tried(lambda: end_stay(actor=actor, access=access))
    return forget(redirect("website:apply"))
