"""The style page: every component once, with invented words and figures."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from koinon.doors.shared import samples


def style_page(request: HttpRequest) -> HttpResponse:
    """Show all components; ?theme=dark or ?theme=light overrides what the device asks for."""
    theme = request.GET.get("theme", "")
    form = samples.SampleForm(request.GET if "figures" in request.GET else None)
    context = {**samples.everything(), "form": form, "theme": theme if theme in {"light", "dark"} else ""}
    return render(request, "koinon/style.html", context)
