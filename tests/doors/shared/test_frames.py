"""The frames stand on their own: without context, with little, and with a whole house around them."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

from koinon.doors.shared import errors
from koinon.doors.shared.style import style_page

EVIL = '"><script>alert(1)</script>'
ERROR_PAGES = ["400.html", "403.html", "404.html", "500.html", "koinon/stale_form.html"]


def house(request: Any = None) -> dict[str, Any]:
    organisation = SimpleNamespace(short_name=EVIL, name=EVIL)
    return {"confederation": SimpleNamespace(organisation=organisation, email="a@example.org", phone=EVIL)}


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_pages_need_no_context(name: str) -> None:
    html = get_template(name).render()
    assert html.count("<h1>") == 1
    assert "What was kept" in html
    assert "What to do" in html
    assert '<html lang="en">' in html


@pytest.mark.parametrize("name", ["koinon/website.html", "koinon/members.html", "koinon/plain.html"])
def test_frames_escape_and_mark_where_one_is(name: str) -> None:
    places = [{"label": EVIL, "url": "/here/", "current": True, "icon": "home"}, {"label": "There", "url": EVIL}]
    html = get_template(name).render({**house(), "navigation": places, "theme": "dark"})
    assert "<script" not in html
    assert 'data-theme="dark"' in html
    assert 'href="#main"' in html
    assert 'id="main"' in html
    if "plain" not in name:
        assert 'href="/here/" aria-current="page"' in html


def test_the_demo_says_that_it_is_one() -> None:
    html = get_template("koinon/website.html").render({"demo": True, "demo_today": date(2026, 4, 14)})
    assert "today is 14 April 2026" in html
    assert "The organisations are invented" not in get_template("koinon/website.html").render({"demo": False})


@pytest.fixture
def no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("koinon.rooms.organisations.queries.confederation", lambda: None)


def request(path: str) -> Any:
    made = RequestFactory().get(path)
    made.user = SimpleNamespace(is_authenticated=False)  # type: ignore[assignment]
    made.session = {}  # type: ignore[assignment]
    made._messages = []  # type: ignore[attr-defined]
    return made


@pytest.mark.usefixtures("no_record")
def test_the_style_page_shows_all_components() -> None:
    html = style_page(request("/style/?theme=dark")).content.decode()
    for part in ("explanation", "task", "pill", "step", "choice", "table", "timeline", "person", "figure", "notice"):
        assert f"k-{part}" in html, part
    assert 'data-theme="dark"' in html
    assert "k-errors" not in html


@pytest.mark.usefixtures("no_record")
def test_the_style_page_shows_errors_and_takes_no_theme_of_a_stranger() -> None:
    html = style_page(request("/style/?figures=many&theme=%22%3E%3Cscript%3E")).content.decode()
    assert "k-errors" in html
    assert "data-theme" not in html
    assert "<script" not in html


@pytest.mark.usefixtures("no_record")
def test_a_stale_form_is_told_what_happened() -> None:
    answer = errors.stale_form(request("/x/"))
    assert answer.status_code == 403
    assert b"open too long" in answer.content
