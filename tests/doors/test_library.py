"""Files of the library over HTTP: handed out to those whom they are for, and to nobody else there is a file at all."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from koinon.adapters import storage
from koinon.rooms.documents.actions import change_document, withdraw_document
from koinon.rooms.documents.models import Document, Edition
from koinon.rooms.dues.papers import stored_paper
from koinon.rooms.people.models import Mandate
from tests import world as story
from tests.rooms.documents.library import TODAY, added, another_pdf, details, edition, pdf_file, published
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
MaxQueries = Callable[..., AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One published document of each level, by the public ids of documents and editions."""

    documents: dict[str, UUID]
    editions: dict[str, UUID]
    body: UUID


@pytest.fixture
def shelf(world: World, calendar: Callable[..., None]) -> Shelf:
    calendar(TODAY)
    body = uuid4()
    made = {
        "public": published(world, another_pdf("public"), title="Public standards"),
        "members": published(world, another_pdf("members"), title="Members plan", level="members", summary="Secret."),
        "body": published(world, another_pdf("body"), title="Body papers", level="body", body=body),
    }
    return Shelf({key: ids[0] for key, ids in made.items()}, {key: ids[1] for key, ids in made.items()}, body)


def file_of(client: Client, edition_id: UUID) -> Any:
    return client.get(reverse("edition", args=[edition_id]))


def words(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


EVERYTHING = {"public", "members", "body"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nobody", {"public"}),
        ("stranger", {"public"}),
        ("former", {"public"}),
        ("technician", {"public"}),
        ("contact", {"public", "members"}),
        ("network_contact", {"public", "members"}),
        ("policy", EVERYTHING),
        ("auditor", EVERYTHING),
    ],
)
def test_a_file_is_for_those_of_its_level(
    world: World, shelf: Shelf, client_as: ClientAs, name: str, expected: set[str]
) -> None:
    client = client_as(name)
    answers = {level: file_of(client, public_id).status_code for level, public_id in shelf.editions.items()}
    assert answers == {level: 200 if level in expected else 404 for level in shelf.editions}


def test_a_seat_in_the_body_opens_its_documents(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    Mandate.objects.create(
        person=world.person("stranger"), over="body", subject=shelf.body, role="member", starts_on=date(2025, 1, 1)
    )
    client = client_as("stranger")
    assert file_of(client, shelf.editions["body"]).status_code == 200
    assert file_of(client, shelf.editions["members"]).status_code == 404


def test_a_file_comes_as_it_was_and_to_be_kept_not_run(shelf: Shelf, client_as: ClientAs) -> None:
    answer = file_of(client_as("nobody"), shelf.editions["public"])
    assert answer.content == another_pdf("public")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="public-standards-en-v1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "public, max-age=300"


@pytest.mark.parametrize(("name", "level"), [("contact", "members"), ("contact", "public"), ("policy", "body")])
def test_what_is_answered_to_a_person_is_kept_by_no_cache(
    shelf: Shelf, client_as: ClientAs, name: str, level: str
) -> None:
    assert file_of(client_as(name), shelf.editions[level])["Cache-Control"] == "private, no-store"


def test_nothing_is_had_by_guessing(published: World, shelf: Shelf, client_as: ClientAs) -> None:
    from koinon.rooms.dues.models import Invoice

    invoice = Invoice.objects.get(public_id=story.issued(published))
    stored_paper(invoice)
    digest = Edition.objects.get(public_id=shelf.editions["members"]).sha256
    for client in (client_as("nobody"), client_as("stranger")):
        for path in (
            f"/library/{uuid4()}/download/",
            f"/library/{shelf.documents['members']}/download/",
            f"/library/{invoice.public_id}/download/",
            f"/library/{digest}/",
            f"/library/{digest[:2]}/{digest}",
            f"/media/{digest[:2]}/{digest}",
            f"/private/{digest[:2]}/{digest}",
        ):
            assert client.get(path, follow=True).status_code == 404, path
    assert storage.private_store().has(digest)


def test_no_form_is_taken_where_files_are_handed_out(shelf: Shelf, client_as: ClientAs) -> None:
    address = reverse("edition", args=[shelf.editions["public"]])
    assert client_as("policy").post(address).status_code == 405


def test_an_earlier_version_stays_open_to_those_who_may(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    edition(world, shelf.documents["public"], another_pdf("second"))
    page = client_as("nobody").get("/en/documents/")
    assert "Earlier versions" in words(page)
    assert "version 2 of 14 April 2026" in words(page)
    first = file_of(client_as("nobody"), shelf.editions["public"])
    assert first.content == another_pdf("public")


def test_a_level_that_is_narrowed_or_a_withdrawal_closes_every_version(
    world: World, shelf: Shelf, client_as: ClientAs
) -> None:
    change_document(
        actor=world.actor("policy", TODAY),
        document=shelf.documents["public"],
        details=details(level="members"),
        seen_version=1,
    )
    assert file_of(client_as("nobody"), shelf.editions["public"]).status_code == 404
    assert file_of(client_as("contact"), shelf.editions["public"]).status_code == 200
    withdraw_document(actor=world.actor("policy", TODAY), document=shelf.documents["public"], reason="Old.")
    assert file_of(client_as("contact"), shelf.editions["public"]).status_code == 404
    assert file_of(client_as("policy"), shelf.editions["public"]).status_code == 200


# ---- The public page ----


def test_the_street_reads_what_is_public_and_names_what_is_for_members(shelf: Shelf, client_as: ClientAs) -> None:
    page = client_as("nobody").get("/en/documents/")
    said = words(page)
    assert "Public standards What we do this year. CECOP · 2026" in said
    assert "PDF, " in said
    assert "Members plan 2026" in said
    assert "Sign in to open them" in said
    assert "Secret." not in said
    assert "Body papers" not in said
    for level in ("members", "body"):
        assert str(shelf.editions[level]) not in page.content.decode()
        assert str(shelf.documents[level]) not in page.content.decode()


def test_what_is_over_is_said_plainly(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    published(world, title="Plan of the past", starts_on=date(2021, 1, 1), ends_on=date(2025, 12, 31))
    published(world, title="Plan that ends", ends_on=date(2026, 5, 31))
    said = words(client_as("nobody").get("/en/documents/"))
    assert "Plan of the past Lapsed on 31 December 2025" in said
    assert "2021 to 2025" in said
    assert "Plan that ends Ends on 31 May 2026" in said


def test_a_title_is_text(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    title = "<script>alert(1)</script>\"'"
    _document, public_id = published(world, title=title, summary="<img src=x onerror=alert(1)>")
    for name, address in (("nobody", "/en/documents/"), ("policy", "/desk/library/")):
        assert "<script>alert" not in client_as(name).get(address).content.decode()
    assert file_of(client_as("nobody"), public_id)["Content-Disposition"].endswith(
        'filename="scriptalert1script-en-v1.pdf"'
    )


def test_an_empty_library_says_so(world: World, client_as: ClientAs) -> None:
    assert "No documents yet" in words(client_as("nobody").get("/en/documents/"))


# ---- The members' area ----


def members_page(world: World, client: Client, member: str = "ours", **asked: str) -> Any:
    return client.get(reverse("members:documents", args=[world.organisations[member]]), asked)


def test_a_member_finds_both_levels_and_searches(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    client = client_as("contact")
    said = words(members_page(world, client))
    assert "Members plan Members only Secret." in said
    assert "Public standards" in said
    assert "Body papers" not in said
    found = words(members_page(world, client, q="secret PLAN"))
    assert "Members plan" in found
    assert "Public standards" not in found
    assert "Members plan" not in words(members_page(world, client, level="public"))
    assert "No document fits" in words(members_page(world, client, kind="statutes"))
    assert "Public standards" in words(members_page(world, client, kind="nonsense", level="\x00"))


def test_the_desk_looking_in_finds_no_withdrawn_or_empty_ones(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    added(world, title="Not yet published")
    gone, _edition = published(world, title="Gone")
    withdraw_document(actor=world.actor("policy", TODAY), document=gone, reason="Old.")
    said = words(members_page(world, client_as("policy")))
    assert "Body papers" in said
    assert "Not yet published" not in said
    assert "Gone" not in said


def test_others_and_strangers_find_no_members_page(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    assert members_page(world, client_as("their_contact")).status_code == 404
    assert members_page(world, client_as("former")).status_code == 404
    assert members_page(world, client_as("nobody")).status_code == 302


def test_the_way_in_leads_to_ones_own(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    way = reverse("members:library")
    own = reverse("members:documents", args=[world.organisations["theirs"]])
    assert client_as("their_contact").get(way)["Location"] == own
    assert client_as("former").get(way)["Location"] == reverse("members:home")
    assert client_as("nobody").get(way)["Location"].startswith("/en/sign-in/")


@pytest.mark.parametrize(("name", "place"), [("nobody", "website"), ("contact", "members"), ("policy", "desk")])
def test_pages_take_few_queries_however_many_documents(
    world: World, shelf: Shelf, client_as: ClientAs, max_queries: MaxQueries, name: str, place: str
) -> None:
    row = Document.objects.get(public_id=shelf.documents["public"])
    many = Document.objects.bulk_create(
        Document(title=f"Many {n}", publisher="CECOP", kind=row.kind, level="public") for n in range(120)
    )
    Edition.objects.bulk_create(
        Edition(document=made, language=language, number=number, published_on=TODAY, sha256="0" * 64, size=1)
        for made in many
        for language in ("en", "fr")
        for number in (1, 2)
    )
    addresses = {
        "website": "/en/documents/",
        "members": reverse("members:documents", args=[world.organisations["ours"]]),
        "desk": "/desk/library/?needs=lapsing",
    }
    client = client_as(name)
    with max_queries(20):
        assert client.get(addresses[place]).status_code == 200


def test_the_same_file_is_no_secret_of_its_digest(world: World, shelf: Shelf, client_as: ClientAs) -> None:
    """Two documents may share one stored file; each is asked for by its own level."""
    _document, open_one = published(world, pdf_file(), title="Open")
    _document, closed = published(world, pdf_file(), title="Closed", level="members")
    assert file_of(client_as("nobody"), open_one).status_code == 200
    assert file_of(client_as("nobody"), closed).status_code == 404
