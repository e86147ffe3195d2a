"""What consequences are about, by name: read in a fixed number of queries for any number of them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from koinon.core.words import day_in_words
from koinon.rooms.admissions.models import Application
from koinon.rooms.decisions.models import Consequence, WorkingPlan
from koinon.rooms.decisions.wanted import (
    Admission,
    AdoptedDocument,
    AdoptedPlan,
    Exclusion,
    KeptRights,
    NewRules,
    Ratification,
    Seats,
    wanted_of,
)
from koinon.rooms.documents.models import Document
from koinon.rooms.memberships.models import Membership
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.texts import say

Names = Mapping[UUID, str]


def what_of(rows: Iterable[Consequence], rulebook: Rulebook | None, language: str) -> dict[int, str]:
    """What each consequence (by primary key) is about, in a few words."""
    wanted = {row.pk: wanted_of(row) for row in rows}
    names = _names(wanted.values())
    return {pk: _said(one, names, rulebook, language) for pk, one in wanted.items()}


def _said(one: Any, names: Names, rulebook: Rulebook | None, language: str) -> str:
    return _seat(one, rulebook, language) if isinstance(one, Seats) else SAID[type(one)](one, names)


def _seat(one: Seats, rulebook: Rulebook | None, language: str) -> str:
    """The seat as the rules in force call it."""
    body = rulebook.bodies.get(one.body) if rulebook else None
    seat = next((known for known in body.seats if known.key == one.seat), None) if body else None
    if body is None or seat is None:
        return f"{one.body}: {one.seat}"
    return f"{say(body.label, language)}: {say(seat.label, language)}"


def _names(wanted: Iterable[Any]) -> Names:
    """The names of all that is named by public id: one query for each sort that occurs."""
    asked: dict[str, set[UUID]] = {}
    for one in wanted:
        for name in ("application", "document", "membership", "plan"):
            if hasattr(one, name):
                asked.setdefault(name, set()).add(getattr(one, name))
    found: dict[UUID, str] = {}
    for name, ids in asked.items():
        model, label = SOURCES[name]
        found |= dict(model.objects.filter(public_id__in=ids).values_list("public_id", label))
    return found


SOURCES: Mapping[str, tuple[Any, str]] = {
    "application": (Application, "name"),
    "document": (Document, "title"),
    "membership": (Membership, "organisation__name"),
    "plan": (WorkingPlan, "title"),
}


def _rules(one: NewRules, names: Names) -> str:
    return day_in_words(one.in_force_from)


def _by(name: str) -> Callable[[Any, Names], str]:
    return lambda one, names: names.get(getattr(one, name), "")


SAID: Mapping[type, Callable[[Any, Names], str]] = {
    NewRules: _rules,
    Ratification: _by("application"),
    Admission: _by("application"),
    AdoptedDocument: _by("document"),
    Exclusion: _by("membership"),
    AdoptedPlan: _by("plan"),
    KeptRights: _by("membership"),
}
