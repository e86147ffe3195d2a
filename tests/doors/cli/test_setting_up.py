"""`koinon setup`, and the pages made from the registries."""

import json
from pathlib import Path

import pytest
from django.db import connection

from koinon.core.models import JournalEntry
from koinon.doors.cli import setting_up
from koinon.rooms.organisations.models import Confederation, Organisation
from koinon.rooms.people.models import Mandate, Person
from tests.doors.cli.conftest import Said
from tests.world import World


@pytest.fixture
def empty_house(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A house whose tables are there and hold nothing; gives what was called to make them."""
    called: list[str] = []
    monkeypatch.setattr(setting_up, "call_command", lambda name, **_options: called.append(name))
    Confederation.objects.all().delete()
    Mandate.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM rulebook_rulebookversion")
    return called


SETUP = ["setup", "--email", "nora@example.org", "--name", "Nora Lund", "--city", "Bruxelles"]


def test_a_new_house_is_made_ready(said: Said, empty_house: list[str]) -> None:
    Organisation.objects.filter(short_name="CECOP").update(name="Another house")
    status, out, err = said(*SETUP, "--iban", "BE68 5390 0754 7034")
    assert (status, err, empty_house) == (0, "", ["migrate", "collectstatic"])
    house = Confederation.objects.select_related("organisation").get()
    assert (house.email, house.iban, house.organisation.city) == ("cecop@cecop.coop", "BE68539007547034", "Bruxelles")
    assert not house.illustrative
    mandate = Mandate.objects.get(over="confederation")
    assert (mandate.role, mandate.person.email) == ("secretary_general", "nora@example.org")
    assert "koinon rulebook adopt" in out


def test_set_up_again_does_only_what_is_missing(said: Said, empty_house: list[str]) -> None:
    Organisation.objects.filter(short_name="CECOP").update(name="Another house")
    said(*SETUP)
    lines = JournalEntry.objects.count()
    assert said("setup")[0] == 0
    status, out, _err = said("setup", "--email", "other@example.org", "--name", "Somebody Else")
    assert status == 0
    assert "is held by Nora Lund" in out
    assert JournalEntry.objects.count() == lines
    assert not Person.objects.filter(email="other@example.org").exists()


def test_without_anybody_the_first_secretary_general_is_asked_for(said: Said, empty_house: list[str]) -> None:
    Organisation.objects.filter(short_name="CECOP").update(name="Another house")
    status, _out, err = said("setup", "--name", "Nora Lund")
    assert status == 2
    assert "--email and --name" in err
    assert said(*SETUP)[0] == 0


def test_a_wrong_address_is_told_and_nothing_is_half_set_up(said: Said, empty_house: list[str]) -> None:
    Organisation.objects.filter(short_name="CECOP").update(name="Another house")
    status, _out, err = said("setup", "--email", "no address", "--name", "Nora Lund")
    assert status == 2
    assert "koinon setup: " in err
    assert not Mandate.objects.filter(over="confederation").exists()


def test_actions_and_permissions_are_listed(said: Said) -> None:
    assert "### dues.issue_invoices" in said("actions")[1]
    rows = {row["name"]: row for row in json.loads(said("actions", "--json")[1])}
    assert rows["dues.issue_invoices"]["offices"] == ["secretary_general", "membership", "treasurer"]
    assert rows["declarations.save_draft"]["mandates"] == ["contact", "finance_contact"]
    held = {row["name"]: row for row in json.loads(said("permissions", "--json")[1])}
    assert held["people.name_staff"]["offices"] == ["secretary_general"]
    assert "| `dues.see` |" in said("permissions")[1]


def test_pages_are_written_where_they_differ(said: Said, tmp_path: Path) -> None:
    assert said("docs", "--check", "--to", str(tmp_path))[0] == 1
    assert not list(tmp_path.iterdir())
    status, out, _err = said("docs", "--to", str(tmp_path))
    assert (status, out.count("Written")) == (0, 2)
    assert said("docs", "--to", str(tmp_path)) == (0, "", "")
    assert said("docs", "--check", "--to", str(tmp_path))[0] == 0
