"""The big screen: what is on, how many have voted and never how, whether there is a quorum, the result and why."""

from typing import Any

import pytest

from tests.doors.live.hall import Phone
from tests.doors.members_area.browsing import Calendar, ClientAs
from tests.rooms.assemblies.meeting import MEETING_ON, convened, opened
from tests.world import World


@pytest.fixture(autouse=True)
def on_the_day(calendar: Calendar) -> None:
    calendar(MEETING_ON, 10)


def test_before_the_opening_it_shows_the_agenda_and_who_is_there(world: World, client_as: ClientAs) -> None:
    found = convened(world)
    found.comes("delegate")
    said = Phone(client_as("their_contact"), found).look("screen/")
    assert "The meeting begins soon" in said
    assert "Accounts of the past year" in said
    assert "Here already Delegate" in said
    assert "1 person there" in said


def test_it_counts_ballots_and_never_says_what_they_are(world: World, client_as: ClientAs, max_queries: Any) -> None:
    found = opened(world)
    vote, screen = found.asks(), Phone(client_as("membership"), found)
    with max_queries(20):
        said = screen.look("screen/")
    assert "0 of 3 ballots cast" in said
    assert "3 persons there, 3 of 3 members present or represented" in said
    assert "One vote each: 3 of 3 there; at least 1/2 is 3/2: reached" in said.replace("1 1/2", "3/2")
    found.casts("delegate", vote, "no")
    changed = screen.changes("screen/now/")
    assert set(changed) == {"cast"}
    assert "<strong>1</strong>" in changed["cast"]
    assert screen.changes("screen/now/") == {}
    assert " no" not in said.lower().replace("no quorum", "")


def test_whoever_cast_and_left_still_counts(world: World, client_as: ClientAs) -> None:
    from koinon.rooms.assemblies.actions import leave

    found = opened(world)
    vote, screen = found.asks(), Phone(client_as("delegate"), found)
    found.casts("their_contact", vote)
    leave(actor=found.desk(), meeting=found.id, person=world.people["their_contact"])
    assert "1 of 3 ballots cast" in screen.look("screen/")
    assert "2 persons there, 2 of 3 members" in screen.look("screen/")


def test_the_result_stands_there_with_its_arithmetic(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote = found.asks()
    found.casts("delegate", vote)
    found.closes(vote)
    said = Phone(client_as("delegate"), found).look("screen/")
    assert "Adopted" in said
    assert "1 yes, 0 no, 0 abstained, 0 invalid." in said
    assert "more than 1/2 of 1 yes and no is 1/2: reached" in said
    assert "Rulebook CECOP" in said


def test_it_is_light_or_dark_as_the_address_says(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    phone = Phone(client_as("delegate"), found)
    assert 'data-theme="dark"' in phone.page("screen/?theme=dark").content.decode()
    page = phone.page("screen/?theme=<script>").content.decode()
    assert "data-theme" not in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
