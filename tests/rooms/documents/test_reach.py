"""Who may open what: by level, by the rulebook's entitlement, by membership and mandate of today."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from koinon.core.decisions import DecisionReference
from koinon.rooms.documents.actions import withdraw_document
from koinon.rooms.documents.queries import (
    announced_documents,
    holding,
    lapsing_documents,
    reach_of,
    visible_documents,
    visible_edition,
)
from koinon.rooms.memberships.actions import end_membership
from koinon.rooms.people.models import Mandate
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests import world as story
from tests.rooms.documents.library import TODAY, added, edition, published
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> UUID:
    return uuid4()


@pytest.fixture
def levels(world: World, body: UUID) -> dict[str, UUID]:
    """A published document of each level; gives the public ids of the versions."""
    return {
        "public": published(world)[1],
        "members": published(world, level="members")[1],
        "body": published(world, level="body", body=body)[1],
        "other_body": published(world, level="body", body=uuid4())[1],
    }


def seat(world: World, name: str, body: UUID, ends_on: date | None = None) -> None:
    """Somebody sits in a body."""
    Mandate.objects.create(
        person=world.person(name), over="body", subject=body, role="member", starts_on=date(2025, 1, 1), ends_on=ends_on
    )


def seen(world: World, name: str, levels: dict[str, UUID], on: date = TODAY) -> set[str]:
    """The levels of which somebody may open the document; the list and the single file agree."""
    actor = world.actor(name, on)
    listed = set(visible_documents(actor).values_list("editions__public_id", flat=True))
    single = {level for level, public_id in levels.items() if visible_edition(actor, public_id)}
    assert single == {level for level, public_id in levels.items() if public_id in listed}
    return single


ALL = {"public", "members", "body", "other_body"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nobody", {"public"}),
        ("stranger", {"public"}),
        ("former", {"public"}),
        ("technician", {"public"}),
        *((name, {"public", "members"}) for name in story.MANDATED),
        *((role, ALL) for role in story.STAFF if role != "technician"),
    ],
)
def test_each_sees_what_is_for_them(world: World, levels: dict[str, UUID], name: str, expected: set[str]) -> None:
    assert seen(world, name, levels) == expected


def test_who_sits_in_a_body_sees_its_documents_while_they_sit_there(
    world: World, levels: dict[str, UUID], body: UUID
) -> None:
    seat(world, "stranger", body, ends_on=TODAY)
    assert seen(world, "stranger", levels) == {"public", "body"}
    assert seen(world, "stranger", levels, TODAY + timedelta(days=1)) == {"public"}
    seat(world, "delegate", body)
    assert seen(world, "delegate", levels) == {"public", "members", "body"}


def test_a_member_in_arrears_keeps_the_right(published: World) -> None:
    found = documents_of(published)
    story.reminded(published)
    assert seen(published, "contact", found, date(2026, 6, 3)) == {"public", "members"}


def test_where_the_rulebook_does_not_protect_it_arrears_take_it(published: World) -> None:
    found = documents_of(published)
    texts = dict(story.published_texts())
    texts["invoicing.toml"] = texts["invoicing.toml"].replace(
        'rights_lost = ["vote"]', 'rights_lost = ["vote", "resources"]'
    )
    before, after = texts["entitlements.toml"].split("[entitlements.resources]")
    unprotected = after.replace("protected = true", "protected = false", 1)
    texts["entitlements.toml"] = f"{before}[entitlements.resources]{unprotected}"
    adopt_rulebook(
        actor=published.actor("secretary_general", date(2026, 2, 11)),
        texts=texts,
        in_force_from=date(2026, 1, 1),
        decision=DecisionReference("Board", date(2026, 2, 10), "B2026/3"),
    )
    assert seen(published, "contact", found) == {"public", "members"}
    story.reminded(published)
    assert seen(published, "contact", found, date(2026, 6, 3)) == {"public"}


def documents_of(world: World) -> dict[str, UUID]:
    from tests.rooms.documents import library

    return {
        "public": library.published(world)[1],
        "members": library.published(world, level="members")[1],
    }


def test_the_right_ends_with_the_membership(world: World, levels: dict[str, UUID]) -> None:
    end_membership(
        actor=world.actor("secretary_general", date(2026, 4, 1)),
        membership=world.memberships["ours"],
        event="resign",
        ends_on=TODAY,
        decision=story.BOARD,
    )
    assert seen(world, "contact", levels) == {"public", "members"}
    assert seen(world, "contact", levels, TODAY + timedelta(days=1)) == {"public"}
    assert seen(world, "their_contact", levels, TODAY + timedelta(days=1)) == {"public", "members"}


def test_before_the_first_rulebook_nobody_has_the_right(world: World) -> None:
    assert not reach_of(world.actor("contact", date(2025, 6, 1))).members


def test_withdrawn_and_unpublished_documents_are_for_the_desk_alone(world: World, levels: dict[str, UUID]) -> None:
    draft, keeper = added(world, title="Draft"), world.actor("policy", TODAY)
    gone, version = published(world, title="Gone")
    withdraw_document(actor=keeper, document=gone, reason="Wrong file.")
    shown = set(visible_documents(world.actor("contact", TODAY)).values_list("public_id", flat=True))
    assert not shown & {draft, gone}
    assert visible_edition(world.actor("contact", TODAY), version) is None
    assert visible_edition(keeper, version) is not None
    assert {draft, gone} <= set(visible_documents(keeper).values_list("public_id", flat=True))


def test_the_street_knows_of_members_documents_and_of_no_bodys(world: World, levels: dict[str, UUID]) -> None:
    assert set(announced_documents().values_list("level", flat=True)) == {"public", "members"}


def test_what_lapses_is_found_until_something_published_follows(world: World) -> None:
    actor = world.actor("policy", TODAY)
    lapsed, _v = published(world, title="Old", starts_on=date(2021, 1, 1), ends_on=date(2025, 12, 31))
    soon, _v = published(world, title="Soon", ends_on=TODAY + timedelta(days=60))
    published(world, title="Later", ends_on=TODAY + timedelta(days=61))
    published(world, title="Always", ends_on=None)
    gone, _v = published(world, title="Gone", ends_on=TODAY)
    withdraw_document(actor=actor, document=gone, reason="Old.")
    assert [row.public_id for row in lapsing_documents(actor)] == [lapsed, soon]
    successor = added(world, title="New", replaces=lapsed, ends_on=None)
    assert [row.public_id for row in lapsing_documents(actor)] == [lapsed, soon]
    edition(world, successor)
    assert [row.public_id for row in lapsing_documents(actor)] == [soon]


def test_words_are_found_whatever_their_capitals(world: World) -> None:
    published(world, title="Économie sociale", summary="Standards of work.")
    rows = visible_documents(world.actor("nobody", TODAY))
    assert holding(rows, "économie WORK").count() == 1
    assert holding(rows, "économie nothing").count() == 0
    assert holding(rows, "%").count() == 0


def test_an_actor_is_computed_with_the_bodies_of_the_day(world: World, body: UUID) -> None:
    seat(world, "delegate", body)
    actor = world.actor("delegate", TODAY)
    assert actor.bodies == {body}
    assert replace(actor, bodies=frozenset()).mandates == actor.mandates
