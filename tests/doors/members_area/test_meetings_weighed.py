"""Meetings by rules that weigh votes by the fee and let members split them: the same pages say so."""

from datetime import date
from typing import Any

import pytest

from koinon.rooms.assemblies.models import Delegation
from koinon.rooms.rulebook.actions import adopt_rulebook
from tests.doors.members_area.browsing import Calendar, ClientAs, at, heading, sent, words
from tests.doors.members_area.test_meetings import page
from tests.rooms.assemblies.meeting import Gathering, convened
from tests.rooms.assemblies.test_weights import CHANGES
from tests.world import BOARD, World, declared, published_texts

TODAY = date(2026, 5, 20)


@pytest.fixture
def found(world: World, calendar: Calendar) -> Gathering:
    """An Assembly convened by rules by which heads and votes by fee count together, and votes may be split."""
    calendar(TODAY)
    texts = dict(published_texts())
    for old, new in CHANGES.items():
        texts["assemblies.toml"] = texts["assemblies.toml"].replace(old, new, 1)
    actor = world.actor("secretary_general", date(2026, 2, 10))
    adopt_rulebook(actor=actor, texts=texts, in_force_from=date(2026, 1, 1), decision=BOARD)
    declared(world, "ours")
    declared(world, "theirs")
    return convened(world)


def test_each_weight_is_explained(world: World, found: Gathering, client_as: ClientAs) -> None:
    said = words(client_as("contact").get(page(found)))
    assert "Your votes One vote each: 1 vote; Votes by fee: 4 votes" in said
    assert "Votes by fee 3,450.00, counted by units: 4" in said
    table = words(client_as("contact").get(page(found, "meeting_roll")))
    assert "Member Category One vote each Votes by fee" in table


def test_how_we_stand_says_each_weight(world: World, found: Gathering, client_as: ClientAs) -> None:
    said = heading(client_as("contact").get(at(world, "standing")))
    assert said.endswith("is in good standing and votes with weight 1 (One vote each) and 4 (Votes by fee).")


def test_votes_are_split_between_delegates(world: World, found: Gathering, client_as: ClientAs) -> None:
    client, address, people = client_as("contact"), page(found, "meeting_delegates"), world.people
    typed: dict[str, Any] = {"delegate_0": str(people["delegate"]), "delegate_1": str(people["contact"])}
    answer = sent(client, address, **typed, votes_0="3", votes_1="3")
    assert answer.status_code == 422
    assert "You have 4 votes and have given away 6" in words(answer)
    assert not Delegation.objects.exists()
    assert sent(client, address, **typed, votes_0="3", votes_1="1").status_code == 302
    said = words(client.get(page(found)))
    assert "Delegate Delegate, 3 votes" in said
    assert "Contact Delegate, 1 vote" in said


def test_one_delegate_casts_all_without_numbers(world: World, found: Gathering, client_as: ClientAs) -> None:
    client, address = client_as("contact"), page(found, "meeting_delegates")
    assert sent(client, address, delegate_0=str(world.people["contact"]), delegate_1="").status_code == 302
    assert Delegation.objects.get().votes is None
