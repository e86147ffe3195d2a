"""What the desk hangs into Wagtail's frame: its menu, its look, its search. Wagtail finds this file by its name."""

from functools import cache

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

from koinon.core.refusals import Words
from koinon.doors.secretariat.adapter import DOOR, may_edit
from koinon.doors.shared.entrance import actor_of

STYLES = ("fonts", "tokens", "components", "desk", "desk-parts", "desk-lists", "desk-meetings", "desk-year")


class Place(MenuItem):
    """A place in the menu, for those who may go there."""

    def __init__(self, order: int, label: Words, address: str, icon: str, needs: str) -> None:
        super().__init__(label, reverse(address), name=address.replace(":", "-"), icon_name=icon, order=order)
        self.needs = needs

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may go there."""
        if self.needs == "website":
            return may_edit(request)
        return not self.needs or actor_of(request, DOOR).may(self.needs)


PLACES = (
    (_("Today"), "wagtailadmin_home", "home", ""),
    (_("Organisations"), "desk:organisations", "group", "organisations.see"),
    (_("Applications"), "desk:applications", "clipboard-list", "admissions.see"),
    (_("Bodies"), "desk:bodies", "site", "bodies.see"),
    (_("Meetings"), "desk:meetings", "date", "assemblies.see"),
    (_("Decisions"), "desk:decisions", "check", "decisions.see"),
    (_("Declarations"), "desk:declarations", "form", "declarations.see"),
    (_("Dues"), "desk:invoices", "doc-full-inverse", "dues.see"),
    (_("Library"), "desk:documents", "folder-inverse", "documents.see"),
    (_("Rulebook"), "desk:rulebook", "list-ol", "rulebook.see"),
    (_("Journal"), "desk:journal", "history", "journal.see"),
    (_("Outbox"), "desk:outbox", "mail", "outbox.see"),
    (_("Secretariat"), "desk:staff", "user", "people.see"),
    (_("Pages"), "wagtailadmin_explore_root", "folder-open-inverse", "website"),
    (_("Images"), "wagtailimages:index", "image", "website"),
    (_("Page files"), "wagtaildocs:index", "doc-full", "website"),
    (_("Redirects"), "wagtailredirects:index", "redirect", "website"),
)


@cache
def all_places() -> tuple[Place, ...]:
    """The places with their addresses, made once: every page shows them."""
    return tuple(Place(order, *place) for order, place in enumerate(PLACES))


@hooks.register("construct_main_menu")
def our_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Our menu in place of Wagtail's."""
    items[:] = [place for place in all_places() if place.is_shown(request)]


class OrganisationSearch(SearchArea):
    """The search in the frame's corner finds organisations."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who may see them."""
        return actor_of(request, DOOR).may("organisations.see")


@hooks.register("register_admin_search_area")
def search_organisations() -> SearchArea:
    """Before Wagtail's own areas, so that the frame's search leads here."""
    return OrganisationSearch(_("Organisations"), reverse("desk:organisations"), name="organisations", order=-1)


@hooks.register("insert_global_admin_css")
def our_look() -> SafeString:
    """The house's type, colours and components, after Wagtail's own."""
    return format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((static(f"koinon/{name}.css"),) for name in STYLES)
    )


@hooks.register("insert_global_admin_js")
def our_script() -> SafeString:
    """A button that was pressed is not pressed twice; a box that chooses all."""
    return format_html('<script src="{}"></script>', static("koinon/desk.js"))
