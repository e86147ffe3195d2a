"""The pages of the website as a stranger meets them."""

import gzip
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from koinon.doors.website.models import HomePage, TextPage
from tests.doors.website.reading import faults, read

PAGES = [
    "/en/",
    "/en/about/",
    "/en/who-may-join/",
    "/en/who-decides/",
    "/en/what-it-costs/",
    "/en/what-it-costs/?category=full",
    "/en/what-it-costs/?category=network&budget=50000",
    "/en/what-it-costs/?category=network&budget=much",
    "/en/contact/",
    "/en/contact/?topic=quote&category=full",
    "/en/contact/sent/",
]
WITHOUT_FORMS = [page for page in PAGES if not page.startswith("/en/contact/") or "sent" in page]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_reads_every_page(stranger: Client, page: str) -> None:
    answer = stranger.get(page)
    assert answer.status_code == 200
    found = read(answer)
    assert faults(found) == []
    assert found.language == "en"
    assert found.tags["title"] >= 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_database_at_most_twenty_times(
    stranger: Client, page: str, max_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    stranger.get(page)
    with max_queries(20):
        stranger.get(page)


@pytest.mark.parametrize("page", WITHOUT_FORMS)
def test_reading_leaves_no_cookie(stranger: Client, page: str) -> None:
    answer = stranger.get(page)
    assert not answer.cookies
    assert not stranger.cookies


def test_the_contact_page_needs_no_session(stranger: Client) -> None:
    answer = stranger.get("/en/contact/")
    assert set(answer.cookies) == {"csrftoken"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", PAGES)
def test_the_content_security_policy_is_strict(stranger: Client, page: str) -> None:
    policy = stranger.get(page)["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("page", ["/en/who-may-join/", "/en/what-it-costs/", "/en/contact/sent/"])
def test_pages_to_read_take_nothing(stranger: Client, page: str) -> None:
    assert stranger.post(page).status_code == 405


def test_the_root_leads_to_the_language(stranger: Client) -> None:
    answer = stranger.get("/", HTTP_ACCEPT_LANGUAGE="en-GB")
    assert answer.status_code == 302
    assert answer["Location"] == "/en/"


def test_the_navigation_says_where_one_is(stranger: Client) -> None:
    page = stranger.get("/en/what-it-costs/").content.decode()
    assert page.count('href="/en/what-it-costs/" aria-current="page"') == 2
    assert page.count('aria-current="page"') == 2
    for address in ("/en/about/", "/en/who-may-join/", "/en/contact/"):
        assert f'href="{address}"' in page
    footer = page.partition('<footer class="k-footer">')[2]
    for address in ("/en/join/", "/en/documents/", "/en/apply/"):
        assert f'href="{address}"' in footer


def test_editors_pages_show_when_they_are_published_and_public(site: HomePage, stranger: Client) -> None:
    words = {"title": "Our history", "slug": "history", "show_in_menus": True}
    page = site.add_child(instance=TextPage(**words, body="<p>It began in 1979.</p>", live=False))
    assert stranger.get("/en/history/").status_code == 404
    assert "Our history" not in read(stranger.get("/en/contact/")).text
    page.save_revision().publish()
    assert "It began in 1979." in read(stranger.get("/en/history/")).text
    assert "Our history" in read(stranger.get("/en/contact/")).text


def test_what_an_editor_types_is_escaped(site: HomePage, stranger: Client) -> None:
    site.title, site.lead = "<script>alert(1)</script>", '"><img src=x>'
    site.save_revision().publish()
    page = stranger.get("/en/").content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_an_unknown_address_answers_in_our_words(stranger: Client) -> None:
    answer = stranger.get("/en/nothing/here/")
    assert answer.status_code == 404
    assert faults(read(answer)) == []
    assert "There is nothing at this address" in read(answer).text


def test_the_first_page_weighs_little(stranger: Client) -> None:
    assert len(gzip.compress(stranger.get("/en/").content)) < 20_000


def test_search_engines_are_told_what_there_is(site: HomePage, stranger: Client) -> None:
    site.add_child(instance=TextPage(title="Draft", slug="draft", live=False))
    answer = stranger.get("/sitemap.xml")
    assert answer.status_code == 200
    told = answer.content.decode()
    for path in ("/en/", "/en/about/", "/en/who-may-join/", "/en/what-it-costs/", "/en/contact/"):
        assert f"<loc>http://testserver{path}</loc>" in told
    assert "draft" not in told
    robots = stranger.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in robots
    assert "Disallow: /\n" not in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_search_engines_stay_out_of_the_demo(demo: None, stranger: Client) -> None:
    assert stranger.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_a_signed_in_person_reads_the_website_too(site: HomePage, client_as: Callable[[str], Client]) -> None:
    answer = client_as("contact").get("/en/")
    assert answer.status_code == 200
    assert "Sign out" in read(answer).text


def test_editors_see_a_page_before_it_is_published(site: HomePage, client_as: Callable[[str], Client]) -> None:
    editor = client_as("communications")
    assert editor.get(f"/desk/pages/{site.pk}/edit/").status_code == 200
    site.title = "Not yet for everybody"
    site.save_revision()
    draft = editor.get(f"/desk/pages/{site.pk}/view_draft/")
    assert "Not yet for everybody" in read(draft).text
    # The editor's preview panel is a frame: this answer alone may be framed, and only by our own desk.
    # (The order of a policy's parts is not ours, so the last one may stand without a semicolon.)
    assert "frame-ancestors 'self'" in draft["Content-Security-Policy"].split("; ")
    published = Client().get("/en/")
    assert "Not yet for everybody" not in read(published).text
    assert "frame-ancestors 'none'" in published["Content-Security-Policy"]
