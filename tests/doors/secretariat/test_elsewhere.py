"""Memberships elsewhere at the desk: CICOPA's, that goes with some categories here."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from koinon.rooms.admissions.models import MembershipElsewhere
from tests.world import World

ClientAs = Callable[[str], Client]
TODAY = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _in_april(world: World, calendar: Callable[..., None]) -> None:
    calendar(TODAY)


def page_of(world: World, step: str = "", member: str = "ours") -> str:
    """The address of an organisation's page, or of a step about it."""
    return f"/desk/organisations/{world.organisations[member]}/{step}"


def test_it_is_recorded_from_asked_for_to_held(world: World, client_as: ClientAs, send: Any) -> None:
    client, form = client_as("membership"), page_of(world, "elsewhere/CICOPA/")
    shown = client.get(page_of(world)).content.decode()
    assert "Not on record yet" in shown
    assert form in shown
    asked = {"applied_on": "2026-02-03", "since_on": "", "evidence": "", "seen_version": "0"}
    assert send(client, form, **asked)["Location"] == page_of(world)
    assert "Asked for on 3 February 2026, not confirmed yet" in client.get(page_of(world)).content.decode()
    assert 'value="2026-02-03"' in client.get(form).content.decode()
    held = {**asked, "since_on": "2026-03-20", "evidence": "Letter of 20 March 2026", "seen_version": "1"}
    assert send(client, form, **held).status_code == 302
    shown = client.get(page_of(world)).content.decode()
    assert "Member since 20 March 2026" in shown
    assert "Letter of 20 March 2026" in shown
    row = MembershipElsewhere.objects.get()
    assert (row.applied_on, row.since_on, row.version) == (date(2026, 2, 3), date(2026, 3, 20), 2)


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world: World, client_as: ClientAs, send: Any) -> None:
    client, form = client_as("secretary_general"), page_of(world, "elsewhere/CICOPA/")
    given = {"applied_on": "", "since_on": "2026-03-20", "evidence": "", "seen_version": "0"}
    wrong = send(client, form, **given)
    assert wrong.status_code == 409
    assert "A membership needs its evidence." in wrong.content.decode()
    assert 'value="2026-03-20"' in wrong.content.decode()
    assert send(client, form, **{**given, "evidence": "List of members"}).status_code == 302
    overtaken = send(client, form, **{**given, "evidence": "Another list"})
    assert overtaken.status_code == 409
    assert "Somebody changed this while you had it open." in overtaken.content.decode()
    assert MembershipElsewhere.objects.get().evidence == "List of members"


def test_only_where_the_category_goes_with_it_and_the_rules_name_it(world: World, client_as: ClientAs) -> None:
    client = client_as("membership")
    assert client.get(page_of(world, "elsewhere/Rotary/")).status_code == 404
    assert client.get(page_of(world, "elsewhere/CICOPA/", "network")).status_code == 404
    assert client.get(page_of(world, "elsewhere/CICOPA/", "house")).status_code == 404
    assert "Membership of CICOPA" not in client.get(page_of(world, member="network")).content.decode()
    assert "Membership of CICOPA" in client.get(page_of(world, member="associated")).content.decode()


def test_it_is_recorded_by_those_who_record_admissions(world: World, client_as: ClientAs, send: Any) -> None:
    form = page_of(world, "elsewhere/CICOPA/")
    for who in ("treasurer", "auditor"):
        assert form not in client_as(who).get(page_of(world)).content.decode()
        assert send(client_as(who), form, since_on="2026-03-20", evidence="Letter").status_code == 403
    assert client_as("contact").get(form).status_code == 404
    assert not MembershipElsewhere.objects.exists()
