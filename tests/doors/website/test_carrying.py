"""From "May we join?" into the application without typing anything twice."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.test import Client
from pytest_django import Settings

from koinon.core.models import OutboxMessage
from koinon.doors.website.models import HomePage
from koinon.rooms.admissions.models import Application
from tests.doors.website.applying import arrived, mailed, row, save
from tests.doors.website.reading import faults, read

FULL = {"level": "national", "worker_cooperatives": "yes", "cicopa": "member"}
QUERY = urlencode({**FULL, "cooperatives": "252", "turnover": "540 000 000"})


@pytest.fixture(autouse=True)
def _own_ground(site: HomePage, settings: Settings, tmp_path: Path) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    OutboxMessage.objects.all().delete()


def test_the_way_to_apply_keeps_the_answers(stranger: Client) -> None:
    page = stranger.get(f"/en/join/?{QUERY}").content.decode()
    link = page[page.index('href="/en/apply/?') :].split('"')[1].replace("&amp;", "&")
    apply = stranger.get(link)
    assert faults(read(apply)) == []
    text = read(apply).text
    assert "Your answers from “May we join?” go along" in text
    assert "At which level does your organisation work? A whole country" in text
    assert "How many cooperatives are affiliated to your organisation? 252" in text
    assert "€540,000,000" in text
    assert 'href="/en/join/?level=national&amp;' in apply.content.decode()
    assert "Your answers from “May we join?” go along" not in read(stranger.get("/en/apply/")).text


def test_a_draft_that_holds_them_opens_and_says_so(stranger: Client) -> None:
    assert arrived(stranger, query=f"?{QUERY}").url == "/en/apply/status/"
    assert row().facts == {"level": "national", "worker_cooperatives": True, "cicopa": "member"}
    assert row().figures == {"cooperatives": {"number": "252"}, "turnover": {"number": "540000000.00"}}
    assert row().category == "full"
    page = stranger.get("/en/apply/status/")
    assert faults(read(page)) == []
    text = read(page).text
    assert "Your answers from “May we join?”" in text
    assert "A whole country from “May we join?”" in text
    assert "252 from “May we join?”" in text
    assert 'href="/en/apply/form/questions/?change=level"' in page.content.decode()


def test_a_figure_that_nothing_asks_for_yet_is_listed_too(stranger: Client) -> None:
    arrived(stranger, query="?level=national&cooperatives=252")
    assert "252 from “May we join?”" in read(stranger.get("/en/apply/status/")).text
    assert "/form/figures/" not in stranger.get("/en/apply/status/").content.decode()


def test_what_came_along_is_listed_and_not_asked_again(stranger: Client) -> None:
    arrived(stranger, query=f"?{QUERY}")
    assert save(stranger, "address").url == "/en/apply/form/questions/"
    page = stranger.get("/en/apply/form/questions/")
    assert 'type="radio"' not in page.content.decode()
    assert "There is nothing left to ask here" in read(page).text
    assert "A whole country from “May we join?”" in read(page).text
    figures = stranger.get("/en/apply/form/figures/")
    assert 'value="252"' in figures.content.decode()
    assert "came along from “May we join?”" in read(figures).text


def test_an_answer_that_is_changed_is_the_writers_own(stranger: Client) -> None:
    arrived(stranger, query=f"?{QUERY}")
    save(stranger, "questions", **{"fact-level": "regional"})
    assert row().facts["level"] == "regional"
    assert "level" not in row().carried["facts"]
    assert "A region of a country from" not in read(stranger.get("/en/apply/form/questions/")).text


def test_a_draft_keeps_its_own_answer_and_tells_the_other(stranger: Client) -> None:
    arrived(stranger)
    save(stranger, "questions", **{"fact-level": "regional"})
    arrived(stranger, query=f"?{QUERY}")
    assert row().facts["level"] == "regional"
    text = read(stranger.get("/en/apply/status/")).text
    assert "A region of a country on “May we join?” the answer was: A whole country" in text


@pytest.mark.parametrize(
    "query",
    [
        "level=galactic",
        "cicopa=<script>alert(1)</script>",
        "level=national&level=local",
        "shoe_size=44&email=other@example.org&state=admitted",
        "statutes_article=%00",
        "cooperatives=lots&turnover=-5",
        "full_member=" + "x" * 5000,
        "level[]=national&%ff=1",
        "carried=1&access=x",
    ],
)
def test_nonsense_is_dropped_without_a_word(stranger: Client, query: str) -> None:
    page = stranger.get(f"/en/apply/?{query}")
    assert page.status_code == 200
    assert "Your answers from “May we join?” go along" not in read(page).text
    assert "<script>alert" not in page.content.decode()
    arrived(stranger, query=f"?{query}")
    assert (row().facts, row().figures, row().carried) == ({}, {}, {})
    assert stranger.get("/en/apply/status/").status_code == 200


def test_a_wrong_address_loses_no_answer(stranger: Client) -> None:
    again = stranger.post(f"/en/apply/?{QUERY}", {"email": "ana"})
    assert "Your answers from “May we join?” go along" in read(again).text
    sent = stranger.post(f"/en/apply/?{QUERY}", {"email": "ana@example.org"}, follow=True)
    assert 'href="/en/apply/?level=national&amp;' in sent.content.decode()
    assert faults(read(sent)) == []


def test_they_go_only_where_the_link_goes(stranger: Client) -> None:
    """What somebody states for an address does not reach whoever comes in by another link of that address."""
    mailed(Client(), query=f"?{QUERY}")
    arrived(stranger)
    assert row().facts == {}


def test_answers_go_into_the_application_that_is_open_here(stranger: Client) -> None:
    arrived(stranger)
    page = stranger.get(f"/en/apply/?{QUERY}")
    assert "Take them into the open application" in read(page).text
    assert stranger.post(f"/en/apply/?{QUERY}", {"bring": "yes"}).url == "/en/apply/status/"  # type: ignore[attr-defined]
    assert row().category == "full"
    nobody = Client().post(f"/en/apply/?{QUERY}", {"bring": "yes"})
    assert nobody.status_code == 409
    assert Application.objects.count() == 1
