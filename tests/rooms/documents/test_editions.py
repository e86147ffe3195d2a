"""Versions: published as a file or a link, numbered, and never edited; what must not be published is refused."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from koinon.adapters import storage
from koinon.rooms.documents.actions import publish_edition, withdraw_document
from koinon.rooms.documents.files import Link, Upload, stored_file
from koinon.rooms.documents.models import Document, Edition
from tests.rooms.documents.library import TODAY, added, another_pdf, edition, office_file, pdf_file, published
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_as_it_was_sent(world: World) -> None:
    content, actor, document = pdf_file(), world.actor("policy", TODAY), added(world)
    source = Upload("../Plan 2026.pdf", content)
    made = publish_edition(actor=actor, document=document, language="en", source=source)
    row = Edition.objects.get(public_id=made.edition)
    assert stored_file(row) == content
    assert (row.file_name, row.file_type, row.size, row.number) == ("Plan 2026.pdf", "pdf", len(content), 1)
    assert (row.published_on, row.published_by) == (TODAY, actor.person)
    line = line_of("documents.publish_edition", document)
    assert line.outcome["sha256"] == row.sha256
    assert line.inputs["source"] == {"name": "../Plan 2026.pdf", "content": row.sha256}


def test_a_link_is_published_without_a_file(world: World) -> None:
    document = added(world)
    link = Link(" https://example.org/plan.pdf ")
    actor = world.actor("policy", TODAY)
    made = publish_edition(actor=actor, document=document, language="en", source=link)
    row = Edition.objects.get(public_id=made.edition)
    assert (row.link, row.sha256, row.size) == ("https://example.org/plan.pdf", "", None)


def test_a_new_version_follows_and_the_old_stays(world: World) -> None:
    document, first = published(world)
    second = edition(world, document, another_pdf("second"))
    french = edition(world, document, another_pdf("deuxième"), "fr")
    numbers = dict(Edition.objects.values_list("public_id", "number"))
    assert numbers == {first: 1, second: 2, french: 1}
    assert stored_file(Edition.objects.get(public_id=first)) == pdf_file()


def test_the_same_file_twice_is_no_new_version(world: World) -> None:
    document, _first = published(world)
    again: dict[str, Any] = {"document": document, "language": "en", "source": Upload("b.pdf", pdf_file())}
    assert refused(publish_edition, actor=world.actor("policy", TODAY), **again) == "same_as_before"
    assert Edition.objects.count() == 1


def test_sent_twice_under_one_key_it_is_published_once(world: World) -> None:
    document, actor = added(world), world.actor("policy", TODAY)
    source = Upload("plan.pdf", pdf_file())
    sent = [
        publish_edition.once("key", actor=actor, document=document, language="en", source=source) for _try in range(2)
    ]
    assert sent[0] == sent[1]
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (Upload("plan.pdf", b""), "file_empty"),
        (Upload("plan.html", b"<script>"), "file_type_unknown"),
        (Upload("plan.pdf", b"<script>"), "file_not_its_type"),
        (Upload("plan.pdf", b"%PDF-1.7"), "file_unreadable"),
        (Upload("plan.docx", office_file({"word/vbaProject.bin": "x"})), "file_active"),
        (Link("javascript:alert(1)"), "link_wrong"),
        (Link("http://example.org/"), "link_wrong"),
        (Link("https://name:secret@example.org/"), "link_wrong"),
        (Link("https://[::1"), "link_wrong"),
        (Link("https://example.org/" + "x" * 500), "link_wrong"),
        (Link(""), "link_wrong"),
    ],
)
def test_what_must_not_be_published_is_refused(world: World, source: Any, code: str) -> None:
    given: dict[str, Any] = {"document": added(world), "language": "en", "source": source}
    assert refused(publish_edition, actor=world.actor("policy", TODAY), **given) == code
    assert not Edition.objects.exists()
    assert no_line_of("documents.publish_edition")


def test_a_file_that_is_too_large_is_refused(world: World, settings: Any) -> None:
    settings.KOINON_LARGEST_UPLOAD = 100
    given: dict[str, Any] = {"document": added(world), "language": "en", "source": Upload("plan.pdf", pdf_file())}
    assert refused(publish_edition, actor=world.actor("policy", TODAY), **given) == "file_too_large"


@pytest.mark.parametrize("who", ["auditor", "contact", "nobody"])
def test_nobody_else_publishes(world: World, who: str) -> None:
    given: dict[str, Any] = {"document": added(world), "language": "en", "source": Upload("plan.pdf", pdf_file())}
    assert refused(publish_edition, actor=world.actor(who, TODAY), **given) == "not_allowed"


def test_nothing_is_published_of_a_withdrawn_or_unknown_document_or_in_no_language(world: World) -> None:
    document, actor = added(world), world.actor("policy", TODAY)
    source = Upload("plan.pdf", pdf_file())
    assert refused(publish_edition, actor=actor, document=document, language="../en", source=source) == (
        "language_unknown"
    )
    assert refused(publish_edition, actor=actor, document=uuid4(), language="en", source=source) == "not_found"
    withdraw_document(actor=actor, document=document, reason="Old.")
    assert refused(publish_edition, actor=actor, document=document, language="en", source=source) == (
        "document_withdrawn"
    )


def test_damage_on_disk_is_noticed(world: World) -> None:
    _document, public_id = published(world)
    row = Edition.objects.get(public_id=public_id)
    storage.private_store()._place(row.sha256).write_bytes(b"other")
    with pytest.raises(storage.FileDamaged):
        stored_file(row)
    storage.private_store()._place(row.sha256).unlink()


def test_the_tables_hold_the_rules_too(world: World) -> None:
    row = Document.objects.get(public_id=added(world))
    for wrong in ({}, {"sha256": "0" * 64, "link": "https://example.org/"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(document=row, language="en", number=1, published_on=TODAY, **wrong)
