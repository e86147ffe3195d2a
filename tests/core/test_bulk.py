"""A bulk action: chunks of one transaction each, a journal line a subject, declined subjects by name."""

from uuid import UUID, uuid4

import pytest

from koinon.core.action import BulkOutcome
from koinon.core.actors import Actor
from koinon.core.models import Decision, JournalEntry
from koinon.core.refusals import Refused
from tests.core.workbench import Bound, bind, note
from tests.world import World


@pytest.fixture
def decisions(house: Actor, quiet: None) -> list[UUID]:
    """Eight noted decisions; the workbench binds three in a chunk."""
    return [note(actor=house, reference=f"B{number}").decision for number in range(8)]


def bound() -> list[JournalEntry]:
    """The journal's lines of the binding."""
    return list(JournalEntry.objects.filter(action="workbench.bind").order_by("id"))


def test_all_are_done_one_line_each(house: Actor, decisions: list[UUID]) -> None:
    outcome = bind(decisions, actor=house)
    assert outcome.done == [Bound(decision) for decision in decisions]
    assert not outcome.declined
    assert [line.subject for line in bound()] == decisions
    assert bound()[0].inputs == {"until": 10**6} or bound()[0].inputs == {}


def test_run_again_it_declines_what_was_done(house: Actor, decisions: list[UUID]) -> None:
    bind(decisions[:4], actor=house)
    outcome = bind(decisions, actor=house)
    assert [fact.decision for fact in outcome.done] == decisions[4:]
    assert [declined.subject for declined in outcome.declined] == decisions[:4]
    assert {declined.refusal.code for declined in outcome.declined} == {"bound_already"}
    assert len(bound()) == 8


def test_twins_and_strangers_among_the_subjects(house: Actor, decisions: list[UUID]) -> None:
    stranger = uuid4()
    outcome = bind([decisions[0], decisions[0], stranger], actor=house)
    assert [fact.decision for fact in outcome.done] == [decisions[0]]
    assert [declined.subject for declined in outcome.declined] == [stranger]


def test_a_refusal_of_the_whole_keeps_the_chunks_before_it(house: Actor, decisions: list[UUID]) -> None:
    with pytest.raises(Refused):
        bind(decisions, actor=house, until=5)
    assert Decision.objects.filter(body="Book").count() == 3
    assert len(bound()) == 3


def test_permission_is_asked_before_anything_is_touched(world: World, decisions: list[UUID]) -> None:
    with pytest.raises(Refused) as caught:
        bind(decisions, actor=world.actor("treasurer"))
    assert caught.value.refusal.code == "not_allowed"
    assert not bound()


def test_nothing_to_do_does_nothing(house: Actor, quiet: None) -> None:
    assert bind([], actor=house) == BulkOutcome()
