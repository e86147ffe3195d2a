"""Page types of the public website: the home page and pages of text, written and translated at the desk.

What they say is the confederation's own. What can be derived (members, rules, fees) is never typed into them;
it stands on pages of its own, or is added when the page is shown.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from koinon.doors.website.frame import RESERVED, frame
from koinon.doors.website.front import front

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr", "blockquote"]


class AimBlock(blocks.StructBlock):
    """One thing the confederation works for."""

    heading = blocks.CharBlock(label=_("aim"), max_length=80)
    text = blocks.TextBlock(label=_("in a sentence or two"), max_length=400)

    class Meta:
        icon = "tick"
        label = _("aim")


class WebsitePage(Page):
    """What all pages of the website share."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page in the website's frame."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **frame(request)}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as it would be, inside the editor: the one place where another page of ours frames it."""
        response: HttpResponse = super().serve_preview(request, mode_name)
        response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
        return response


class HomePage(WebsitePage):
    """The first page: who we are, what we work for, and what follows from the register and the rulebook."""

    lead = models.TextField(_("introduction"), max_length=600)
    aims = StreamField([("aim", AimBlock())], verbose_name=_("what we work for"), blank=True)

    template = "website/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["website.TextPage"]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("aims")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with what records and rules have to say."""
        return {**super().get_context(request, *args, **kwargs), **front(request)}


class TextPage(WebsitePage):
    """A page to read."""

    lead = models.TextField(_("introduction"), max_length=600, blank=True)
    body = RichTextField(_("text"), features=TEXT_FEATURES, blank=True)

    template = "website/text_page.html"
    parent_page_types = ["website.HomePage", "website.TextPage"]
    subpage_types = ["website.TextPage"]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def clean(self) -> None:
        """Refuse an address at which the website answers by itself: the page could never be seen."""
        super().clean()
        parent = self.get_parent() if self.path else None
        if self.slug in RESERVED and (parent is None or parent.depth == 2):
            raise ValidationError({"slug": _("The website uses this address itself. Choose another.")})
