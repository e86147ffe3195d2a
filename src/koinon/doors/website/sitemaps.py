"""Which pages search engines are told of."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.models import Page

from koinon.doors.website.frame import FOOT, PLACES, Place


class PagesSitemap(Sitemap):
    """The editors' pages that everybody may read."""

    def items(self) -> "QuerySet[Page]":
        """Live pages without a lock, the unseen root left out."""
        pages: QuerySet[Page] = Page.objects.live().public().filter(depth__gt=1).order_by("path")
        return pages

    def location(self, item: Page) -> str:
        """The page's path."""
        # A page outside every site's tree has no address.
        _site, _root, path = item.get_url_parts() or (None, None, "/")
        return str(path)

    def lastmod(self, item: Page) -> Any:
        """When it was last published."""
        return item.last_published_at


class PlacesSitemap(Sitemap):
    """The pages that are made from rules and records, in every language."""

    i18n = True

    def items(self) -> list[Place]:
        """All of them."""
        return [*PLACES, *FOOT]

    def location(self, item: Any) -> str:
        """The path in the active language."""
        return str(item.url)


SITEMAPS = {"pages": PagesSitemap, "places": PlacesSitemap}
