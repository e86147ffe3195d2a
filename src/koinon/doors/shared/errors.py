"""Answers to requests that cannot be served, in the house's words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its seal: too old, or sent from elsewhere. Nothing was done with it."""
    return render(request, "koinon/stale_form.html", status=403)
