"""Rows taken for change: refused when absent or changed since they were seen."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from koinon.core.locking import locked, one_transaction
from koinon.core.models import JournalHead
from koinon.core.refusals import Refused
from koinon.rooms.organisations.models import Organisation
from tests.world import World


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
