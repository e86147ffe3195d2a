"""How to reach the confederation, and a form that does."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from koinon.adapters.identifiers import country_name
from koinon.core.refusals import Refusal
from koinon.doors.shared import words
from koinon.doors.shared.entrance import actor_of, tried
from koinon.doors.website.answers import read_answers
from koinon.doors.website.enquiry import EnquiryForm, is_flood, new_seal
from koinon.doors.website.estimator import CATEGORY, Estimator
from koinon.doors.website.frame import show
from koinon.doors.website.rules import rules_on
from koinon.rooms.dues.actions import ask_for_quote
from koinon.rooms.dues.actions.quote_requests import TOPIC as QUOTE
from koinon.rooms.organisations.actions import TOPICS, send_enquiry
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.people.models import Person
from koinon.rooms.rulebook.queries import adopted_rules
from koinon.statutes.eligibility_words import answer_words
from koinon.statutes.rulebook import Rulebook


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show how we are reached; take a message and pass it on by mail."""
    if request.method != "POST":
        return _page(request, EnquiryForm(initial=_initial(request)))
    form = EnquiryForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    if is_flood(request):
        return _page(request, form, flooded=True, status=429)
    outcome = tried(lambda: _sent(request, form))
    if isinstance(outcome, Refusal):
        return _page(request, form, refusal=outcome)
    return redirect("website:enquiry_sent")


def _sent(request: HttpRequest, form: EnquiryForm) -> object:
    """Send the message; a question for a quote takes along the figures that the address carries."""
    actor, enquiry = actor_of(request, "website"), form.enquiry()
    if enquiry.topic != QUOTE:
        return send_enquiry.once(form.key, actor=actor, enquiry=enquiry)
    # By the rules of the fee year, as the action reads them: a version that came in the middle of it may ask otherwise.
    adopted, language = adopted_rules(), get_language() or "en"
    rulebook = adopted.for_year(actor.today.year) if adopted.on(actor.today) else None
    figures = _figures(request, rulebook)
    asked = figures.question() if figures else None
    return ask_for_quote.once(form.key, actor=actor, enquiry=enquiry, asked=asked, language=language)


@require_safe
def enquiry_sent(request: HttpRequest) -> HttpResponse:
    """Say that the message is on its way."""
    return show(request, "website/enquiry_sent.html", {})


def _page(request: HttpRequest, form: EnquiryForm, status: int = 200, **context: Any) -> HttpResponse:
    house = confederation()
    country = country_name(house.organisation.country, get_language() or "en") if house else ""
    return show(request, "website/contact.html", {"form": form, "house": house, "country": country, **context}, status)


def _initial(request: HttpRequest) -> dict[str, str]:
    """What is known before anybody writes: the topic of the link, the questions of a quote, who is signed in."""
    topic = request.GET.get("topic", "")
    initial = {"seal": new_seal(), "topic": topic if topic in TOPICS else ""}
    if topic == QUOTE:
        initial["message"] = _quote_questions(request)
    if topic == "joining":
        initial["message"] = _answers_given(request)
    if isinstance(request.user, Person):
        initial |= {"name": request.user.name, "email": request.user.email}
    return initial


def _quote_questions(request: HttpRequest) -> str:
    """What we need to know for a quote, with what was answered already; empty for a membership we do not have."""
    figures = _figures(request, rules_on(actor_of(request, "website").today))
    if figures is None:
        return ""
    label = figures.rulebook.categories[figures.category].label
    kind = _("Kind of membership: %(kind)s") % {"kind": words.say(label)}
    return "\n".join([kind, "", *(f"{question} {answer}" for question, answer in figures.answers())])


def _figures(request: HttpRequest, rulebook: Rulebook | None) -> Estimator | None:
    """The kind of membership and the figures that the address carries; None for a membership we do not have."""
    key = request.GET.get(CATEGORY, "")
    if rulebook is None or key not in rulebook.fees:
        return None
    return Estimator(rulebook, key, actor_of(request, "website").today, request.GET)


def _answers_given(request: HttpRequest) -> str:
    """What was answered to "May we join?", as lines, so that nobody writes it again; empty where nothing was."""
    rulebook = rules_on(actor_of(request, "website").today)
    if rulebook is None:
        return ""
    known, language = read_answers(rulebook, request.GET).known, get_language() or "en"
    lines = [
        f"{words.say(question.question)} {answer_words(question, known[key], language, _)}"
        for key, question in rulebook.facts.items()
        if key in known
    ]
    return "\n".join(["", "", _("Our answers:"), *lines]) if lines else ""
