"""The sweep in the house: invoices, versions of documents and papers of applications stay, whatever else is there."""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from koinon.adapters.storage import private_store
from koinon.core.models import JournalEntry
from koinon.rooms.documents.actions import erase_files, withdraw_document
from koinon.rooms.documents.jobs import erase
from koinon.rooms.documents.models import Edition
from koinon.rooms.dues.models import Invoice
from koinon.rooms.dues.papers import stored_paper
from tests.rooms.documents import library
from tests.rooms.documents.library import TODAY, another_pdf
from tests.rooms.outcomes import no_line_of, refused
from tests.world import World, issued


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path


def old(content: bytes) -> str:
    """A file that was put long ago, with no record."""
    digest = private_store().put(content)
    for path in private_store().root.rglob("*"):
        os.utime(path, (0, 0))
    return digest


def test_erase_files(world: World) -> None:
    digest = old(b"of a draft that was erased")
    outcome = erase_files(actor=world.actor("system", TODAY))
    assert (outcome.count, private_store().has(digest)) == (1, False)
    line = JournalEntry.objects.get(action="documents.erase_files")
    assert (line.actor_kind, line.outcome) == ("system", {"count": 1})


def test_erase_files_refused(world: World) -> None:
    assert refused(erase_files, actor=world.actor("system", TODAY)) == "nothing_to_erase"
    digest = old(b"of a draft that was erased")
    for who in ("secretary_general", "technician", "nobody"):
        assert refused(erase_files, actor=world.actor(who, TODAY)) == "not_allowed"
    assert private_store().has(digest)
    assert no_line_of("documents.erase_files")


def test_what_a_record_points_to_stays(published: World) -> None:
    invoice = Invoice.objects.get(public_id=issued(published))
    stored_paper(invoice)
    document, _first = library.published(published)
    library.edition(published, document, another_pdf("second"))
    actor = published.actor("communications", TODAY)
    withdraw_document(actor=actor, document=document, reason="It was wrong.")
    stray = old(b"of nobody")
    assert [erase(), erase()] == [1, 0]
    kept = {Invoice.objects.get(pk=invoice.pk).paper, *Edition.objects.values_list("sha256", flat=True)}
    assert {path.name for path in private_store().root.rglob("*") if path.is_file()} == kept
    assert (len(kept), stray in kept) == (3, False)
