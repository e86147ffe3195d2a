"""The tellers' sheets: entered, compared, corrected, confirmed; for the tellers of the vote alone."""

from typing import Any
from uuid import uuid4

import pytest

from koinon.rooms.assemblies.models import HandCount
from tests.doors.live.hall import Phone
from tests.doors.live.walking import words
from tests.doors.members_area.browsing import Calendar, ClientAs
from tests.rooms.assemblies.meeting import MEETING_ON, Gathering, opened
from tests.world import World

SHEET = {"one_each-yes": "2", "one_each-no": "1", "one_each-abstain": "0", "one_each-invalid": "0"}


@pytest.fixture(autouse=True)
def on_the_day(calendar: Calendar) -> None:
    calendar(MEETING_ON, 10)


@pytest.fixture
def found(world: World) -> Gathering:
    return opened(world)


def by_hand(found: Gathering, item: str = "accounts", **question: Any) -> str:
    tellers = (found.world.people["membership"], found.world.people["policy"])
    return f"count/{found.asks(item, method='hand', tellers=tellers, **question)}/"


def test_two_tellers_agree(world: World, found: Gathering, client_as: ClientAs, max_queries: Any) -> None:
    place = by_hand(found)
    one, other = Phone(client_as("membership"), found), Phone(client_as("policy"), found)
    with max_queries(20):
        said = one.look(place)
    assert "3 votes can be cast in the hall now." in said
    assert "Policy No sheet yet" in said
    assert "Your sheet is in." in one.sends(place, **SHEET)
    assert "Membership Sheet is in" in other.look(place)
    assert "another teller counted the same" in other.sends(place, **SHEET)
    assert "Two tellers agree" in one.look(place)


def test_where_they_differ_is_shown_and_a_sheet_is_corrected(found: Gathering, client_as: ClientAs) -> None:
    place = by_hand(found)
    one, other = Phone(client_as("membership"), found), Phone(client_as("policy"), found)
    one.sends(place, **SHEET)
    other.sends(place, **{**SHEET, "one_each-no": "0"})
    said = other.look(place)
    assert "Membership Counted otherwise" in said
    assert "No 1 differs" in said
    said = other.sends(f"{place}confirm/", teller=found.world.people["membership"])
    assert "You confirmed the count." in said
    assert "Two tellers agree" in said
    assert HandCount.objects.filter(counts__one_each__no="1").count() == 2
    assert "Nobody confirms a count of their own." in one.sends(
        f"{place}confirm/", teller=found.world.people["membership"]
    )


def test_what_is_missing_or_unreadable_comes_back_as_typed(found: Gathering, client_as: ClientAs) -> None:
    place, phone = by_hand(found), Phone(client_as("membership"), found)
    answer = phone.client.post(phone.at(place), {"key": str(uuid4()), **SHEET, "one_each-no": ""})
    assert answer.status_code == 422
    assert "Write 0 where nothing was counted." in words(answer)
    answer = phone.client.post(phone.at(place), {"key": str(uuid4()), **SHEET, "one_each-no": "many"})
    assert answer.status_code == 409
    assert 'value="many"' in answer.content.decode()
    assert not HandCount.objects.exists()


def test_an_election_is_counted_by_candidate(world: World, found: Gathering, client_as: ClientAs) -> None:
    candidates = (str(world.people["contact"]), str(world.people["their_contact"]))
    place = by_hand(found, "elections", seats=1, candidates=candidates)
    phone = Phone(client_as("membership"), found)
    sheet = {"candidate-0": "2", "candidate-1": "1", "valid": "3", "blank": "0", "invalid": "0"}
    assert "Contact" in phone.look(place)
    assert "Your sheet is in." in phone.sends(place, **sheet)
    assert HandCount.objects.get().counts["votes"] == {candidates[0]: "2", candidates[1]: "1"}


def test_it_is_for_the_tellers_of_the_vote_alone(found: Gathering, client_as: ClientAs) -> None:
    place = by_hand(found)
    for name in ("secretary_general", "delegate", "stranger"):
        phone = Phone(client_as(name), found)
        for address in (place, f"{place}confirm/"):
            assert phone.client.post(phone.at(address), {"key": "k", **SHEET}).status_code == 404, (name, address)
        assert phone.client.get(phone.at(place)).status_code == 404, name
    assert "This vote is counted in the hall. Vote there." in Phone(client_as("delegate"), found).look()
