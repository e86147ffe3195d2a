"""Where Wagtail and the house meet: which of its views stay, for whom, and the frame around our own.

Wagtail frames the desk and keeps pages, pictures, papers and redirects. Everything else of it answers
404: an allow-list, so that what a later version brings stays closed until somebody opens it here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View as DjangoView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Collection, Page
from wagtail.users.models import UserProfile

from koinon.core.actors import Actor
from koinon.core.refusals import Words
from koinon.doors.shared.entrance import actor_of
from koinon.rooms.people.backends import EDITING, FRAME_PERMISSIONS, remember_roles
from koinon.rooms.rulebook.queries import Adopted, adopted_rules
from koinon.statutes.rulebook import Rulebook

DOOR = "desk"
View = Callable[..., HttpResponseBase]

# What everyone at the desk needs to see the frame.
FRAME = frozenset({"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"})
# What those who edit the website need besides.
EDITORIAL = frozenset(
    {
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_choose_page",
        "wagtailadmin_choose_page_child",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_chosen_multiple",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_tag_autocomplete",
        "wagtailadmin_tag_model_autocomplete",
        "wagtailadmin_block_preview",
        "wagtail_bulk_action",
    }
)
EDITORIAL_SPACES = frozenset(
    {
        "wagtailadmin_pages",
        "wagtailadmin_api",
        "wagtailadmin_editing_sessions",
        "wagtailimages",
        "wagtailimages_chooser",
        "wagtaildocs",
        "wagtaildocs_chooser",
        "wagtailredirects",
    }
)
# Inside these spaces: addresses for pictures in sizes nobody serves, privacy by password, and copies by API.
CLOSED = frozenset(
    {
        "wagtailimages:url_generator",
        "wagtailimages:url_generator_output",
        "wagtailadmin_pages:set_privacy",
        "wagtailadmin_api:pages:action",
    }
)
# These only answer questions, whatever the method; a form that is sent there is refused.
ASKED_ONLY = FRAME | {"wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"}
BULK_APPS = frozenset({"wagtailcore", "documents"})

# The desk keeps the house's strict policy but for these views of Wagtail's, which only editors reach: some write
# scripts into their forms without a nonce (calendars, page choosers, repeated blocks); previews of pages are shown
# in a frame of the editor. None of them shows a record of ours.
SCRIPTS_WITHIN = frozenset(
    {
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_pages:add",
        "wagtailadmin_pages:edit",
        "wagtailadmin_pages:revisions_revert",
        "wagtailadmin_pages:type_use",
        "wagtailadmin_pages:move",
        "wagtailadmin_pages:copy",
        "wagtailadmin_pages:history",
        "wagtailredirects:add",
        "wagtailredirects:edit",
    }
)
FRAMED = frozenset(
    {
        "wagtailadmin_pages:preview_on_add",
        "wagtailadmin_pages:preview_on_edit",
        "wagtailadmin_pages:workflow_preview",
        "wagtailadmin_block_preview",
    }
)
RELAXED: Mapping[str, Callable[[View], View]] = {
    **dict.fromkeys(SCRIPTS_WITHIN, csp_replace({"script-src": [SELF, UNSAFE_INLINE]})),
    **dict.fromkeys(FRAMED, csp_replace({"frame-ancestors": [SELF]})),
}

PAGE_RIGHTS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
FILE_RIGHTS = ("add", "change", "delete", "choose")
# Wagtail names these rights after its own models, whichever stand in for them.
FILE_KINDS = ("image", "document")


def may_edit(request: HttpRequest) -> bool:
    """Whether a role in force lets this person edit the website."""
    return any(FRAME_PERMISSIONS.get(role, frozenset()) >= EDITING for role in actor_of(request, DOOR).roles)


def at_the_desk(view: View) -> View:
    """Ask strangers to sign in; to those without a role in the secretariat the desk does not exist."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
        if not actor_of(request, DOOR).is_staff:
            raise Http404
        _known_to_the_frame(request)
        return view(request, *args, **kwargs)

    return guarded


def _known_to_the_frame(request: HttpRequest) -> None:
    """What Wagtail's frame asks of a person at every turn, found once: name and preferences."""
    person: Any = request.user
    person.first_name = person.name
    person.wagtail_userprofile = UserProfile.objects.filter(user=person).first() or UserProfile(user=person)
    person._page_permission_cache, person._collection_permission_cache = [], []
    remember_roles(person, actor_of(request, DOOR).roles)


def kept_of_wagtail(view: View) -> View:
    """One of Wagtail's own views, if it stays and this person may use it; 404 otherwise."""

    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        name = match.view_name if match else ""
        if name not in FRAME and not (_stays(name, kwargs) and may_edit(request)):
            raise Http404
        if name in ASKED_ONLY and request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        lend_rights(request)
        relaxed = RELAXED.get(name)
        return (relaxed(view) if relaxed else view)(request, *args, **kwargs)

    return gated


def _stays(name: str, kwargs: Mapping[str, Any]) -> bool:
    if name in CLOSED or (name == "wagtail_bulk_action" and kwargs.get("app_label") not in BULK_APPS):
        return False
    return name in EDITORIAL or name.partition(":")[0] in EDITORIAL_SPACES


@dataclass(frozen=True, slots=True)
class Lent:
    """A right over the whole tree, in the shape in which Wagtail reads its groups' rows."""

    codename: str
    page: Any = field(default=None, compare=False)
    page_id: int | None = None
    collection: Any = field(default=None, compare=False)
    collection_id: int | None = None

    @property
    def permission(self) -> "Lent":
        """Where Wagtail looks for the name."""
        return self


def lend_rights(request: HttpRequest) -> None:
    """Give Wagtail the editing rights of the roles in force: computed for this request, never stored.

    Wagtail keeps rights over pages and collections in groups, which it reads once a request into these
    caches. Here they are filled from the mandates, over the roots of both trees.
    """
    user: Any = request.user
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    if not may_edit(request) or root is None or collection is None:
        return
    pages = [f"{right}_page" for right in PAGE_RIGHTS]
    files = [f"{right}_{kind}" for kind in FILE_KINDS for right in FILE_RIGHTS]
    user._page_permission_cache = [Lent(name, page=root, page_id=root.pk) for name in pages]
    user._collection_permission_cache = [
        Lent(name, collection=collection, collection_id=collection.pk) for name in files
    ]


class DeskPage(WagtailAdminTemplateMixin, DjangoView):
    """A page of ours in Wagtail's frame. Without the permission it `needs`, it does not exist."""

    needs = ""
    template_name = "secretariat/page.html"
    actor: Actor

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find out who stands here."""
        super().setup(request, *args, **kwargs)
        self.actor = actor_of(request, DOOR)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Serve those who may see it."""
        if self.needs and not self.actor.may(self.needs):
            raise Http404
        self.prepare()
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @cached_property
    def rules(self) -> tuple[Rulebook | None, Rulebook | None]:
        """The rules in force today and those of this fee year, asked once a page."""
        return self.adopted.on(self.actor.today), self.adopted.for_year(self.actor.today.year)

    @cached_property
    def adopted(self) -> Adopted:
        """All rules that were adopted, for pages that look at several years."""
        return adopted_rules()

    def prepare(self) -> None:
        """Find what the page is about; raises Http404 where there is none that the actor may see."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the page."""
        return self.shown()

    def shown(self, status: int = 200, **more: Any) -> HttpResponse:
        """The page with its content."""
        context = self.get_context_data(**self.content(), **more)
        return render(self.request, self.template_name, context, status=status)

    def content(self) -> dict[str, Any]:
        """What the page's template shows."""
        return {}

    def trail(self) -> Sequence[tuple[Words, str]]:
        """The places above this page: words and address."""
        return ()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Today, the places above, this page."""
        above = [(_("Today"), reverse("wagtailadmin_home")), *self.trail()]
        items: list[dict[str, Any]] = [{"label": words, "url": url} for words, url in above]
        return [*items, {"label": self.get_page_title(), "url": None}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The frame's context; the title stands in the page and not hidden in the frame's header."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "title": self.get_page_title(), "header_title": "", "actor": self.actor}
