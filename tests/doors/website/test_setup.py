"""Planting the first pages: once, for any confederation, never over what editors wrote."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from wagtail.models import Locale, Page, Site

from koinon.doors.website.models import HomePage, TextPage
from koinon.doors.website.setup import plant_pages
from koinon.rooms.organisations.models import Organisation
from tests.doors.website.reading import read
from tests.world import World


def test_planting_twice_makes_nothing_twice(world: World) -> None:
    assert plant_pages() == ["Cooperatives in industry and services, together in Europe", "About us"]
    assert plant_pages() == []
    assert HomePage.objects.count() == 1
    assert TextPage.objects.count() == 1
    assert Site.objects.count() == 1
    assert Site.objects.get().root_page_id == HomePage.objects.get().pk


def test_what_editors_made_of_it_is_kept(site: HomePage) -> None:
    site.title = "Ours now"
    site.save_revision().publish()
    TextPage.objects.get().delete()
    assert plant_pages() == []
    assert HomePage.objects.get().title == "Ours now"
    assert not TextPage.objects.exists()


def test_it_begins_from_nothing(db: None) -> None:
    Site.objects.all().delete()
    Page.objects.all().delete()
    Locale.objects.all().delete()
    assert len(plant_pages()) == 2


def test_wagtails_welcome_page_goes(world: World) -> None:
    root = Page.get_first_root_node()
    # Wagtail's own migrations have laid it already, where they ran.
    stock = root.get_children().filter(slug="home").first()
    stock = stock or root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    Site.objects.update(root_page=stock)
    plant_pages()
    assert not Page.objects.filter(title__startswith="Welcome to your new").exists()
    assert Site.objects.get(is_default_site=True).root_page_id == HomePage.objects.get().pk


def test_the_site_follows_the_installations_address(site: HomePage, settings: LazySettings) -> None:
    settings.KOINON_URL = "https://members.example.org"
    plant_pages()
    assert (Site.objects.get().hostname, Site.objects.get().port) == ("members.example.org", 443)
    assert site.get_full_url() == "https://members.example.org/en/"


def test_another_confederation_is_greeted_by_its_name(
    world: World, settings: LazySettings, tmp_path: Path, client: Client
) -> None:
    settings.KOINON_RULEBOOK = tmp_path / "another"
    Organisation.objects.filter(public_id=world.organisations["house"]).update(name="League <of> Cities & Towns")
    assert plant_pages() == ["Welcome", "About us"]
    assert "the website of League <of> Cities & Towns" in read(client.get("/en/")).text
    about = client.get("/en/about/")
    assert "League <of> Cities & Towns writes this page itself." in read(about).text
    assert "<of>" not in about.content.decode()


def test_an_address_of_ours_is_not_given_to_a_page(site: HomePage) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="uses this address itself"):
        site.add_child(instance=TextPage(title="Contact", slug="contact"))
    about = TextPage.objects.get()
    about.add_child(instance=TextPage(title="Contact", slug="contact"))
