"""People: put on record once, kept right, never by those who may not."""

from typing import Any

import pytest

from koinon.rooms.people.actions import add_person, change_person
from koinon.rooms.people.models import Person
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World

NEW: dict[str, Any] = {"email": "Ada.New@Example.org", "name": "  Ada   New "}


def test_add_person(world: World) -> None:
    actor = world.actor("membership")
    added = add_person(actor=actor, **NEW, source="Letter of 3 March")
    person = Person.objects.get(public_id=added.person)
    assert (person.name, person.language, person.is_active) == ("Ada New", "en", True)
    assert person.email.lower() == "ada.new@example.org"
    assert not person.has_usable_password()
    line = line_of("people.add_person", added.person)
    assert line.actor == actor.person
    assert "ada" not in str(line.inputs).lower()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "  "}, "name_needed"),
        ({"name": "x" * 201}, "name_needed"),
        ({"email": "nobody"}, "address_invalid"),
        ({"email": "a b@example.org"}, "address_invalid"),
        ({"email": "a@example.org\nbcc: b@example.org"}, "address_invalid"),
        ({"email": "TREASURER@example.org"}, "address_taken"),
        ({"language": "klingon!"}, "language_unknown"),
    ],
)
def test_add_person_refused(world: World, change: dict[str, str], code: str) -> None:
    people = Person.objects.count()
    assert refused(add_person, actor=world.actor("membership"), **{**NEW, **change}) == code
    assert Person.objects.count() == people


@pytest.mark.parametrize("who", ["treasurer", "auditor", "technician", "contact", "stranger", "nobody"])
def test_add_person_not_allowed(world: World, who: str) -> None:
    assert refused(add_person, actor=world.actor(who), **NEW) == "not_allowed"


def test_change_person(world: World) -> None:
    actor, person = world.actor("membership"), world.people["contact"]
    changed = change_person(
        actor=actor, person=person, email="new@example.org", name="New Name", language="fr", seen_version=1
    )
    row = world.person("contact")
    assert (row.email, row.name, row.language, row.version) == ("new@example.org", "New Name", "fr", 2)
    assert line_of("people.change_person", changed.person).actor == actor.person


def test_change_person_refused(world: World) -> None:
    def change(who: str = "membership", **other: Any) -> str:
        given = {"email": "new@example.org", "name": "New", "language": "en", "seen_version": 1, **other}
        return refused(change_person, actor=world.actor(who), person=world.people["contact"], **given)

    assert change(email="delegate@example.org") == "address_taken"
    assert change(email="nobody") == "address_invalid"
    assert change(name="") == "name_needed"
    assert change(language="") == "language_unknown"
    assert change(seen_version=0) == "stale"
    assert change(who="contact") == "not_allowed"
    assert world.person("contact").version == 1
    assert no_line_of("people.change_person")


def test_change_person_keeps_an_address_in_other_capitals(world: World) -> None:
    person = world.people["contact"]
    actor = world.actor("membership")
    change_person(actor=actor, person=person, email="Contact@example.org", name="C", language="en", seen_version=1)
    assert world.person("contact").email == "Contact@example.org"
