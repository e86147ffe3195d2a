"""Documents: put into the library, changed, withdrawn; each with its refusals and its line."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.documents.actions import add_document, change_document, withdraw_document
from koinon.rooms.documents.models import Document
from tests.rooms.documents.library import TODAY, added, details, published
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import STAFF, World

pytestmark = pytest.mark.django_db
KEEPERS = ("secretary_general", "communications", "policy")


def row(public_id: Any) -> Document:
    return Document.objects.get(public_id=public_id)


@pytest.mark.parametrize("role", KEEPERS)
def test_a_document_is_added(world: World, role: str) -> None:
    actor = world.actor(role, TODAY)
    document = add_document(actor=actor, details=details(title="  Working   plan ")).document
    kept = row(document)
    assert (kept.title, kept.level, kept.ends_on) == ("Working plan", "public", date(2026, 12, 31))
    line = line_of("documents.add_document", document)
    assert line.actor == actor.person
    assert line.inputs["details"]["publisher"] == "CECOP"


@pytest.mark.parametrize("who", [*(role for role in STAFF if role not in KEEPERS), "contact", "stranger", "nobody"])
def test_nobody_else_keeps_the_library(world: World, who: str) -> None:
    document, actor = added(world), world.actor(who, TODAY)
    assert refused(add_document, actor=actor, details=details()) == "not_allowed"
    change: dict[str, Any] = {"document": document, "details": details(level="members"), "seen_version": 1}
    assert refused(change_document, actor=actor, **change) == "not_allowed"
    assert refused(withdraw_document, actor=actor, document=document, reason="Old.") == "not_allowed"
    assert row(document).level == "public"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "details_missing"),
        ({"publisher": ""}, "details_missing"),
        ({"summary": "x" * 601}, "details_too_long"),
        ({"kind": "poem"}, "choice_unknown"),
        ({"level": "nobody"}, "choice_unknown"),
        ({"level": "body"}, "body_needed"),
        ({"body": uuid4()}, "body_needed"),
        ({"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 31)}, "dates_reversed"),
        ({"position": 10_000}, "position_wrong"),
        ({"position": -1}, "position_wrong"),
        ({"replaces": uuid4()}, "not_found"),
    ],
)
def test_details_that_cannot_stand_are_refused(world: World, changes: dict[str, Any], code: str) -> None:
    actor = world.actor("policy", TODAY)
    assert refused(add_document, actor=actor, details=details(**changes)) == code
    assert not Document.objects.exists()
    assert no_line_of("documents.add_document")


def test_details_change_and_files_stay(world: World) -> None:
    document, _edition = published(world)
    before = row(document).editions.values().get()
    new = details(title="Plan", level="members", ends_on=None)
    change_document(actor=world.actor("policy", TODAY), document=document, details=new, seen_version=1)
    assert (row(document).title, row(document).level, row(document).version) == ("Plan", "members", 2)
    assert row(document).editions.values().get() == before
    assert line_of("documents.change_document", document).inputs["details"]["level"] == "members"


def test_a_stale_change_is_refused(world: World) -> None:
    document, actor = added(world), world.actor("policy", TODAY)
    change_document(actor=actor, document=document, details=details(title="First"), seen_version=1)
    second: dict[str, Any] = {"document": document, "details": details(title="Second"), "seen_version": 1}
    assert refused(change_document, actor=actor, **second) == "stale"
    assert row(document).title == "First"


def test_each_document_has_one_successor_and_none_follows_itself(world: World) -> None:
    actor, old = world.actor("policy", TODAY), added(world)
    new = added(world, title="New", replaces=old)
    assert refused(add_document, actor=actor, details=details(replaces=old)) == "followed_already"
    for document, follows in ((old, new), (old, old)):
        change: dict[str, Any] = {"document": document, "details": details(replaces=follows), "seen_version": 1}
        assert refused(change_document, actor=actor, **change) in {"follows_itself", "followed_already"}
    kept = details(title="New", replaces=old)
    change_document(actor=actor, document=new, details=kept, seen_version=1)
    assert row(new).replaces == row(old)


def test_a_document_is_withdrawn_and_stays_in_the_record(world: World) -> None:
    document, edition = published(world)
    actor = world.actor("communications", TODAY)
    withdraw_document(actor=actor, document=document, reason=" A page is missing. ")
    assert (row(document).withdrawn_on, row(document).reason) == (TODAY, "A page is missing.")
    assert row(document).editions.get().public_id == edition
    assert line_of("documents.withdraw_document", document).outcome["reason"] == "A page is missing."


def test_withdrawing_needs_a_reason_and_is_done_once(world: World) -> None:
    document, actor = added(world), world.actor("communications", TODAY)
    assert refused(withdraw_document, actor=actor, document=document, reason="  ") == "reason_needed"
    withdraw_document(actor=actor, document=document, reason="Old.")
    assert refused(withdraw_document, actor=actor, document=document, reason="Older.") == "document_withdrawn"
    change: dict[str, Any] = {"document": document, "details": details(), "seen_version": 2}
    assert refused(change_document, actor=actor, **change) == "document_withdrawn"
    assert refused(withdraw_document, actor=actor, document=uuid4(), reason="Old.") == "not_found"
