"""A document is adopted in the versions that were published by the day of the decision."""

from collections.abc import Callable
from datetime import date

from django.test import Client

from koinon.core.decisions import DecisionReference
from koinon.rooms.documents.actions import adopt_document, withdraw_document
from koinon.rooms.documents.models import Adoption, Document
from koinon.rooms.documents.queries import editions_of
from tests.rooms.documents import library
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World

DECIDED = DecisionReference("General Assembly", date(2026, 6, 18), "GA2026/3")
AFTER = date(2026, 6, 19)


def test_adopt_document(world: World) -> None:
    document, first = library.published(world)
    second = library.edition(world, document, library.another_pdf("second"))
    french = library.edition(world, document, library.another_pdf("French"), "fr")
    done = adopt_document(actor=world.actor("secretary_general", AFTER), document=document, decision=DECIDED)
    assert set(done.editions) == {second, french}
    row = Document.objects.get(public_id=document)
    adopted = {edition.public_id for edition in editions_of([row.pk])[row.pk] if edition.adoptions.all()}
    assert adopted == {second, french}
    assert first not in done.editions
    assert line_of("documents.adopt_document", document).outcome["adopted_on"] == "2026-06-18"


def test_adopt_document_refuses(world: World) -> None:
    actor = world.actor("secretary_general", AFTER)
    empty = library.added(world)
    assert refused(adopt_document, actor=actor, document=empty, decision=DECIDED) == "nothing_published"
    document, _edition = library.published(world, title="Another plan")
    assert (
        refused(adopt_document, actor=world.actor("policy", AFTER), document=document, decision=DECIDED)
        == "not_allowed"
    )
    assert no_line_of("documents.adopt_document")
    adopt_document(actor=actor, document=document, decision=DECIDED)
    assert refused(adopt_document, actor=actor, document=document, decision=DECIDED) == "adopted_already"
    assert Adoption.objects.count() == 1


def test_what_was_withdrawn_is_not_adopted(world: World) -> None:
    document, _edition = library.published(world)
    withdraw_document(actor=world.actor("communications"), document=document, reason="Replaced.")
    actor = world.actor("secretary_general", AFTER)
    assert refused(adopt_document, actor=actor, document=document, decision=DECIDED) == "document_withdrawn"


def test_what_was_laid_out_after_the_decision_is_what_was_adopted(world: World) -> None:
    document, edition = library.published(world)
    earlier = DecisionReference("General Assembly", date(2025, 5, 22), "GA2025/1")
    done = adopt_document(actor=world.actor("secretary_general", AFTER), document=document, decision=earlier)
    assert done.editions == (edition,)


def test_whoever_opens_the_library_reads_by_whom_it_was_adopted(
    world: World, client_as: Callable[[str], Client]
) -> None:
    document, _edition = library.published(world)
    adopt_document(actor=world.actor("secretary_general", AFTER), document=document, decision=DECIDED)
    words = "adopted by General Assembly on 18 June 2026 (GA2026/3)"
    assert words in client_as("nobody").get("/en/documents/").text
    assert words in client_as("communications").get(f"/desk/library/{document}/").text
