"""What comes of guessing and of mischief: ids that do not exist, absurd numbers, garbage in addresses and forms."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID

import pytest
from bs4 import BeautifulSoup

from tests.doors.matrix.addresses import Address, all_addresses
from tests.doors.matrix.forms import Form, forms_on
from tests.doors.matrix.stage import GUESSES, Stage
from tests.doors.matrix.visits import Visitor

pytestmark = pytest.mark.django_db

# Somebody of each kind, and the doors at which they try their luck.
GUESSERS = {
    "stranger": ("website", "documents", "sign-in", "members", "desk"),
    "our_contact": ("members",),
    "treasurer": ("desk",),
}
ASKED = ("\x00", "9" * 40)
TYPED = (*ASKED, "-1", "\u202e<script>alert(1)</script>'\ud7ff", "x" * 70_000)
IDS = {str(guess) for guess in GUESSES[UUID]}
UNSAFE = re.compile(r"<script>alert")


def of_doors(doors: tuple[str, ...]) -> Iterator[Address]:
    """The house's own addresses at some doors."""
    return (found for found in all_addresses() if found.door in doors and not found.of_wagtail)


@pytest.mark.parametrize("name", GUESSERS)
def test_a_guessed_address_leads_nowhere(stage: Stage, name: str) -> None:
    visitor, found = Visitor(stage.people.get(name)), []
    for address in of_doors(GUESSERS[name]):
        for path in stage.guesses(address):
            answer = visitor.visit(path)
            may_sign_in = answer.status == 302 and answer.location.startswith("/en/sign-in/")
            refused = answer.status in {404, 405} or may_sign_in
            hits = any(guess in path for guess in IDS) and not refused
            if hits or answer.wrote or answer.status >= 500:
                found.append(f"{answer} [{address.key}]"[:300])
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", GUESSERS)
def test_garbage_after_the_question_mark_breaks_nothing(stage: Stage, name: str) -> None:
    """Every question that the links and filters of a page ask in its address, asked with nonsense."""
    visitor, found = Visitor(stage.people.get(name)), []
    for address in of_doors(GUESSERS[name]):
        for _member, path in stage.visits(address, ("ours",)):
            page = visitor.visit(path)
            for question in sorted(questions(page.text, path)) if page.status == 200 else ():
                for garbage in ASKED:
                    answer = visitor.visit(f"{path}?{urlencode({question: garbage})}")
                    if answer.status >= 500 or answer.wrote or UNSAFE.search(answer.text):
                        found.append(f"{answer} [{address.key}]"[:300])
    assert not found, "\n".join(found)


def questions(page: str, path: str) -> set[str]:
    """The names of what a page's own links and filters ask."""
    soup = BeautifulSoup(page, "html.parser")
    asked: set[str] = set()
    for link in soup.find_all("a", href=True):
        target = urlsplit(str(link["href"]))
        if target.path in {"", path}:
            asked |= parse_qs(target.query, keep_blank_values=True).keys()
    for form in soup.find_all("form"):
        if str(form.get("method", "get")).lower() == "get":
            asked |= {str(entry["name"]) for entry in form.find_all(["input", "select"]) if entry.get("name")}
    return asked


@pytest.mark.parametrize("name", [name for name in GUESSERS if name != "stranger"])
def test_garbage_in_a_form_breaks_nothing_and_runs_nowhere(stage: Stage, name: str) -> None:
    visitor, found, known = Visitor(stage.people[name]), [], set[tuple[str, ...]]()
    for address in of_doors(GUESSERS[name]):
        for _member, path in stage.visits(address, ("ours",), waiting=True):
            for form in forms_on(visitor.visit(path).text, path):
                kind = (form.key, *sorted(form.values))
                if kind not in known:
                    known.add(kind)
                    found += spoilt(visitor, form)
    assert known
    assert not found, "\n".join(found)


def spoilt(visitor: Visitor, form: Form) -> Iterator[str]:
    """What goes wrong when every field of a form holds the same garbage."""
    for garbage in TYPED:
        values = form.anew() | {name: garbage for name in form.values if name != "key"}
        answer = visitor.visit(form.path, "POST", values)
        if answer.status >= 500 or UNSAFE.search(answer.text):
            yield f"{form.key} with {garbage[:30]!r}: {answer}"
