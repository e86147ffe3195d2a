"""Reactions: written with the fact, run by the worker after the commit, at least once."""

import pytest

from koinon.core import outbox
from koinon.core.actors import Actor
from koinon.core.models import OutboxMessage
from koinon.core.outbox import deliver_due
from koinon.core.refusals import Refused
from tests.core import workbench
from tests.core.workbench import Bound, bind, note, note_unseen
from tests.world import World

KIND = "reaction:tests.core.workbench.remember"


def test_a_fact_reaches_who_reacts_to_it_through_the_worker(world: World, quiet: None) -> None:
    noted = note(actor=world.actor("secretary_general"), reference="B1", organisation=world.organisations["ours"])
    assert not workbench.reacted
    message = OutboxMessage.objects.get()
    assert (message.kind, message.subject) == (KIND, noted.decision)
    deliver_due()
    assert workbench.reacted == [noted]


def test_a_refused_action_announces_nothing(house: Actor, quiet: None) -> None:
    with pytest.raises(Refused):
        note(actor=house, reference="bad")
    assert not OutboxMessage.objects.exists()


def test_a_private_fact_arrives_all_the_same(house: Actor, quiet: None) -> None:
    noted = note_unseen(actor=house, reference="B1")
    deliver_due()
    assert workbench.reacted == [noted]


def test_a_fact_without_reactions_writes_nothing(house: Actor, quiet: None) -> None:
    noted = note(actor=house, reference="B1")
    OutboxMessage.objects.all().delete()
    assert bind([noted.decision], actor=house).done == [Bound(noted.decision)]
    assert not OutboxMessage.objects.exists()


def test_what_fails_is_tried_again(house: Actor, quiet: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def once_wrong(payload: object) -> None:
        monkeypatch.undo()
        raise RuntimeError("not yet")

    note(actor=house, reference="B1")
    monkeypatch.setitem(outbox._handlers, KIND, once_wrong)
    deliver_due()
    assert OutboxMessage.objects.get().state == "waiting"
    OutboxMessage.objects.update(due_at=OutboxMessage.objects.get().created_at)
    deliver_due()
    assert len(workbench.reacted) == 1
