"""What surrounds every page of the website: where one is, and where one can go."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the website makes from rules and records: its address's name, its path, its words."""

    name: str
    path: str
    label: str | Promise

    @property
    def url(self) -> str:
        """Its address in the active language."""
        return reverse(f"website:{self.name}")


PLACES = (
    Place("join", "join", _("May we join?")),
    Place("joining", "who-may-join", _("Who may join")),
    Place("costs", "what-it-costs", _("What it costs")),
    Place("documents", "documents", _("Documents")),
    Place("contact", "contact", _("Contact")),
)
# Places that the foot of each page leads to, and not its menu.
FOOT = (
    Place("deciding", "who-decides", _("Who decides")),
    Place("decisions", "decisions", _("Decisions")),
)
# Paths under a language that are not the editors' to give: our own, the members', the sign-in's.
RESERVED = frozenset(
    {*(place.path for place in (*PLACES, *FOOT)), "apply", "invitation", "members", "sign-in", "sign-out", "arrive"}
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Navigation and home for the website's base template: editors' pages first, then the places."""
    here = request.path
    entries = [(page.title, page.get_url(request)) for page in _menu_pages()]
    entries += [(place.label, place.url) for place in PLACES]
    return {
        "home_url": home_url(),
        "foot": FOOT,
        "navigation": [
            {"label": label, "url": url, "current": bool(url) and here.startswith(url)} for label, url in entries
        ],
    }


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A place of the website in its frame."""
    return render(request, template, {**frame(request), **context}, status=status)


def home_url() -> str:
    """The first page in the active language."""
    return reverse("wagtail_serve", args=[""])


def _menu_pages() -> Any:
    """The live pages right under the active language's home page that editors put into the menu."""
    pages = Page.objects.live().public().in_menu().filter(depth=3, locale__language_code=get_language())
    return pages.order_by("path")
