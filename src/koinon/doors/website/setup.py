"""The website's first pages, planted once; what editors make of them is theirs and is never overwritten."""

import tomllib
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from koinon.doors.website.models import HomePage, TextPage
from koinon.rooms.organisations.queries import confederation

FIRST_PAGES = Path(__file__).parent / "first_pages"


def plant_pages() -> list[str]:
    """Make the home page, the pages of text and the site where they are missing; give the titles of those made."""
    words = _words()
    with transaction.atomic():
        locale, _made = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
        _clear_stock_page(root)
        home = HomePage.objects.filter(locale=locale).first()
        planted: list[Page] = []
        if home is None:
            home = _planted(root, _home(words["home"], locale))
            planted = [home, *(_planted(home, _text(page, locale)) for page in words.get("pages", []))]
        _keep_site(home)
    return [page.title for page in planted]


def _words() -> dict[str, Any]:
    """The texts for the confederation whose rulebook this house runs by, else neutral ones that name it."""
    file = FIRST_PAGES / f"{settings.KOINON_RULEBOOK.name}.toml"
    text = (file if file.exists() else FIRST_PAGES / "any.toml").read_text(encoding="utf-8")
    house = confederation()
    name = house.organisation.name if house else settings.WAGTAIL_SITE_NAME
    words: dict[str, Any] = _named(tomllib.loads(text), name)
    return words


def _named(value: Any, name: str) -> Any:
    """The texts with the confederation's name in place. After parsing, so that no name can break the file."""
    if isinstance(value, dict):
        # A body is HTML already; everything else is escaped when it is shown.
        return {key: _named(part, escape(name) if key == "body" else name) for key, part in value.items()}
    if isinstance(value, list):
        return [_named(part, name) for part in value]
    return value.replace("{name}", name)


def _clear_stock_page(root: Page) -> None:
    """Take away the welcome page that Wagtail's own migrations leave, and with it the site that shows it."""
    for page in root.get_children().filter(slug="home").exact_type(Page):
        page.delete()
    # Deleted below it behind its back: the root still counts the child.
    root.refresh_from_db()


def _planted(parent: Page, page: Page) -> Page:
    """The page under its parent, with a first version that editors can go back to."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _home(words: dict[str, Any], locale: Locale) -> HomePage:
    aims = [("aim", {"heading": aim["heading"], "text": aim["text"]}) for aim in words.get("aims", [])]
    return HomePage(
        title=words["title"],
        slug="home",
        locale=locale,
        lead=words["lead"],
        aims=aims,
        search_description=words["description"],
    )


def _text(words: dict[str, Any], locale: Locale) -> TextPage:
    return TextPage(
        title=words["title"],
        slug=words["slug"],
        locale=locale,
        lead=words["lead"],
        body=words["body"],
        search_description=words["description"],
        show_in_menus=True,
    )


def _keep_site(home: HomePage) -> None:
    """The default site shows this home page, at the address that this installation is given."""
    address = urlsplit(settings.KOINON_URL)
    host = address.hostname or "localhost"
    port = address.port or (443 if address.scheme == "https" else 80)
    house = confederation()
    name = house.organisation.short_name or house.organisation.name if house else ""
    wanted = {"hostname": host, "port": port, "root_page_id": home.pk, "site_name": name[:255]}
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if any(getattr(site, field) != value for field, value in wanted.items()):
        for field, value in wanted.items():
            setattr(site, field, value)
        site.save()
