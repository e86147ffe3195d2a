"""What a browser does with our pages: addresses, forms with all their fields, words without markup."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.world import ASSEMBLY, World, cecop_texts

IN_TIME = date(2026, 3, 3)
LATE = date(2026, 4, 14)


def at(world: World, place: str, member: str = "ours", **more: Any) -> str:
    """The address of a page about a member."""
    return reverse(f"members:{place}", kwargs={"organisation": world.organisations[member], **more})


def words(response: HttpResponse) -> str:
    """The page's words, without markup and with single spaces."""
    body = re.sub(r"<(style|script|head)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def heading(response: HttpResponse) -> str:
    """The page's one heading of the first level."""
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return " ".join(html.unescape(found).split())


@dataclass
class _Forms(HTMLParser):
    """The fields of each form on a page, as a browser would send them untouched."""

    forms: list[dict[str, str]] = field(default_factory=list)
    inside: bool = False
    area: str = ""
    choice: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
            self.inside = True
        elif self.inside:
            self._field(tag, known)

    def _field(self, tag: str, known: dict[str, str]) -> None:
        name = known.get("name", "")
        unchecked = known.get("type") in ("checkbox", "radio") and "checked" not in known
        if tag == "input" and name and not unchecked:
            self.forms[-1][name] = known.get("value", "")
        elif tag == "textarea":
            self.area = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self.choice = name
        elif tag == "option" and ("selected" in known or self.choice not in self.forms[-1]):
            self.forms[-1][self.choice] = known["value"]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.forms[-1][self.area] = self.forms[-1][self.area].removeprefix("\r\n").removeprefix("\n")
            self.area = ""


def form_on(response: HttpResponse) -> dict[str, str]:
    """The fields of the page's form; the page must have exactly one."""
    parser = _Forms()
    parser.feed(response.content.decode())
    (found,) = parser.forms
    return found


def sent(client: Client, address: str, then: str = "", **typed: str) -> HttpResponse:
    """Open a page, fill in its form, send it; `then` is the button that is pressed."""
    filled = {**form_on(client.get(address)), **typed}
    return client.post(address, {**filled, "action": then} if then else filled)


def declare(client: Client, world: World, **typed: str) -> HttpResponse:
    """Walk the whole way of ours: type the figures, go on, send them; gives the page one ends on."""
    given = {"figure_cooperatives": "252", "figure_turnover": "540 000 000", "currency_turnover": "EUR"}
    sent(client, at(world, "figures", year=2026), **{**given, **typed})
    address = at(world, "check", year=2026)
    return client.post(address, form_on(client.get(address)), follow=True)


def rules_since_2025(world: World, since: date = date(2025, 1, 1)) -> None:
    """The rulebook also stood a year earlier, so that there can be figures to compare with."""
    adopt_rulebook(
        actor=world.actor("system", date(2026, 1, 2)),
        texts=cecop_texts(),
        in_force_from=since,
        decision=ASSEMBLY,
    )


ClientAs = Callable[[str], Client]
Calendar = Callable[..., None]
