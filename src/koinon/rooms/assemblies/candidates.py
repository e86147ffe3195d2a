"""Who stands in an election, and who may be asked to count: people on record, by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from koinon.core.actors import Actor
from koinon.rooms.assemblies.models import Meeting, Vote
from koinon.rooms.assemblies.rules import presides
from koinon.rooms.organisations.queries import names_of as names_of_organisations
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import in_force, names_of, staff_on

MOST_FOUND = 20
# Candidates come from the members and from those who sit in bodies.
FROM = (Mandate.Over.ORGANISATION, Mandate.Over.BODY)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person on record, and the members that they speak for."""

    person: UUID
    name: str
    members: tuple[str, ...]


def names_of_candidates(votes: Iterable[Vote]) -> Mapping[str, str]:
    """The candidates who are persons, by name; alternatives are words already."""
    return names_of_standing(name for vote in votes for name in vote.candidates)


def names_of_standing(candidates: Iterable[str]) -> Mapping[str, str]:
    """Of some candidates the persons, by name."""
    found = [person for name in candidates if (person := as_person(name))]
    return {str(person): name for person, name in names_of(found).items()} if found else {}


def as_person(candidate: str) -> UUID | None:
    """The person that a candidate is, by public id; nobody where it is an alternative."""
    try:
        return UUID(candidate)
    except ValueError:
        return None


def people_found(actor: Actor, meeting: Meeting, words: str) -> list[FoundPerson]:
    """People who speak for a member or sit in a body, by a part of their name; for whoever presides."""
    if not presides(actor, meeting) or not words.strip():
        return []
    rows = in_force(Mandate.objects.filter(over__in=FROM), actor.today)
    holding = rows.filter(person__is_active=True, person__name__icontains=words.strip()).order_by("person__name")
    members: dict[tuple[UUID, str], list[UUID]] = {}
    for person, name, subject in holding.values_list("person__public_id", "person__name", "subject"):
        known = members.setdefault((person, name), [])
        if subject is not None and subject not in known:
            known.append(subject)
    first = dict(list(members.items())[:MOST_FOUND])
    named = names_of_organisations({subject for subjects in first.values() for subject in subjects})
    return [
        FoundPerson(person, name, tuple(named[str(subject)] for subject in subjects if str(subject) in named))
        for (person, name), subjects in first.items()
    ]


def possible_tellers(actor: Actor, meeting: Meeting, there: Iterable[str]) -> list[tuple[str, str]]:
    """Who may be asked to count: whoever is there, and the secretariat; by id and name."""
    if not presides(actor, meeting):
        return []
    staff = staff_on(actor.today).values_list("person__public_id", "person__name")
    found = {str(person): name for person, name in staff}
    found |= {str(person): name for person, name in names_of(UUID(person) for person in there).items()}
    return sorted(found.items(), key=lambda pair: pair[1].casefold())
