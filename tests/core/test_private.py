"""A private action leaves in the journal only what it may."""

from datetime import time

from koinon.core import journal
from koinon.core.actors import Actor
from koinon.core.models import JournalEntry, OutboxMessage
from koinon.core.spec import Private
from tests.core.workbench import note_nowhere, note_unseen


def test_no_actor_no_time_no_inputs(house: Actor, quiet: None) -> None:
    noted = note_unseen(actor=house, reference="B1")
    (line,) = JournalEntry.objects.all()
    assert (line.actor_kind, line.actor, line.door, line.at) == ("hidden", None, "", None)
    assert (line.inputs, line.outcome) == ({}, {})
    assert line.recorded_at.time() == time(0)
    assert line.subject == noted.decision


def test_no_line_at_all(house: Actor, quiet: None) -> None:
    note_nowhere(actor=house, reference="B1")
    assert not JournalEntry.objects.exists()


def test_what_carries_a_private_fact_on_is_encrypted(house: Actor, quiet: None) -> None:
    note_unseen(actor=house, reference="B1")
    note_nowhere(actor=house, reference="B1 again")
    for message in OutboxMessage.objects.all():
        assert message.payload == {}
        assert message.subject is None
        assert message.sealed_payload


def test_a_hidden_time_does_not_look_like_a_late_seal(house: Actor, quiet: None) -> None:
    note_unseen(actor=house, reference="B1")
    assert journal.verify().holds


def test_flags_combine() -> None:
    both = Private.ACTOR | Private.INPUTS
    assert Private.ACTOR in both
    assert Private.LINE not in both
    assert Private.ACTOR not in Private.NOTHING
