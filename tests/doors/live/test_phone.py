"""The delegate's phone: where the meeting stands, the ballot, the receipt, and what is refused in words."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from koinon.rooms.assemblies.models import Ballot
from tests.doors.members_area.browsing import Calendar, ClientAs, words
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering, opened
from tests.world import World

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def on_the_day(calendar: Calendar) -> None:
    calendar(MEETING_ON, 10)


def page(found: Gathering, more: str = "") -> str:
    return f"/en/live/{found.id}/{more}"


def casts(client: Client, found: Gathering, vote: UUID, json: bool = True, **given: Any) -> Any:
    sent = {"key": str(uuid4()), **given}
    return client.post(page(found, f"cast/{vote}/"), sent, headers=JSON if json else {})


def test_a_delegate_votes_and_holds_a_receipt(world: World, client_as: ClientAs, max_queries: Any) -> None:
    found = opened(world)
    vote, client = found.asks(), client_as("delegate")
    with max_queries(20):
        said = words(client.get(page(found)))
    assert "Vote open" in said
    assert "Förbundet Arbetskooperation 1 vote You vote for it." in said
    answer = casts(client, found, vote, choice="yes")
    assert answer.json() == {"said": "Your vote was cast.", "refused": False}
    assert Ballot.objects.get(vote__public_id=vote).choice == "yes"
    said = words(client.get(page(found)))
    assert "All your votes are cast" in said
    assert "Yes for Förbundet Arbetskooperation, by you at 10:00" in said
