"""Attacks that were tried on the house, and what it answers to them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from koinon.core.refusals import Refused
from koinon.rooms.declarations.actions import take_back_declaration
from koinon.rooms.documents.models import Paper
from koinon.rooms.dues.actions import approval, approve_invoices, issue_invoices
from koinon.rooms.dues.models import Invoice
from koinon.rooms.people.actions import change_person, name_in_secretariat
from tests.world import APPROVING, ISSUING, World, only, proposed

pytestmark = pytest.mark.django_db
Browser = Callable[[str], Client]


def moved(world: World, whom: str, by: str) -> None:
    """Somebody changes a person's address to one that they read themselves."""
    person = world.person(whom)
    change_person(
        actor=world.actor(by),
        person=person.public_id,
        email="mine@example.org",
        name=person.name,
        language=person.language,
        seen_version=person.version,
    )


@pytest.mark.parametrize("whom", ["secretary_general", "treasurer", "auditor", "membership"])
def test_nobody_takes_an_office_over_by_changing_the_address_its_codes_go_to(world: World, whom: str) -> None:
    with pytest.raises(Refused) as refused:
        moved(world, whom, by="membership")
    assert refused.value.refusal.code == "address_of_staff"
    assert world.person(whom).email != "mine@example.org"


def test_an_office_to_come_is_guarded_too_and_one_that_ended_is_not(world: World) -> None:
    boss = world.actor("secretary_general")
    for name, first, last in (
        ("stranger", date(2030, 1, 1), None),
        ("former", date(2019, 1, 1), date(2020, 1, 1)),
    ):
        name_in_secretariat(actor=boss, person=world.people[name], role="treasurer", starts_on=first, ends_on=last)
    with pytest.raises(Refused):
        moved(world, "stranger", by="membership")
    moved(world, "former", by="membership")
    assert world.person("former").email == "mine@example.org"


def test_the_secretary_general_corrects_the_address_of_a_colleague_and_anybody_a_name(world: World) -> None:
    moved(world, "treasurer", by="secretary_general")
    assert world.person("treasurer").email == "mine@example.org"
    row = world.person("auditor")
    change_person(
        actor=world.actor("membership"),
        person=row.public_id,
        email=row.email,
        name="Another name",
        language="en",
        seen_version=row.version,
    )
    assert world.person("auditor").name == "Another name"


def test_a_session_ends_with_the_address_it_was_opened_through(world: World, client_as: Browser) -> None:
    left_open = client_as("contact")
    page = f"/en/members/{world.organisations['ours']}/"
    assert left_open.get(page).status_code == 200
    moved(world, "contact", by="membership")
    assert left_open.get(page).status_code == 302


def test_figures_that_are_taken_back_while_they_are_approved_are_not_invoiced(
    published: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice = proposed(published)
    declaration = Invoice.objects.get(public_id=invoice).declaration
    looked_at = approval.outdated

    def taken_back_meanwhile(rows: Any) -> set[int]:
        found = looked_at(rows)
        take_back_declaration(actor=published.actor("contact", APPROVING), declaration=declaration.public_id)
        return found

    monkeypatch.setattr(approval, "outdated", taken_back_meanwhile)
    only(approve_invoices([invoice], actor=published.actor("treasurer", APPROVING)))
    outcome = issue_invoices([invoice], actor=published.actor("secretary_general", ISSUING))
    assert [declined.refusal.code for declined in outcome.declined] == ["figures_replaced"]
    assert Invoice.objects.get(public_id=invoice).number is None


@pytest.mark.parametrize("path", ["/en/_util/login/", "/en/_util/authenticate_with_password/1/1/"])
def test_no_address_asks_for_a_password(world: World, client_as: Browser, path: str) -> None:
    assert client_as("nobody").get(path).status_code == 404
    assert client_as("nobody").post(path, {"username": "treasurer@example.org", "password": "x"}).status_code == 404


def test_a_stranger_cannot_fill_the_disk_with_an_upload(client_as: Browser, settings: Settings, world: World) -> None:
    settings.KOINON_LARGEST_UPLOAD = 1000
    stranger = client_as("nobody")
    small = stranger.post("/en/contact/", {"file": SimpleUploadedFile("a.bin", b"0" * 100)})
    large = stranger.post("/en/contact/", {"file": SimpleUploadedFile("a.bin", b"0" * 2000)})
    assert (small.status_code, large.status_code) == (200, 413)


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.xhtml", "a.pdf.html", "a"])
def test_an_editor_uploads_no_page_and_no_script(client_as: Browser, world: World, name: str) -> None:
    editor = client_as("communications")
    answer = editor.post(
        "/desk/documents/multiple/add/",
        {"title": name, "files[]": SimpleUploadedFile(name, b"<script>alert(1)</script>")},
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )
    assert answer.json()["success"] is False
    assert not Paper.objects.exists()
