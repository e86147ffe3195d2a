"""What members add to an agenda until the rulebook's day, and the motions on it."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.rooms.assemblies.actions import Question, file_motion, open_vote, supplement_agenda, support_item
from koinon.rooms.assemblies.models import AgendaItem, Motion
from koinon.rooms.assemblies.queries import motions_in_order
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.rooms.assemblies.meeting import CONVENED, Gathering, convened, opened, with_agenda
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import BOARD, World, published_texts, reminded

TITLE = {"title": "A youth network", "words": "We propose one."}


def proposed(found: Gathering, who: str = "contact", on: date = CONVENED, member: str = "ours", **more: Any) -> UUID:
    """A member proposes an item."""
    ours = found.world.organisations[member]
    given = {"meeting": found.id, "member": ours, **TITLE, **more}
    return supplement_agenda(actor=found.actor(who, on), **given).item


@pytest.fixture
def needs_two(world: World) -> World:
    """Rules by which half of those who may vote, two members here, add to the agenda."""
    texts = dict(published_texts())
    texts["assemblies.toml"] = texts["assemblies.toml"].replace('by_share = "1/20"', 'by_share = "1/2"')
    actor = world.actor("secretary_general", date(2026, 2, 10))
    adopt_rulebook(actor=actor, texts=texts, in_force_from=date(2026, 1, 1), decision=BOARD)
    return world


def test_supplement_agenda(world: World) -> None:
    found = convened(world)
    item = AgendaItem.objects.get(public_id=proposed(found, decision="ordinary"))
    assert (item.position, item.label, item.stands) == (10, {"en": "A youth network"}, True)
    assert line_of("assemblies.supplement_agenda", item.public_id).organisation == world.organisations["ours"]


def test_supplement_agenda_refused(world: World) -> None:
    found = convened(world)
    assert refused(proposed, found, on=date(2026, 6, 5)) == "agenda_closed"
    assert refused(proposed, found, "editor") == "not_allowed"
    assert refused(proposed, found, member="theirs") == "not_found"
    assert refused(proposed, found, "network_contact", member="network") == "may_not_vote"
    assert refused(proposed, found, title=" ") == "title_missing"
    assert refused(proposed, found, decision="board") == "not_this_body"
    assert refused(proposed, with_agenda(world)) == "meeting_state"
    assert no_line_of("assemblies.supplement_agenda")
    proposed(found, on=date(2026, 6, 4))


def test_a_member_whose_vote_is_withheld_adds_nothing(published: World, demo: None) -> None:
    reminded(published, on=date(2026, 5, 17))
    found = convened(published)
    assert refused(proposed, found, on=date(2026, 6, 3)) == "may_not_vote"


def test_support_item(needs_two: World) -> None:
    found = convened(needs_two)
    item = proposed(found)
    assert AgendaItem.objects.get(public_id=item).stands is False
    theirs = needs_two.organisations["theirs"]
    support_item(actor=found.actor("their_contact", CONVENED), item=item, member=theirs)
    assert AgendaItem.objects.get(public_id=item).stands is True
    assert line_of("assemblies.support_item", item).organisation == theirs


def test_what_too_few_support_is_not_voted_on(needs_two: World) -> None:
    found = convened(needs_two)
    item = proposed(found, decision="ordinary")
    found.comes("delegate", "their_contact")
    found.opens()
    given = {"item": item, "question": Question()}
    assert refused(open_vote, actor=found.desk(), **given) == "not_on_the_agenda"


def test_support_item_refused(needs_two: World) -> None:
    found = convened(needs_two)
    item, ours = proposed(found), needs_two.organisations["ours"]
    mine = {"actor": found.actor("contact", CONVENED), "member": ours}
    assert refused(support_item, **mine, item=item) == "supported_already"
    assert refused(support_item, **mine, item=found.item("budget")) == "stands_already"
    assert refused(support_item, **mine, item=uuid4()) == "not_found"
    late = {"actor": found.actor("their_contact", date(2026, 6, 5)), "member": needs_two.organisations["theirs"]}
    assert refused(support_item, **late, item=item) == "agenda_closed"
    assert refused(support_item, **{**late, "member": ours}, item=item) == "not_found"
    assert no_line_of("assemblies.support_item")


def filed(found: Gathering, item: UUID, title: str, parent: UUID | None = None, reach: int | None = None) -> UUID:
    """A motion is filed."""
    given = {"item": item, "title": title, "text": f"{title}.", "parent": parent, "reach": reach}
    return file_motion(actor=found.desk(), **given).motion


def test_file_motion(world: World) -> None:
    found = opened(world)
    item = found.item("working_plan")
    motion = filed(found, item, "Plan")
    near = filed(found, item, "Less", motion, 1)
    far = filed(found, item, "Much less", motion, 5)
    filed(found, item, "Much less, slowly", far)
    order = motions_in_order(AgendaItem.objects.get(public_id=item))
    assert [row.title for row in order] == ["Much less, slowly", "Much less", "Less", "Plan"]
    assert line_of("assemblies.file_motion", near).outcome["parent"] == str(motion)


def test_file_motion_refused(world: World) -> None:
    found = opened(world)
    item, elsewhere = found.item("working_plan"), filed(found, found.item("budget"), "Budget")
    given = {"item": item, "title": "Plan", "text": "Words"}
    assert refused(file_motion, actor=found.actor("contact"), **given) == "not_allowed"
    assert refused(file_motion, actor=found.desk(), **{**given, "text": " "}) == "motion_empty"
    assert refused(file_motion, actor=found.desk(), **given, parent=elsewhere) == "parent_elsewhere"
    assert refused(file_motion, actor=found.desk(), **given, reach=-1) == "reach_invalid"
    assert refused(file_motion, actor=found.desk(), **{**given, "item": uuid4()}) == "not_found"
    assert Motion.objects.count() == 1
