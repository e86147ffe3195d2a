"""Under an idempotency key an action happens once, however often and however quickly it is asked for."""

from functools import partial

import pytest

from koinon.core.action import was_done
from koinon.core.actors import Actor
from koinon.core.models import Decision, IdempotencyKey, JournalEntry
from koinon.core.refusals import Refused
from tests.core.workbench import Noted, bind, note, note_nowhere, note_unseen
from tests.together import at_once
from tests.world import World


def test_second_call_returns_the_first_outcome(house: Actor, quiet: None) -> None:
    first = note.once("key", actor=house, reference="B1")
    second = note.once("key", actor=house, reference="B1")
    assert first == second
    assert isinstance(second, Noted)
    assert Decision.objects.filter(reference="B1").count() == 1
    assert JournalEntry.objects.count() == 1


def test_another_key_is_another_call(house: Actor, db: None) -> None:
    first = note.once("one", actor=house, reference="B1")
    assert note.once("two", actor=house, reference="B2").decision != first.decision


def test_key_with_other_contents_is_refused(house: Actor, quiet: None) -> None:
    note.once("key", actor=house, reference="B1")
    with pytest.raises(Refused) as caught:
        note.once("key", actor=house, reference="B2")
    assert caught.value.refusal.code == "key_reused"
    assert not Decision.objects.filter(reference="B2").exists()


def test_keys_of_two_people_do_not_meet(world: World) -> None:
    first = note.once("key", actor=world.actor("secretary_general"), reference="B1")
    ours = world.organisations["ours"]
    second = note.once("key", actor=world.actor("contact"), reference="B2", organisation=ours)
    assert first.decision != second.decision


def test_a_refused_call_leaves_its_key_free(house: Actor, db: None) -> None:
    with pytest.raises(Refused):
        note.once("key", actor=house, reference="bad")
    assert not IdempotencyKey.objects.exists()
    assert note.once("key", actor=house, reference="good").reference == "good"


def test_one_subject_of_many_under_a_key(house: Actor, quiet: None) -> None:
    decision = note(actor=house, reference="B1").decision
    assert not was_done(bind.spec, "key", house)
    first = bind.once("key", decision, actor=house)
    assert was_done(bind.spec, "key", house)
    assert bind.once("key", decision, actor=house) == first
    assert JournalEntry.objects.filter(action="workbench.bind").count() == 1
    with pytest.raises(Refused) as caught:
        bind.once("another key", decision, actor=house)
    assert caught.value.refusal.code == "bound_already"
    assert not was_done(bind.spec, "another key", house)
    with pytest.raises(Refused) as caught:
        bind.once("key", note(actor=house, reference="B2").decision, actor=house)
    assert caught.value.refusal.code == "key_reused"


def test_who_lost_the_right_learns_nothing_from_an_old_key(world: World) -> None:
    ours = world.organisations["ours"]
    note.once("key", actor=world.actor("contact"), reference="B1", organisation=ours)
    bare = world.actor("stranger")
    person = world.actor("contact").person
    without = Actor(kind="person", at=bare.at, door="test", person=person)
    with pytest.raises(Refused) as caught:
        note.once("key", actor=without, reference="B1", organisation=ours)
    assert caught.value.refusal.code == "not_found"


def test_a_private_action_takes_no_key(house: Actor, db: None) -> None:
    for private in (note_unseen, note_nowhere):
        with pytest.raises(TypeError, match="private"):
            private.once("key", actor=house, reference="B1")
    assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_double_click_at_the_same_moment(house: Actor, quiet: None) -> None:
    click = partial(note.once, "key", actor=house, reference="B1")
    outcomes = at_once(*[click] * 6)
    assert len(set(outcomes)) == 1, outcomes
    assert Decision.objects.filter(reference="B1").count() == 1
    assert JournalEntry.objects.filter(action="workbench.note").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_same_record_at_once(house: Actor) -> None:
    clicks = [partial(note, actor=house, reference="B1") for _ in range(4)]
    outcomes = at_once(*clicks)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(refused) == 3, outcomes
    assert {outcome.refusal.code for outcome in refused} == {"made_already"}
    assert Decision.objects.filter(reference="B1").count() == 1
