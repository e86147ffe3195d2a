"""Forms as a browser finds them on the pages of those who may send them, to be sent again by those who may not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from bs4 import BeautifulSoup, Tag
from django.urls import Resolver404, resolve

from tests.doors.matrix.stage import TODAY

# What is written into an empty field, by its name or its kind.
FILLED: Mapping[str, str] = {
    "email": "zyx.somebody@matrix.example",
    "country": "SE",
    "url": "https://matrix.example/",
    "number": "3",
    "tel": "+32 2 543 10 33",
    "date": TODAY.isoformat(),
    "text": "Something else 3",
    "textarea": "A sentence that says why.",
}
# What single forms need besides, by the name of the address they are sent to.
NEEDED: Mapping[str, Mapping[str, str]] = {
    "desk:name-person": {"email": "unmandated@matrix.example"},
    "desk:name-staff": {"email": "unmandated@matrix.example"},
    # One of its two buttons only looks: the other has no name.
    "desk:meeting-plan": {"look": "", "day": "2026-09-10"},
    "desk:elect": {"email": "editor@example.org", "organisation": "", "seat": "member"},
    "members:meeting_delegates": {"substitute_0_0": "", "substitute_0_1": ""},
    "desk:seat-replace": {"email": "finance.contact@example.org", "organisation": ""},
}
WHOLE_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
LEFT = {"submit", "button", "image", "reset", "file"}


@dataclass(frozen=True, slots=True)
class Form:
    """A form that is sent by POST: where to, and what it holds once it is filled in."""

    path: str
    values: Mapping[str, Any] = field(hash=False)

    @property
    def key(self) -> str:
        """What excuses call it: the name of the address it is sent to."""
        try:
            return resolve(urlsplit(self.path).path).view_name or self.path
        except Resolver404:
            return self.path

    def anew(self) -> dict[str, Any]:
        """What is sent, under a key that was never used."""
        return {**self.values, "key": str(uuid4())} if "key" in self.values else dict(self.values)


def forms_on(page: str, path: str) -> Iterator[Form]:
    """Every form of a page that is sent by POST, filled in; one for each button that says something of its own."""
    for text in WHOLE_FORM.findall(page):
        tag = BeautifulSoup(text, "html.parser").form
        if str(tag.get("method", "get")).lower() != "post":
            continue
        target = urljoin(path, str(tag.get("action") or "") or path)
        values = {name: value for name, value in _values(tag) if name != "csrfmiddlewaretoken"}
        for name, value in _buttons(tag):
            form = Form(target, {**values, name: value} if name else values)
            yield Form(target, {**form.values, **NEEDED.get(form.key, {})})


def _values(form: Tag) -> Iterator[tuple[str, Any]]:
    ticked: dict[str, list[str]] = {}
    for entry in form.find_all(["input", "select", "textarea"]):
        name, kind = str(entry.get("name") or ""), str(entry.get("type") or "text")
        if not name or (entry.name == "input" and kind in LEFT) or entry.has_attr("disabled"):
            continue
        if kind in {"checkbox", "radio"} and entry.name == "input":
            if kind == "checkbox" or name not in ticked:
                ticked.setdefault(name, []).append(str(entry.get("value", "on")))
        else:
            yield name, _filled(entry, name, kind)
    yield from ticked.items()


def _filled(entry: Tag, name: str, kind: str) -> str:
    if entry.name == "select":
        options = entry.find_all("option")
        chosen = [option for option in options if option.has_attr("selected") and option.get("value")]
        possible = [*chosen, *(option for option in options if option.get("value"))]
        return str(possible[0].get("value")) if possible else ""
    typed = entry.get_text().strip() if entry.name == "textarea" else str(entry.get("value") or "")
    if typed or (kind == "hidden" and entry.name == "input"):
        return typed
    known = (key for key in (name, entry.get("inputmode") and "number", entry.name, kind) if key in FILLED)
    return FILLED[next(known, "text")]


def _buttons(form: Tag) -> list[tuple[str, str]]:
    """What the buttons add, by name and value; a form without a named button is sent as it is."""
    named = [
        (str(button["name"]), str(button.get("value") or ""))
        for button in form.find_all(["button", "input"])
        if button.get("name") and (button.name == "button" or button.get("type") in LEFT)
    ]
    return named or [("", "")]
