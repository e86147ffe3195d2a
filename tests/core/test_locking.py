"""Rows taken for change: refused when absent or changed since they were seen."""

import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from koinon.core.locking import hold_alone, hold_together, locked, one_transaction
from koinon.core.models import JournalHead
from koinon.core.refusals import Refused
from koinon.rooms.organisations.models import Organisation
from tests.together import at_once
from tests.world import World

ROW = 2**127 + 5


def test_the_row_as_it_was_seen(world: World) -> None:
    ours = world.organisations["ours"]
    assert locked(Organisation.objects.all(), ours, seen_version=1).public_id == ours
    assert locked(Organisation.objects.all(), ours).public_id == ours


def test_a_row_that_is_not_there(world: World) -> None:
    with pytest.raises(Refused) as caught:
        locked(Organisation.objects.all(), uuid4())
    assert caught.value.refusal.code == "not_found"


def test_a_row_that_has_changed(world: World) -> None:
    with pytest.raises(Refused) as caught:
        locked(Organisation.objects.all(), world.organisations["ours"], seen_version=2)
    assert caught.value.refusal.code == "stale"
    assert "yours was not made" in str(caught.value.refusal)


def test_only_a_uniqueness_that_is_hurt_becomes_a_refusal(db: None) -> None:
    def breaks_a_rule() -> None:
        with one_transaction():
            JournalHead.objects.create(id=2, seal="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        breaks_a_rule()


def holding(hold: Callable[[str, int], None], log: list[str], name: str, wait: float = 0) -> Callable[[], None]:
    """A transaction that begins after a while, holds a row for a moment, and says when it does and when it ends."""

    def run() -> None:
        time.sleep(wait)
        with transaction.atomic():
            hold("workbench.row", ROW)
            log.append(f"{name} holds")
            time.sleep(0.2)
            log.append(f"{name} ends")

    return run


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_a_row_alone_waits_for_all_and_lets_nobody_in() -> None:
    log: list[str] = []
    chair = holding(hold_alone, log, "chair", 0.1)
    at_once(holding(hold_together, log, "voter"), chair, holding(hold_together, log, "latecomer", 0.2))
    held = [words.split()[0] for words in log]
    assert held[0::2] == held[1::2], "nobody holds it beside the chair"
    if connection.vendor == "postgresql":
        assert held[0::2] == ["voter", "chair", "latecomer"], "who comes later queues behind the chair"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_those_who_hold_a_row_together_do_not_wait_for_one_another() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only one transaction at a time writes on SQLite")
    log: list[str] = []
    at_once(holding(hold_together, log, "one"), holding(hold_together, log, "two"))
    assert {words.split()[1] for words in log[:2]} == {"holds"}
