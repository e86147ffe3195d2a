"""What the desk's tests share: the summer of the year, a desk with everything on it, forms as a browser fills them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests import world as story
from tests.world import REMINDING, World


@dataclass(frozen=True, slots=True)
class OnTheDesk:
    """Records in every state, by what they are waiting for."""

    world: World
    reminded: UUID
    proposed: UUID
    approved: UUID
    declaration: UUID


@pytest.fixture
def desk(published: World, calendar: Callable[..., None]) -> OnTheDesk:
    """June: our invoice is overdue and reminded, one amount waits for approval, one to be issued, and more."""
    calendar(REMINDING)
    return OnTheDesk(
        world=published,
        reminded=story.reminded(published),
        proposed=story.proposed(published, "associated"),
        approved=story.approved(published, "network"),
        declaration=story.declared(published, "theirs"),
    )


@pytest.fixture
def send() -> Callable[..., Any]:
    """`send(client, address, amount="3")`: the form of a step, sent with a fresh key."""

    def sent(client: Client, address: str, **values: Any) -> Any:
        return client.post(address, {"key": str(uuid4()), **values})

    return sent
