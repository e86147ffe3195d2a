"""Papers go into a folder of the test, and the outbox begins empty."""

from pathlib import Path

import pytest
from pytest_django import Settings

from koinon.core.models import OutboxMessage
from tests.world import World


@pytest.fixture(autouse=True)
def _own_ground(world: World, settings: Settings, tmp_path: Path) -> None:
    settings.KOINON_PRIVATE_ROOT = tmp_path
    OutboxMessage.objects.all().delete()
