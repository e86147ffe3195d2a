"""The chair's desk: a meeting from the opening to its close, what is refused, and who may sit there."""

from typing import Any

import pytest

from koinon.rooms.assemblies.models import Vote
from tests.doors.live.walking import Desk, words
from tests.rooms.assemblies.meeting import MEETING_ON, SPEAKERS, convened
from tests.world import World

EVERYBODY = tuple(SPEAKERS.values())


@pytest.fixture(autouse=True)
def on_the_day(calendar: Any) -> None:
    calendar(MEETING_ON, 10)


def desk(client_as: Any, found: Any, who: str = "secretary_general") -> Desk:
    return Desk(client_as(who), found)


def only_vote(found: Any) -> Vote:
    return Vote.objects.get(meeting__public_id=found.id, state="open")


def test_before_the_opening_the_quorum_is_shown(world: World, client_as: Any, max_queries: Any) -> None:
    found = convened(world)
    found.comes("delegate")
    sits = desk(client_as, found)
    with max_queries(20):
        said = sits.look()
    assert "1 of 3 there or represented" in said
    assert "There is no quorum" in said
    assert "second convocation may meet from 3 July 2026 on" in said
    assert "Open the meeting" in said


def test_from_the_opening_to_a_result(world: World, client_as: Any, max_queries: Any) -> None:
    found = convened(world)
    found.comes(*EVERYBODY)
    sits = desk(client_as, found)
    assert "The meeting is open, and its roll is frozen." in sits.press("open")
    assert "Begin with item 1" in sits.look()
    assert "The meeting is at this item." in sits.press("take-up", item=found.item("accounts"))
    assert "The vote is open." in sits.press("put", item=found.item("accounts"))
    vote = only_vote(found)
    with max_queries(20):
        said = sits.look()
    assert "0 of 3 votes are in" in said
    assert "Awaited: 3 members" in said
    found.casts("delegate", vote.public_id)
    now = words(sits.client.get(sits.at("chair-now")))
    assert "1 of 3 votes are in" in now
    assert "Federation ours" not in now or "Awaited" in now
    assert "The vote is closed." in sits.press("close-vote", vote=vote.public_id)
    with max_queries(20):
        said = sits.look()
    assert "1 yes, 0 no, 0 abstained, 0 invalid." in said
    assert "Adopted" in said
