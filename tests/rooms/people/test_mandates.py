"""Mandates: dated roles over an organisation or in the secretariat, from which all rights follow."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.people.actions import end_mandate, name_for_organisation, name_in_secretariat
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.queries import addresses_for, mandates_over, names_of, staff_on
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World

FROM, TO = date(2026, 5, 1), date(2027, 4, 30)


def mandate_of(world: World, name: str) -> Mandate:
    """The one mandate that a person of the world holds."""
    return Mandate.objects.get(person__public_id=world.people[name])


def test_name_for_organisation(world: World) -> None:
    actor, ours = world.actor("membership"), world.organisations["ours"]
    person = world.people["stranger"]
    named = name_for_organisation(
        actor=actor, person=person, organisation=ours, role="delegate", starts_on=FROM, ends_on=TO
    )
    assert not world.actor("stranger", date(2026, 4, 30)).mandates
    assert world.actor("stranger", FROM).mandates == {ours: frozenset({"delegate"})}
    assert world.actor("stranger", TO).mandates
    assert not world.actor("stranger", date(2027, 5, 1)).mandates
    assert line_of("people.name_for_organisation", named.mandate).organisation == ours


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"role": "treasurer"}, "role_unknown"),
        ({"ends_on": date(2026, 4, 30)}, "dates_reversed"),
        ({"person": uuid4()}, "not_found"),
    ],
)
def test_name_for_organisation_refused(world: World, change: dict[str, Any], code: str) -> None:
    given = {"person": world.people["stranger"], "role": "contact", "starts_on": FROM, "ends_on": TO, **change}
    actor, ours = world.actor("membership"), world.organisations["ours"]
    assert refused(name_for_organisation, actor=actor, organisation=ours, **given) == code
    assert not Mandate.objects.filter(person__public_id=world.people["stranger"]).exists()


@pytest.mark.parametrize(
    ("starts", "ends", "clashes"),
    [
        (date(2024, 6, 1), date(2025, 6, 1), True),
        (date(2023, 1, 1), None, True),
        (date(2025, 12, 31), None, True),
        (date(2026, 1, 1), None, False),
        (date(2022, 1, 1), date(2023, 12, 31), False),
    ],
)
def test_nobody_holds_the_same_role_twice_at_a_time(
    world: World, starts: date, ends: date | None, clashes: bool
) -> None:
    given = {
        "actor": world.actor("membership"),
        "person": world.people["former"],  # contact from 2024-01-01 to 2025-12-31
        "organisation": world.organisations["ours"],
        "role": "contact",
        "starts_on": starts,
        "ends_on": ends,
    }
    if clashes:
        assert refused(name_for_organisation, **given) == "already_named"
    else:
        assert name_for_organisation(**given).starts_on == starts


@pytest.mark.parametrize("who", ["treasurer", "auditor", "contact", "nobody"])
def test_name_for_organisation_not_allowed(world: World, who: str) -> None:
    given = {"person": world.people["stranger"], "organisation": world.organisations["ours"], "role": "contact"}
    assert refused(name_for_organisation, actor=world.actor(who), **given, starts_on=FROM) == "not_allowed"


def test_name_in_secretariat(world: World) -> None:
    actor = world.actor("secretary_general")
    named = name_in_secretariat(actor=actor, person=world.people["stranger"], role="treasurer", starts_on=FROM)
    assert world.actor("stranger", FROM).roles == {"treasurer"}
    assert not world.actor("stranger", date(2026, 4, 30)).roles
    line = line_of("people.name_in_secretariat", named.mandate)
    assert (line.actor, line.organisation) == (actor.person, None)


def test_name_in_secretariat_refused(world: World) -> None:
    given = {"person": world.people["stranger"], "starts_on": FROM}
    chief = world.actor("secretary_general")
    assert refused(name_in_secretariat, actor=chief, role="contact", **given) == "role_unknown"
    assert refused(name_in_secretariat, actor=chief, role="system", **given) == "role_unknown"
    # The membership officer names people for organisations, and nobody into the secretariat.
    assert refused(name_in_secretariat, actor=world.actor("membership"), role="auditor", **given) == "not_allowed"
    assert refused(name_in_secretariat, actor=world.actor("contact"), role="auditor", **given) == "not_allowed"
    assert not Mandate.objects.filter(person__public_id=world.people["stranger"]).exists()


def test_end_mandate(world: World) -> None:
    mandate = mandate_of(world, "delegate").public_id
    end_mandate(actor=world.actor("membership"), mandate=mandate, ends_on=date(2026, 4, 30))
    assert world.actor("delegate", date(2026, 4, 30)).mandates
    assert not world.actor("delegate", date(2026, 5, 1)).mandates
    assert line_of("people.end_mandate", mandate).outcome["ends_on"] == "2026-04-30"


def test_end_mandate_refused(world: World) -> None:
    delegate, staff = mandate_of(world, "delegate").public_id, mandate_of(world, "treasurer").public_id
    officer, on = world.actor("membership"), date(2026, 4, 30)
    assert refused(end_mandate, actor=officer, mandate=delegate, ends_on=date(2023, 12, 31)) == "dates_reversed"
    assert refused(end_mandate, actor=officer, mandate=staff, ends_on=on) == "not_allowed"
    assert refused(end_mandate, actor=officer, mandate=uuid4(), ends_on=on) == "not_found"
    assert refused(end_mandate, actor=world.actor("contact"), mandate=delegate, ends_on=on) == "not_allowed"
    assert no_line_of("people.end_mandate")
    end_mandate(actor=world.actor("secretary_general"), mandate=staff, ends_on=on)
    assert not world.actor("treasurer", date(2026, 5, 1)).roles


def test_who_speaks_for_an_organisation_on_a_day(world: World) -> None:
    ours, theirs = world.organisations["ours"], world.organisations["theirs"]
    now = {(row.role, row.person.name) for row in mandates_over(ours, date(2026, 4, 1))}
    assert now == {
        ("contact", "Contact"),
        ("delegate", "Delegate"),
        ("editor", "Editor"),
        ("finance_contact", "Finance contact"),
    }
    found = addresses_for([ours, theirs], ["finance_contact"], date(2026, 4, 1))
    assert {org: [person.name for person in people] for org, people in found.items()} == {ours: ["Finance contact"]}
    assert names_of([world.people["contact"], None]) == {world.people["contact"]: "Contact"}


def test_who_may_not_sign_in_gets_no_mail(world: World) -> None:
    person = world.person("finance_contact")
    person.is_active = False
    person.save(update_fields=["is_active"])
    ours = world.organisations["ours"]
    assert addresses_for([ours], ["finance_contact"], date(2026, 4, 1)).get(ours, []) == []
    assert world.actor("finance_contact").kind == "anonymous"


def test_staff_on_a_day(world: World) -> None:
    assert len(staff_on(date(2026, 4, 1))) == 7
    assert not staff_on(date(2019, 12, 31))


def test_an_ended_mandate_does_not_come_back(world: World) -> None:
    actor, former = world.actor("membership"), mandate_of(world, "former")
    again = refused(end_mandate, actor=actor, mandate=former.public_id, ends_on=date(2027, 1, 1))
    assert again == "ended_already"
    end_mandate(actor=actor, mandate=former.public_id, ends_on=date(2025, 11, 30))
    assert mandate_of(world, "former").ends_on == date(2025, 11, 30)
