"""A paper comes after the agenda was set; what is there already stays."""

from uuid import UUID, uuid4

import pytest

from koinon.rooms.assemblies.actions import cancel_meeting, put_paper
from koinon.rooms.assemblies.models import AgendaItem
from koinon.rooms.documents.actions import DocumentDetails, add_document
from tests.rooms.assemblies.meeting import CONVENED, PLANNED, convened
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World


def paper(world: World, title: str = "Accounts 2025") -> UUID:
    """A document of the library."""
    details = DocumentDetails(title, "CECOP", "report", "members")
    return add_document(actor=world.actor("secretary_general", PLANNED), details=details).document


def test_put_paper(world: World) -> None:
    found, document = convened(world), paper(world)
    item = found.item("accounts")
    put_paper(actor=found.desk(CONVENED), item=item, document=document, key="accounts")
    put_paper(actor=found.desk(CONVENED), item=item, document=paper(world, "Notes"))
    kept = AgendaItem.objects.get(public_id=item).papers.all()
    assert [(row.key, row.document.title) for row in kept] == [("accounts", "Accounts 2025"), ("", "Notes")]
    assert line_of("assemblies.put_paper", item).outcome["meeting"] == str(found.id)


@pytest.mark.parametrize(("key", "code"), [("minutes", "paper_unasked"), ("accounts", "paper_there_already")])
def test_put_paper_refused(world: World, key: str, code: str) -> None:
    found, item = convened(world), None
    item = found.item("accounts")
    put_paper(actor=found.desk(CONVENED), item=item, document=paper(world), key="accounts")
    other = paper(world, "Others")
    assert refused(put_paper, actor=found.desk(CONVENED), item=item, document=other, key=key) == code


def test_a_paper_stands_on_an_item_once(world: World) -> None:
    found, document = convened(world), paper(world)
    item, desk = found.item("accounts"), found.desk(CONVENED)
    put_paper(actor=desk, item=item, document=document)
    assert refused(put_paper, actor=desk, item=item, document=document) == "paper_there_already"
    assert refused(put_paper, actor=desk, item=item, document=uuid4()) == "paper_missing"
    assert refused(put_paper, actor=desk, item=uuid4(), document=document) == "not_found"


def test_papers_are_for_the_secretariat_while_the_meeting_is_ahead(world: World) -> None:
    found, document = convened(world), paper(world)
    item = found.item("accounts")
    for who in ("treasurer", "contact"):
        assert refused(put_paper, actor=found.actor(who, CONVENED), item=item, document=document) == "not_allowed"
    cancel_meeting(actor=found.desk(CONVENED), meeting=found.id, reason="Postponed.")
    assert refused(put_paper, actor=found.desk(CONVENED), item=item, document=document) == "meeting_state"
    assert no_line_of("assemblies.put_paper")
