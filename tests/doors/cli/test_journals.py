"""`koinon journal`: what holds, and what does not."""

import json

import pytest

from koinon.core import journal
from koinon.core.models import JournalEntry, JournalHead
from tests.doors.cli.conftest import Said
from tests.world import World


def test_a_sound_journal_holds(said: Said, world: World) -> None:
    assert said("journal", "head")[1] in {"Nothing is sealed yet.\n"} | {f"{JournalHead.objects.first()}\n"}
    journal.seal_waiting()
    status, out, _err = said("journal", "verify")
    head = JournalHead.objects.get()
    assert status == 0
    assert out.startswith(f"The journal holds: {JournalEntry.objects.count()} sealed, 0 waiting")
    assert said("journal", "head")[1] == f"{head}\n"
    assert json.loads(said("journal", "head", "--json")[1]) == {"position": head.position, "seal": head.seal}
    assert said("journal", "verify", "--head", str(head))[0] == 0


def test_a_changed_entry_is_found_and_ends_in_1(said: Said, world: World) -> None:
    journal.seal_waiting()
    JournalEntry.objects.filter(position=3).update(door="elsewhere")
    status, out, _err = said("journal", "verify")
    assert status == 1
    assert "does not hold" in out
    assert "entry 3" in out
    data = json.loads(said("journal", "verify", "--json")[1])
    assert (data["holds"], len(data["faults"])) == (False, 1)


def test_another_head_than_was_mailed_ends_in_1(said: Said, world: World) -> None:
    journal.seal_waiting()
    status, out, _err = said("journal", "verify", "--head", f"1:{'0' * 64}")
    assert status == 1
    assert "known from elsewhere" in out


@pytest.mark.parametrize("head", ["1", "one:two", "1:short"])
def test_a_head_that_is_none_is_wrong_input(said: Said, world: World, head: str) -> None:
    status, _out, err = said("journal", "verify", "--head", head)
    assert status == 2
    assert "POSITION:SEAL" in err
