"""The library at the desk: the way of a document from being added to being withdrawn, and what Today says of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from koinon.rooms.bodies.queries import bodies_by_key
from koinon.rooms.documents.actions import change_document, withdraw_document
from koinon.rooms.documents.models import Document, Edition
from koinon.rooms.documents.queries import visible_edition
from tests.rooms.bodies.board import board
from tests.rooms.documents.library import TODAY, added, details, edition, office_file, pdf_file, published
from tests.world import World

pytestmark = pytest.mark.django_db
ClientAs = Callable[[str], Client]
MaxQueries = Callable[..., AbstractContextManager[Any]]
LISTED, PUBLIC = "/desk/library/", "/en/documents/"
NEW = {
    "title": "Working plan",
    "summary": "What we do this year.",
    "publisher": "CECOP",
    "kind": "plan",
    "level": "members",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "position": "10",
}


@pytest.fixture(autouse=True)
def today(calendar: Callable[..., None]) -> None:
    calendar(TODAY)


def words(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def form_on(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").find("form", method="post")


def step(name: str, document: Any) -> str:
    return reverse(f"desk:{name}", args=[document])


def keyed(**given: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), **given}


def upload(content: bytes | None = None, name: str = "plan.pdf") -> SimpleUploadedFile:
    # What the browser says of the type counts for nothing.
    return SimpleUploadedFile(name, pdf_file() if content is None else content, content_type="application/pdf")


def test_a_document_goes_its_whole_way(world: World, client_as: ClientAs) -> None:
    client = client_as("communications")
    answer = client.post(reverse("desk:add-document"), keyed(**NEW))
    row = Document.objects.get()
    assert answer["Location"] == step("publish-edition", row.public_id)
    form = form_on(client.get(answer["Location"]))
    assert form["enctype"] == "multipart/form-data"
    sent = client.post(answer["Location"], keyed(language="en", file=upload()), follow=True)
    assert "The version is published." in words(sent)
    assert "version 1 of 14 April 2026" in words(sent)
    change = keyed(**{**NEW, "level": "public"}, seen_version=row.version)
    assert "The details are changed." in words(client.post(step("change-document", row.public_id), change, follow=True))
    assert "Working plan" in words(client_as("nobody").get("/en/documents/"))
    gone = client.post(step("withdraw-document", row.public_id), keyed(reason="Wrong.", seen_version=2), follow=True)
    assert "Withdrawn on 14 April 2026: Wrong." in words(gone)
    assert step("publish-edition", row.public_id) not in gone.content.decode()
    assert "Working plan" not in words(client_as("nobody").get("/en/documents/"))


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<script>alert(1)</script>", "plan.html", "Files of this type are not taken."),
        (b"<script>alert(1)</script>", "plan.pdf", "The file is not what its name says."),
        (office_file({"word/vbaProject.bin": "x"}), "plan.docx", "The file holds scripts, macros"),
    ],
)
def test_a_hostile_file_is_refused_in_words_and_nothing_is_kept(
    world: World, client_as: ClientAs, content: bytes, name: str, said: str
) -> None:
    document = added(world)
    given = keyed(language="en", file=upload(content, name))
    answer = client_as("policy").post(step("publish-edition", document), given)
    assert answer.status_code == 409
    assert said in words(answer)
    assert "Nothing was changed." in words(answer)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(
    "given",
    [{}, {"link": "https://example.org/", "file": b"%PDF-"}, {"link": "javascript:alert(1)"}, {"file": b""}],
)
def test_neither_both_nor_nonsense(world: World, client_as: ClientAs, given: dict[str, Any]) -> None:
    if "file" in given:
        given = {**given, "file": upload(given["file"])}
    answer = client_as("policy").post(step("publish-edition", added(world)), keyed(language="en", **given))
    assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_a_request_that_is_too_large_is_refused_before_it_is_kept(
    world: World, client_as: ClientAs, settings: Any
) -> None:
    settings.KOINON_LARGEST_UPLOAD = 200
    answer = client_as("policy").post(step("publish-edition", added(world)), keyed(language="en", file=upload()))
    assert answer.status_code == 413
    assert "What you sent is too large" in words(answer)
    assert "Nothing was changed." in words(answer)
    assert not Edition.objects.exists()


def test_a_placeholder_is_marked_until_the_document_follows(world: World, client_as: ClientAs) -> None:
    client, document = client_as("communications"), added(world, level="public")
    address, page = step("publish-edition", document), reverse("desk:document", args=[document])
    assert form_on(client.get(address))
    client.post(address, keyed(language="en", file=upload(), placeholder="on"))
    marked = ((client, page), (client, LISTED), (client, f"{LISTED}?needs=placeholder"), (client_as("nobody"), PUBLIC))
    for browser, where in marked:
        assert "placeholder" in words(browser.get(where))
    client.post(address, keyed(language="en", file=upload()))  # the same file: the mark was set by mistake
    assert [row.placeholder for row in Edition.objects.order_by("number")] == [True, False]
    assert words(client.get(page)).count("placeholder") == 1, "the earlier version keeps its mark"
    assert "placeholder" not in words(client.get(LISTED))
    assert "placeholder" not in words(client_as("nobody").get(PUBLIC))
    assert "No document fits" in words(client.get(f"{LISTED}?needs=placeholder"))
    again = client.post(address, keyed(language="en", file=upload()))
    assert (again.status_code, Edition.objects.count()) == (409, 2)


def test_a_button_pressed_twice_publishes_once(world: World, client_as: ClientAs) -> None:
    client, address = client_as("policy"), step("publish-edition", added(world))
    key = str(uuid4())
    for _press in range(2):
        assert client.post(address, {"key": key, "language": "en", "file": upload()}).status_code == 302
    assert Edition.objects.count() == 1


def test_a_stale_form_changes_nothing(world: World, client_as: ClientAs) -> None:
    document = added(world)
    change_document(
        actor=world.actor("policy", TODAY), document=document, details=details(title="Newer"), seen_version=1
    )
    answer = client_as("policy").post(step("change-document", document), keyed(**NEW, seen_version=1))
    assert answer.status_code == 409
    assert "Somebody changed this while you had it open." in words(answer)
    assert Document.objects.get().title == "Newer"


def test_a_document_for_one_body_is_opened_by_those_who_sit_in_it(world: World, client_as: ClientAs) -> None:
    board(world)
    body, client = bodies_by_key()["board"].public_id, client_as("policy")
    new = {**NEW, "level": "body"}
    page = client.get(reverse("desk:add-document"))
    assert form_on(page).find("option", value=str(body)).get_text() == "Board"
    refused = client.post(reverse("desk:add-document"), keyed(**new))
    assert refused.status_code == 409
    assert "A document for one body needs that body" in words(refused)
    client.post(reverse("desk:add-document"), keyed(**new, body=str(body)))
    row = Document.objects.get()
    assert (row.level, row.body) == ("body", body)
    opened = edition(world, row.public_id)
    for name, may in (("contact", True), ("their_contact", True), ("finance_contact", False), ("nobody", False)):
        assert (visible_edition(world.actor(name, TODAY), opened) is not None) == may, name
    # Changing its details keeps it with its body.
    form = form_on(client.get(step("change-document", row.public_id)))
    assert form.find("option", value=str(body), selected=True)


@pytest.mark.parametrize("name", ["auditor", "treasurer", "membership"])
def test_who_only_reads_is_offered_no_step_and_takes_none(world: World, client_as: ClientAs, name: str) -> None:
    document, _edition = published(world)
    client = client_as(name)
    page = client.get(reverse("desk:document", args=[document]))
    assert step("publish-edition", document) not in page.content.decode()
    assert reverse("desk:add-document") not in client.get(reverse("desk:documents")).content.decode()
    for place in ("publish-edition", "change-document", "withdraw-document"):
        assert client.post(step(place, document), keyed(**NEW, reason="x", language="en")).status_code == 403


def test_the_technician_and_members_find_no_library_at_the_desk(world: World, client_as: ClientAs) -> None:
    document, _edition = published(world)
    for name in ("technician", "contact"):
        assert client_as(name).get(reverse("desk:document", args=[document])).status_code == 404


def test_the_list_narrows_searches_and_exports(world: World, client_as: ClientAs) -> None:
    client, address = client_as("auditor"), reverse("desk:documents")
    published(world, title="Lapsed plan", ends_on=date(2026, 4, 1))
    added(world, title="Empty plan", level="members")
    gone, _edition = published(world, title="Gone plan")
    withdraw_document(actor=world.actor("policy", TODAY), document=gone, reason="Old.")
    everything = words(client.get(address))
    assert all(state in everything for state in ("Lapsed", "Not published yet", "Withdrawn"))
    for asked, only in (
        ({"needs": "lapsing"}, "Lapsed plan"),
        ({"needs": "empty"}, "Empty plan"),
        ({"level": "members"}, "Empty plan"),
        ({"q": "gone"}, "Gone plan"),
    ):
        said = words(client.get(address, asked))
        assert [t for t in ("Lapsed plan", "Empty plan", "Gone plan") if t in said] == [only]
    assert b"Lapsed plan" in b"".join(client.get(address, {"export": "csv"}).streaming_content)


def today_rows(client: Client) -> str:
    return words(client.get("/desk/"))


def test_today_asks_what_follows_until_something_does(
    world: World, client_as: ClientAs, max_queries: MaxQueries
) -> None:
    client = client_as("communications")
    assert "nothing follows" not in today_rows(client)
    lapsed, _edition = published(world, title="Strategy", ends_on=TODAY - timedelta(days=1))
    published(world, title="Plan", ends_on=TODAY + timedelta(days=60))
    with max_queries(20):
        said = today_rows(client)
    assert "2 documents have lapsed or end soon, and nothing follows them" in said
    assert "Strategy, Plan" in said
    assert "Lapsed on 13 April 2026, and nothing follows it." in words(client.get(step("document", lapsed)))
    published(world, title="Next", replaces=lapsed, ends_on=None)
    assert "1 document has lapsed or ends soon, and nothing follows it" in today_rows(client)
    assert "Followed by Next" in words(client.get(step("document", lapsed)))


def test_a_documents_page_takes_few_queries(world: World, client_as: ClientAs, max_queries: MaxQueries) -> None:
    document, _edition = published(world)
    client = client_as("secretary_general")
    with max_queries(20):
        said = words(client.get(step("document", document)))
    assert "Publish a version of a document" in said
