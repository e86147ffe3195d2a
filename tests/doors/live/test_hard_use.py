"""Double clicks, two devices, a vote that closed meanwhile, a revoked proxy, garbage: refused in words."""

from uuid import uuid4

import pytest

from koinon.rooms.assemblies.actions import revoke_proxy, stop_and_repeat
from koinon.rooms.assemblies.models import Ballot, Vote
from koinon.rooms.people.models import Mandate
from tests.doors.live.hall import SCRIPT, Phone
from tests.doors.members_area.browsing import Calendar, ClientAs
from tests.rooms.assemblies.meeting import MEETING_ON, opened
from tests.world import World


@pytest.fixture(autouse=True)
def on_the_day(calendar: Calendar) -> None:
    calendar(MEETING_ON, 10)


def test_a_double_click_is_one_ballot(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote, phone, key = found.asks(), Phone(client_as("delegate"), found), str(uuid4())
    first, second = (phone.casts(vote, key=key, choice="yes") for _press in range(2))
    assert first.json() == second.json() == {"said": "Your vote was cast.", "refused": False}
    assert Ballot.objects.count() == 1
    assert "What was sent first was kept." in phone.casts(vote, key=key, choice="no").json()["said"]
    assert Ballot.objects.get().choice == "yes"


def test_of_two_devices_the_first_counts_and_the_second_is_told(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote = found.asks()
    one, other = Phone(client_as("delegate"), found), Phone(client_as("delegate"), found)
    one.look()
    other.look()
    one.casts(vote, choice="yes")
    late = other.casts(vote, choice="no")
    assert late.status_code == 409
    assert "These votes were cast already. The first ballot was kept and counts." in late.json()["said"]
    assert set(other.changes()) == {"now", "votes"}
    assert Ballot.objects.get().choice == "yes"


def test_a_vote_that_closed_meanwhile(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote, phone = found.asks(), Phone(client_as("delegate"), found)
    phone.look()
    found.casts("their_contact", vote)
    found.closes(vote)
    said = phone.casts(vote, choice="yes").json()["said"]
    assert said == "This vote is not open any more. Your votes were not cast. Look at the result."
    assert "1 yes" in phone.changes()["now"]


def test_a_vote_that_was_stopped_and_is_repeated(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote, phone = found.asks(), Phone(client_as("delegate"), found)
    phone.casts(vote, choice="yes")
    again = stop_and_repeat(actor=found.desk(), vote=vote, reason="The question was read wrongly.").repeated_as
    assert str(again) in phone.page().content.decode()
    assert not phone.casts(again, choice="no").json()["refused"]


def test_a_revoked_proxy_is_not_carried(world: World, client_as: ClientAs) -> None:
    found = opened(world, "delegate", "associated_contact")
    proxy = found.proxy("theirs", "ours", on=MEETING_ON)
    vote, phone = found.asks(), Phone(client_as("delegate"), found)
    phone.look()
    revoke_proxy(actor=found.desk(), proxy=proxy)
    theirs = world.organisations["theirs"]
    said = phone.casts(vote, choice="yes", members=theirs).json()["said"]
    assert "You do not carry the votes of that member now." in said
    assert "now" in phone.changes()


def test_an_expired_delegate_carries_nothing(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote, phone = found.asks(), Phone(client_as("delegate"), found)
    Mandate.objects.filter(person=world.person("delegate")).update(ends_on="2026-06-17")
    assert "You carry no votes in this meeting now." in phone.casts(vote, choice="yes").json()["said"]
    assert not Ballot.objects.exists()


def test_garbage_is_no_ballot(world: World, client_as: ClientAs) -> None:
    found = opened(world)
    vote, phone = found.asks(), Phone(client_as("delegate"), found)
    for given in (
        {"choice": "maybe"},
        {"choice": "yes", "members": "x"},
        {"names": ["x"] * 400},
        {"choice": "yes", "key": "k" * 500},
        {"choice": "yes", "names": "x"},
    ):
        answer = phone.casts(vote, **given)
        assert answer.status_code == 409, given
        assert "Your votes were not cast." in answer.json()["said"] or "Nothing was changed." in answer.json()["said"]
    assert not Ballot.objects.exists()
    assert phone.client.post(phone.at(f"cast/{vote}/"), {}, headers=SCRIPT).status_code == 409
    assert phone.client.get(phone.at(f"cast/{vote}/")).status_code == 405


def test_whoever_has_seen_everything_is_answered_from_the_pulse(
    world: World, client_as: ClientAs, max_queries: object
) -> None:
    found = opened(world)
    vote, phone = found.asks(), Phone(client_as("delegate"), found)
    phone.look()
    asked = {"seen": phone.seen}
    phone.client.get(phone.at("now/"), asked)
    with max_queries(4):
        assert phone.client.get(phone.at("now/"), asked).status_code == 204
    phone.casts(vote, choice="yes")
    assert "All your votes are cast" in phone.changes()["now"]
    assert Vote.objects.get(public_id=vote).state == "open"
