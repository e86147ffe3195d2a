"""Organisations: on record once, kept right by the secretariat and by themselves."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from koinon.core.refusals import Refused
from koinon.rooms.organisations.actions import (
    OrganisationDetails,
    change_organisation,
    record_organisation,
    set_identifier,
)
from koinon.rooms.organisations.models import Identifier, Organisation
from koinon.rooms.organisations.queries import organisation_by_id, visible_organisations
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.together import at_once
from tests.world import MEMBERS, World

NEW = OrganisationDetails(
    name="  Lega   Nuova ", country="it", city="Bologna", website="https://example.org", short_name="LN"
)
OURS = OrganisationDetails(name=MEMBERS["ours"][0], country="SE", street="New street 2")
HOSTILE = [
    ({"name": " "}, "name_needed"),
    ({"name": "x" * 201}, "name_needed"),
    ({"country": "ZZ"}, "country_invalid"),
    ({"country": ""}, "country_invalid"),
    ({"website": "javascript:alert(1)"}, "website_invalid"),
    ({"website": "example"}, "website_invalid"),
]


def test_record_organisation(world: World) -> None:
    actor = world.actor("membership")
    recorded = record_organisation(actor=actor, details=NEW)
    row = Organisation.objects.get(public_id=recorded.organisation)
    assert (row.name, row.country, row.city, row.invented, row.version) == ("Lega Nuova", "IT", "Bologna", False, 1)
    assert line_of("organisations.record_organisation", recorded.organisation).actor == actor.person


@pytest.mark.parametrize(("change", "code"), HOSTILE)
def test_record_organisation_refused(world: World, change: dict[str, str], code: str) -> None:
    count = Organisation.objects.count()
    actor = world.actor("membership")
    assert refused(record_organisation, actor=actor, details=replace(NEW, **change)) == code
    assert Organisation.objects.count() == count


def test_record_organisation_known(world: World) -> None:
    record_organisation(actor=world.actor("membership"), details=NEW)
    again = replace(NEW, name="LEGA NUOVA")
    assert refused(record_organisation, actor=world.actor("membership"), details=again) == "organisation_known"
    record_organisation(actor=world.actor("membership"), details=replace(NEW, country="FR"))


@pytest.mark.parametrize("who", ["treasurer", "auditor", "contact", "nobody"])
def test_record_organisation_not_allowed(world: World, who: str) -> None:
    assert refused(record_organisation, actor=world.actor(who), details=NEW) == "not_allowed"


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_record_the_same_at_once(world: World) -> None:
    click = partial(record_organisation, actor=world.actor("membership"), details=NEW)
    outcomes = at_once(click, click, click)
    codes = [outcome.refusal.code for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(codes) == 2, outcomes
    assert set(codes) <= {"made_already", "organisation_known"}
    assert Organisation.objects.filter(name="Lega Nuova").count() == 1


def test_change_organisation(world: World) -> None:
    contact, ours = world.actor("contact"), world.organisations["ours"]
    change_organisation(actor=contact, organisation=ours, details=OURS, seen_version=1)
    assert (world.organisation().street, world.organisation().version) == ("New street 2", 2)
    assert line_of("organisations.change_organisation", ours).actor == contact.person


def test_change_organisation_refused(world: World) -> None:
    def change(who: str, member: str = "ours", seen: int = 1, **other: Any) -> str:
        return refused(
            change_organisation,
            actor=world.actor(who),
            organisation=world.organisations[member],
            details=replace(OURS, **other),
            seen_version=seen,
        )

    assert change("contact", name="Another name") == "name_kept"
    assert change("membership", seen=0) == "stale"
    assert change("membership", name=MEMBERS["theirs"][0], country="FR") == "organisation_known"
    assert change("delegate") == "not_allowed"
    assert change("contact", "theirs") == "not_found"
    assert change("former") == "not_found"
    assert change("nobody") == "not_found"
    for hostile, code in HOSTILE:
        assert change("membership", **hostile) == code
    assert world.organisation().version == 1
    assert no_line_of("organisations.change_organisation")


def test_two_who_change_the_same_record(world: World) -> None:
    ours = world.organisations["ours"]
    change_organisation(actor=world.actor("contact"), organisation=ours, details=OURS, seen_version=1)
    other = replace(OURS, street="Third street 3")
    code = refused(change_organisation, actor=world.actor("editor"), organisation=ours, details=other, seen_version=1)
    assert code == "stale"
    assert world.organisation().street == "New street 2"


def test_the_secretariat_changes_a_name(world: World) -> None:
    details = replace(OURS, name="Förbundet Arbetskooperation i Sverige")
    ours = world.organisations["ours"]
    change_organisation(actor=world.actor("membership"), organisation=ours, details=details, seen_version=1)
    assert world.organisation().name == details.name


@pytest.mark.parametrize(
    ("member", "scheme", "typed", "kept"),
    [
        ("ours", "iban", "SE45 5000 0000 0583 9825 7466", "SE4550000000058398257466"),
        ("network", "vat", "BE 0403.019.261", "BE0403019261"),
        ("network", "enterprise", "0403.019.261", "0403019261"),
    ],
)
def test_set_identifier(world: World, member: str, scheme: str, typed: str, kept: str) -> None:
    organisation = world.organisations[member]
    set_identifier(actor=world.actor("membership"), organisation=organisation, scheme=scheme, value=typed)
    assert Identifier.objects.get(organisation=world.organisation(member), scheme=scheme).value == kept
    assert line_of("organisations.set_identifier", organisation).inputs["value"] == typed


def test_set_identifier_replaces_and_removes(world: World) -> None:
    given = {"actor": world.actor("contact"), "organisation": world.organisations["ours"], "scheme": "iban"}
    set_identifier(**given, value="SE45 5000 0000 0583 9825 7466")
    set_identifier(**given, value="DE89 3704 0044 0532 0130 00")
    assert Identifier.objects.get(scheme="iban").value == "DE89370400440532013000"
    set_identifier(**given, value="  ")
    assert not Identifier.objects.filter(scheme="iban").exists()


@pytest.mark.parametrize(
    ("who", "member", "scheme", "value", "code"),
    [
        ("membership", "ours", "passport", "1", "scheme_unknown"),
        ("membership", "ours", "iban", "SE45 5000 0000 0583 9825 7467", "number_invalid"),
        ("membership", "network", "vat", "BE0403019262", "number_invalid"),
        ("membership", "network", "enterprise", "x" * 5000, "number_invalid"),
        ("delegate", "ours", "iban", "", "not_allowed"),
        ("contact", "theirs", "iban", "", "not_found"),
        ("stranger", "ours", "iban", "", "not_found"),
    ],
)
def test_set_identifier_refused(world: World, who: str, member: str, scheme: str, value: str, code: str) -> None:
    organisation = world.organisations[member]
    given = {"organisation": organisation, "scheme": scheme, "value": value}
    assert refused(set_identifier, actor=world.actor(who), **given) == code
    assert not Identifier.objects.exists()
    assert no_line_of("organisations.set_identifier")


def test_a_number_belongs_to_one_organisation(world: World) -> None:
    actor = world.actor("membership")
    set_identifier(actor=actor, organisation=world.organisations["network"], scheme="vat", value="BE0403019261")
    house = world.organisations["house"]
    assert refused(set_identifier, actor=actor, organisation=house, scheme="vat", value="BE0403019261") == (
        "number_taken"
    )


def test_who_sees_which_organisations(world: World) -> None:
    def seen(who: str) -> set[str]:
        return {row.name for row in visible_organisations(world.actor(who))}

    assert seen("auditor") == {row.name for row in Organisation.objects.all()}
    assert seen("contact") == {MEMBERS["ours"][0]}
    assert seen("their_contact") == {MEMBERS["theirs"][0]}
    for outsider in ("technician", "former", "stranger", "nobody"):
        assert seen(outsider) == set()
    assert organisation_by_id(world.actor("contact"), world.organisations["theirs"]) is None
    assert organisation_by_id(world.actor("contact"), uuid4()) is None
    assert organisation_by_id(world.actor("contact"), world.organisations["ours"]) is not None
