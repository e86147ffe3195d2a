"""The journal in words: who did what, when."""

from functools import cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from koinon.core.action import all_actions
from koinon.core.models import JournalEntry
from koinon.rooms.people.models import Person


@cache
def sentences() -> dict[str, str]:
    """What each action does, by its name: the beginning of its sentence."""
    return {spec.name: _beginning(spec.sentence) for spec in all_actions()}


def _beginning(sentence: str) -> str:
    for mark in (";", ":"):
        sentence = sentence.partition(mark)[0]
    return sentence.rstrip(".")


def action_words(name: str) -> str:
    """What an action does; its bare name where no room knows it any more."""
    return sentences().get(name, name)


def told(entries: "QuerySet[JournalEntry]", most: int) -> list[dict[str, Any]]:
    """The first of some entries with their words and the names of who acted, in one query."""
    named = Person.objects.filter(public_id=OuterRef("actor")).values("name")[:1]
    rows = list(entries.annotate(actor_name=Subquery(named))[:most])
    names = {row.actor: row.actor_name for row in rows}
    return [{"entry": row, "words": action_words(row.action), "who": who(row, names)} for row in rows]


def who(entry: JournalEntry, names: dict[Any, str]) -> str:
    """Whoever acted."""
    if entry.actor_kind == "hidden":
        return _("not kept")
    if entry.actor is None:
        return _("Koinon itself") if entry.actor_kind == "system" else _("somebody not signed in")
    return names.get(entry.actor) or _("somebody no longer on record")
