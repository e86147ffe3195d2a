"""Ask for a link to apply by, and come in by it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from koinon.core.refusals import Refusal
from koinon.doors.shared.entrance import actor_of, tried
from koinon.doors.website.applicant import COOKIE, forget, remember, word_for
from koinon.doors.website.enquiry import is_flood
from koinon.doors.website.frame import show
from koinon.doors.website.rules import chosen, rules_on
from koinon.rooms.admissions.access import application_of
from koinon.rooms.admissions.actions import open_link, send_link


class AddressForm(forms.Form):
    """Where the link goes."""

    use_required_attribute = False
    email = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("The link goes there. It is used for this application and for nothing else."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Say what an application asks for, and mail a link to begin one or go on with it."""
    if request.method != "POST":
        return _page(request, AddressForm())
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    if is_flood(request, "applications"):
        return _page(request, form, flooded=True, status=429)
    actor, address = actor_of(request, "website"), form.cleaned_data["email"]
    outcome = tried(lambda: send_link(actor=actor, email=address, language=get_language() or "en"))
    if isinstance(outcome, Refusal):
        form.add_error("email", f"{outcome.words} {outcome.to_do}")
        return _page(request, form)
    return redirect("website:apply_sent")


def _page(request: HttpRequest, form: AddressForm, status: int = 200, **context: Any) -> HttpResponse:
    actor = actor_of(request, "website")
    rulebook = rules_on(actor.today)
    if rulebook is None or rulebook.admission is None:
        return show(request, "website/no_rules.html", {})
    known = {
        "form": form,
        "rules": rulebook.admission,
        "choices": chosen(
            rulebook, [*rulebook.admission.choices, *(rulebook.keeping.choices if rulebook.keeping else ())]
        ),
        "open": application_of(actor, request.COOKIES.get(COOKIE, "")),
        **context,
    }
    return show(request, "website/apply.html", known, status)


@require_safe
def apply_sent(request: HttpRequest) -> HttpResponse:
    """Say that a link is on its way, to whoever asked."""
    return show(request, "website/apply_sent.html", {})


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
    return remember(redirect("website:apply_status"), access)


@require_POST
def apply_leave(_request: HttpRequest) -> HttpResponse:
    """Leave the application on this machine; a new link leads back to it."""
    return forget(redirect("website:apply"))
