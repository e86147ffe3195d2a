"""A recount from the records gives the stored results; whatever was changed since shows."""

from collections.abc import Callable
from typing import Any

import pytest

from koinon.core.models import JournalEntry
from koinon.rooms.assemblies.actions import (
    Sheet,
    close_meeting,
    elect,
    leave,
    record_hand_count,
    revoke_proxy,
    stop_and_repeat,
)
from koinon.rooms.assemblies.models import Attendance, Ballot, HandCount, Piece, RollLine, Vote
from koinon.rooms.assemblies.recount import Recount, recount
from tests.rooms.assemblies.meeting import Gathering, convened
from tests.world import World


@pytest.fixture
def held(world: World) -> Gathering:
    """An Assembly with a proxy that was revoked, one who left, an election, a vote by hand and one that was stopped."""
    found = convened(world)
    proxy = found.proxy("ours", "theirs")
    found.comes("their_contact", "associated_contact")
    found.opens()
    first = found.asks("minutes")
    found.casts("associated_contact", first)
    found.closes(first)
    revoke_proxy(actor=found.desk(), proxy=proxy)
    found.comes("delegate")
    second = found.asks("accounts")
    for who, choice in {"delegate": "yes", "their_contact": "no", "associated_contact": "yes"}.items():
        found.casts(who, second, choice)
    leave(actor=found.desk(), meeting=found.id, person=world.people["associated_contact"])
    found.closes(second)
    elect(actor=found.desk(), item=found.item("elections"), seats=1, candidates=("Anna",))
    _by_hand(found)
    stopped = found.asks("discharge")
    found.casts("delegate", stopped)
    again = stop_and_repeat(actor=found.desk(), vote=stopped, reason="Misread").repeated_as
    found.closes(again)
    close_meeting(actor=found.desk(), meeting=found.id)
    return found


def _by_hand(found: Gathering) -> None:
    tellers = ("treasurer", "policy")
    vote = found.asks("budget", method="hand", tellers=tuple(found.world.people[name] for name in tellers))
    for name in tellers:
        sheet = Sheet({"one_each": {"yes": "2"}})
        record_hand_count(actor=found.actor(name), vote=vote, sheet=sheet)
    found.closes(vote)


def again(found: Gathering) -> Recount:
    """The recount."""
    return recount(found.row)


def test_every_result_agrees(held: Gathering) -> None:
    found = again(held)
    assert (found.votes, found.agree, found.differences) == (5, 5, [])


def change_the_outcome() -> None:
    vote = Vote.objects.get(item__key="accounts")
    vote.outcome = "rejected"
    vote.save()


def change_the_account() -> None:
    vote = Vote.objects.get(item__key="accounts")
    vote.result["majority"]["parts"][0]["needed"] = "1"
    vote.save()


CHANGES: dict[str, tuple[Callable[[], Any], str]] = {
    "an outcome": (change_the_outcome, "the outcome on record is 'rejected'"),
    "an account": (change_the_account, "the account of the result is another"),
    "a ballot": (lambda: Ballot.objects.filter(choice="no").update(choice="yes"), "not those in the journal"),
    "a ballot more": (lambda: Ballot.objects.filter(choice="no").update(place=1), "cannot be counted"),
    "the journal": (
        lambda: JournalEntry.objects.filter(action="assemblies.cast_vote").first().delete(),  # type: ignore[union-attr]
        "not those in the journal",
    ),
    "the roll": (lambda: RollLine.objects.filter(entitled=True).update(votes={"one_each": 2}), "hash"),
    "a piece": (lambda: Piece.objects.update(weights={"one_each": "2"}), "cannot be counted"),
    "who was there": (lambda: Attendance.objects.all().delete(), "vote "),
    "a teller's sheet": (lambda: HandCount.objects.first().delete(), "cannot be counted"),  # type: ignore[union-attr]
    "a moment": (lambda: Vote.objects.filter(item__key="budget").update(closed_at=None), "no moment"),
}


@pytest.mark.parametrize(("change", "words"), CHANGES.values(), ids=CHANGES.keys())
def test_what_was_changed_shows(held: Gathering, change: Callable[[], Any], words: str) -> None:
    change()
    found = again(held)
    assert any(words in difference for difference in found.differences), found.differences
