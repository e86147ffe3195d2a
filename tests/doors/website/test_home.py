"""The first page: numbers from the register, rules from the rulebook."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from koinon.doors.website.register import register_on
from koinon.rooms.memberships.models import Membership
from koinon.rooms.organisations.models import Organisation
from koinon.rooms.rulebook.models import RulebookVersion
from tests.doors.website.conftest import TODAY
from tests.doors.website.reading import faults, read
from tests.world import World


def test_members_are_counted_by_country(world: World) -> None:
    register = register_on(TODAY)
    assert [(country.name, country.members) for country in register.countries] == [
        ("Belgium", 1),
        ("France", 1),
        ("Italy", 1),
        ("Sweden", 1),
    ]
    assert register.members == 4
    assert register.source == "Register of members, 14 April 2026; invented organisations"
    coloured = {land.shape.code: land.title for land in register.lands if land.title}
    assert coloured == {
        "BE": "Belgium: 1 member",
        "FR": "France: 1 member",
        "IT": "Italy: 1 member",
        "SE": "Sweden: 1 member",
    }


def test_only_who_is_a_member_on_the_day_counts(world: World) -> None:
    rows = {name: world.membership(name) for name in ("ours", "theirs", "associated", "network")}
    _change(rows["ours"], state="applied")
    _change(rows["theirs"], state="resigned", ends_on=TODAY)
    _change(rows["associated"], state="excluded", ends_on=date(2026, 4, 13))
    assert [country.code for country in register_on(TODAY).countries] == ["BE", "FR"]
    assert [country.code for country in register_on(date(2026, 4, 15)).countries] == ["BE"]
    assert register_on(date(2019, 12, 31)).members == 0


def test_real_organisations_are_not_called_invented(world: World) -> None:
    Organisation.objects.update(invented=False)
    assert register_on(TODAY).source == "Register of members, 14 April 2026"


def _change(row: Membership, **values: object) -> None:
    Membership.objects.filter(pk=row.pk).update(**values)


def test_the_first_page_shows_register_and_rules(stranger: Client) -> None:
    answer = stranger.get("/en/")
    text = read(answer).text
    assert "4 member organisations 4 countries Register of members, 14 April 2026" in text
    assert "Sweden 1" in text
    for words in ("Full members", "Associated members", "Network affiliates", "Vote in statutory meetings"):
        assert words in text
    for aim in ("Work that lasts", "A voice where rules are made", "Knowledge that can be used"):
        assert aim in text
    assert answer.content.decode().count('class="w-here"') == 4


def test_without_members_there_is_no_empty_map(stranger: Client) -> None:
    Membership.objects.all().delete()
    answer = stranger.get("/en/")
    assert faults(read(answer)) == []
    assert "w-map" not in answer.content.decode()


def test_before_any_rule_the_page_still_stands(stranger: Client) -> None:
    RulebookVersion.objects.all().delete()
    answer = stranger.get("/en/")
    assert answer.status_code == 200
    assert "Who may join" in read(answer).text
    assert "Full members" not in read(answer).text


def test_rules_that_are_not_in_force_yet_are_announced_kindly(stranger: Client, calendar: Callable[..., None]) -> None:
    calendar(date(2025, 12, 31))
    for page in ("/en/who-may-join/", "/en/what-it-costs/", "/en/what-it-costs/?category=full&cooperatives=3"):
        answer = stranger.get(page)
        assert answer.status_code == 200
        assert "Our rules are not in force yet" in read(answer).text
        assert "€" not in read(answer).text
        assert faults(read(answer)) == []
