"""Answers to requests that cannot be served, in the house's words."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.defaults import bad_request


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its seal: too old, or sent from elsewhere. Nothing was done with it."""
    return render(request, "koinon/stale_form.html", status=403)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that could not be read; one that was too large is told so, because repeating it would not help."""
    if isinstance(exception, RequestDataTooBig):
        # Without the request: nobody was asked yet who sent it.
        return HttpResponse(render_to_string("413.html", {"largest": settings.KOINON_LARGEST_UPLOAD}), status=413)
    return bad_request(request, exception)
