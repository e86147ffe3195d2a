"""An election while it is prepared: candidates are found by name and put on the list, or alternatives are written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from koinon.core.words import one_line
from koinon.doors.live.chair_forms import RaceForm
from koinon.doors.live.chair_votes import next_race
from koinon.doors.live.visit import Visit
from koinon.doors.shared.words import say
from koinon.rooms.assemblies.candidates import FoundPerson, as_person, names_of_standing, people_found
from koinon.rooms.assemblies.models import AgendaItem, Vote
from koinon.rooms.assemblies.rules import rulebook_of

MOST = 200
LONGEST = 200


class StandingForm(RaceForm):
    """The whole form: the race, the list so far, and the words by which one looks for somebody or adds a choice."""

    find = forms.CharField(label=_("Find a person by name"), required=False, max_length=LONGEST)
    alternative = forms.CharField(
        label=_("Or add an alternative"),
        required=False,
        max_length=LONGEST,
        help_text=_("In a few words, as it stands on the ballot."),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """The list of candidates so far, each with its name, and who was found for it."""

    candidates: Sequence[tuple[str, str]]
    found: Sequence[FoundPerson]
    searched: str

    @property
    def keys(self) -> tuple[str, ...]:
        """As a vote keeps them."""
        return tuple(key for key, _name in self.candidates)


def elections_of(visit: Visit) -> list[tuple[str, str]]:
    """The kinds of election that the body holds."""
    rules = rulebook_of(visit.meeting).elections
    return [(key, say(rule.label)) for key, rule in rules.items() if rule.body == visit.meeting.body]


def start_of(visit: Visit, item: AgendaItem) -> tuple[dict[str, Any], tuple[str, ...]]:
    """With what the form begins: as the agenda says, or as the vote before this one left it."""
    start: dict[str, Any] = {"item": item.public_id, "election": item.election, "seats": 1, "round": 1}
    before = _vote_before(visit, item)
    if before is None:
        return start, ()
    seats, candidates = next_race(before)
    more = {"election": before.election, "seats": seats, "round": before.round + 1, "method": before.method}
    return {**start, **more, **_same_tellers(before)}, candidates


def _same_tellers(before: Vote) -> dict[str, str]:
    return dict(zip(("first_teller", "second_teller"), before.tellers, strict=False))


def _vote_before(visit: Visit, item: AgendaItem) -> Vote | None:
    try:
        wanted = UUID(visit.request.GET.get("after", ""))
    except ValueError:
        return None
    rows = Vote.objects.filter(item=item, state="closed").exclude(election="")
    return rows.filter(public_id=wanted).first()


def standing(visit: Visit, sent: Mapping[str, Any], before: Sequence[str], step: str) -> Standing:
    """The list after a press: `add:ID` puts a person on it, `drop:KEY` takes somebody off."""
    keys = list(dict.fromkeys(before))[:MOST]
    what, _colon, whom = step.partition(":")
    if what == "add" and as_person(whom) and whom not in keys:
        keys.append(whom)
    if what == "drop":
        keys = [key for key in keys if key != whom]
    if what == "write" and (words := one_line(str(sent.get("alternative", "")))[:LONGEST]) and words not in keys:
        keys.append(words)
    names = names_of_standing(keys)
    searched = one_line(str(sent.get("find", "")))[:LONGEST] if what in ("find", "add") else ""
    found = [] if what == "add" else people_found(visit.actor, visit.meeting, searched)
    known = [(key, names.get(key, key)) for key in keys if key in names or not as_person(key)]
    return Standing(known, [person for person in found if str(person.person) not in keys], searched)
