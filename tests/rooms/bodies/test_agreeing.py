"""What people agree to have published of their seat, and what they let be counted of themselves."""

from uuid import UUID, uuid4

import pytest

from koinon.core.models import JournalEntry
from koinon.rooms.bodies.actions import agree_to_publish, describe_oneself
from koinon.rooms.bodies.models import SelfDescription
from koinon.rooms.bodies.queries import genders_of
from tests.rooms.bodies.board import board, row_of
from tests.rooms.outcomes import line_of, refused
from tests.world import World


@pytest.fixture
def president(world: World) -> UUID:
    """The president of a whole Board."""
    return board(world)["contact"]


@pytest.mark.parametrize("who", ["contact", "membership"])
def test_agree_to_publish_and_take_it_back(world: World, president: UUID, who: str) -> None:
    """By whoever sits there, or at the desk on their word. Before anybody agrees, nothing is published."""
    actor = world.actor(who)
    assert row_of(president).publish == "nothing"
    agree_to_publish(actor=actor, seat=president, publish="name")
    assert (row_of(president).publish, row_of(president).agreed_at) == ("name", actor.at)
    assert line_of("bodies.agree_to_publish", president).outcome["publish"] == "name"
    agree_to_publish(actor=actor, seat=president, publish="nothing")
    assert (row_of(president).publish, row_of(president).agreed_at) == ("nothing", None)


def test_agree_to_publish_refused(world: World, president: UUID) -> None:
    assert refused(agree_to_publish, actor=world.actor("contact"), seat=president, publish="all") == "choice_unknown"
    assert (
        refused(agree_to_publish, actor=world.actor("contact"), seat=president, publish="nothing") == "agreed_already"
    )
    assert refused(agree_to_publish, actor=world.actor("contact"), seat=uuid4(), publish="name") == "not_found"
    # Nobody agrees for somebody else: not a colleague, not another member of the Board, not the auditor.
    for who in ("delegate", "their_contact", "auditor", "nobody"):
        assert refused(agree_to_publish, actor=world.actor(who), seat=president, publish="name") == "not_found"
    assert row_of(president).publish == "nothing"


def test_describe_oneself_and_take_it_back(world: World) -> None:
    """What is taken back is gone, and the journal never learned it."""
    person = world.people["contact"]
    describe_oneself(actor=world.actor("contact"), person=person, gender="woman")
    assert genders_of([person]) == {person: "woman"}
    line = line_of("bodies.describe_oneself", person)
    assert (line.actor, line.inputs, line.outcome) == (person, {}, {})
    describe_oneself(actor=world.actor("contact"), person=person, gender="")
    assert not SelfDescription.objects.exists()
    assert "woman" not in str(list(JournalEntry.objects.values_list("inputs", "outcome")))


def test_describe_oneself_refused(world: World) -> None:
    person = world.people["contact"]
    assert refused(describe_oneself, actor=world.actor("contact"), person=person, gender="other") == "choice_unknown"
    for who in ("delegate", "auditor", "nobody"):
        assert refused(describe_oneself, actor=world.actor(who), person=person, gender="man") == "not_found"
    assert not SelfDescription.objects.exists()
