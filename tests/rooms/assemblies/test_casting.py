"""Votes are cast by whoever carries them, once; the first ballot is kept, and one that is acknowledged counts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from koinon.core.models import JournalEntry
from koinon.rooms.assemblies.actions import NamedDelegate, cast_vote, close_meeting, leave, name_delegate
from koinon.rooms.assemblies.models import Ballot, Proxy
from tests.rooms.assemblies.meeting import CONVENED, Gathering, convened, opened
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World


def test_cast_vote(world: World) -> None:
    found = opened(world)
    vote = found.asks()
    found.casts("delegate", vote, "no")
    ballot = Ballot.objects.get()
    assert (ballot.member, ballot.person) == (world.organisations["ours"], world.people["delegate"])
    assert (ballot.choice, ballot.via, ballot.weights) == ("no", "delegate", {"one_each": "1"})
    line = line_of("assemblies.cast_vote", vote)
    assert line.actor == world.people["delegate"]
    assert line.outcome["ballots"] == [
        {"member": str(world.organisations["ours"]), "place": 0, "choice": "no", "names": []}
    ]


@pytest.mark.parametrize("choice", ["", "maybe", "invalid", "YES"])
def test_cast_vote_refused_as_no_choice(world: World, choice: str) -> None:
    found = opened(world)
    assert refused(found.casts, "delegate", found.asks(), choice) == "choice_unknown"
    assert not Ballot.objects.exists()
    assert no_line_of("assemblies.cast_vote")


def test_voting_twice(world: World) -> None:
    found = opened(world)
    vote = found.asks()
    found.casts("delegate", vote, "yes")
    assert refused(found.casts, "delegate", vote, "no") == "voted_already"
    assert Ballot.objects.get().choice == "yes"


def test_sent_again_under_one_key_it_is_cast_once(world: World) -> None:
    found = opened(world)
    given = {"actor": found.actor("delegate"), "vote": found.asks(), "choice": "yes"}
    first = cast_vote.once("phone-1", **given)
    assert cast_vote.once("phone-1", **given) == first
    assert (Ballot.objects.count(), JournalEntry.objects.filter(action="assemblies.cast_vote").count()) == (1, 1)
    found.closes(given["vote"])
    assert cast_vote.once("phone-1", **given) == first
    changed = {**given, "choice": "no"}
    with pytest.raises(Exception, match="key_reused"):
        cast_vote.once("phone-1", **changed)


def test_after_the_close(world: World) -> None:
    found = opened(world)
    vote = found.asks()
    found.closes(vote)
    assert refused(found.casts, "delegate", vote) == "vote_closed"
    close_meeting(actor=found.desk(), meeting=found.id)
    assert refused(found.casts, "delegate", vote) == "vote_closed"


def test_by_whoever_carries_nothing(world: World) -> None:
    found = opened(world, "delegate", "their_contact")
    vote = found.asks()
    for who in ("contact", "stranger", "former", "secretary_general", "network_contact", "associated_contact"):
        assert refused(found.casts, who, vote) == "carries_nothing"
    assert refused(found.casts, "nobody", vote) == "not_found"
    assert refused(found.casts, "delegate", uuid4()) == "not_found"


def test_for_another_member(world: World) -> None:
    found = opened(world)
    vote = found.asks()
    theirs = (world.organisations["theirs"],)
    assert refused(found.casts, "delegate", vote, members=theirs) == "not_carried"
    found.casts("their_contact", vote, members=theirs)


def test_an_expired_delegate(world: World) -> None:
    found = opened(world)
    vote = found.asks()
    mandate = world.person("delegate").mandates.get()
    mandate.ends_on = date(2026, 6, 17)
    mandate.save()
    assert refused(found.casts, "delegate", vote) == "carries_nothing"


def test_a_late_arrival_and_one_who_leaves(world: World) -> None:
    found = opened(world, "delegate")
    vote = found.asks()
    assert refused(found.casts, "their_contact", vote) == "carries_nothing"
    found.comes("their_contact")
    found.casts("their_contact", vote)
    leave(actor=found.desk(), meeting=found.id, person=world.people["their_contact"])
    found.casts("delegate", vote)
    closed = found.closes(vote)
    assert (closed.outcome, closed.result["majority"]["parts"][0]["counts"]["yes"]) == ("adopted", "2")


def test_a_substitute_votes_while_the_delegate_is_not_there(world: World) -> None:
    found = convened(world)
    named = [NamedDelegate(world.people["delegate"], (world.people["contact"],))]
    given = {"meeting": found.id, "member": world.organisations["ours"], "delegates": named}
    name_delegate(actor=found.actor("contact", CONVENED), **given)
    found.comes("contact", "their_contact")
    found.opens()
    vote = found.asks()
    found.comes("delegate")
    assert refused(found.casts, "contact", vote) == "carries_nothing"
    leave(actor=found.desk(), meeting=found.id, person=world.people["delegate"])
    found.casts("contact", vote)
    assert Ballot.objects.get().via == "substitute"


def with_proxy(world: World) -> Gathering:
    """Ours is represented by theirs."""
    found = convened(world)
    found.proxy("ours", "theirs")
    found.comes("their_contact", "associated_contact")
    found.opens()
    return found


def test_by_proxy(world: World) -> None:
    found = with_proxy(world)
    vote = found.asks()
    found.casts("their_contact", vote, "no")
    cast = {row.member: (row.person, row.via) for row in Ballot.objects.all()}
    person = world.people["their_contact"]
    assert cast == {
        world.organisations["theirs"]: (person, "delegate"),
        world.organisations["ours"]: (person, "proxy"),
    }
    assert Proxy.objects.get().state == "used"
    assert found.closes(vote).result["majority"]["parts"][0]["counts"]["no"] == "2"


def test_each_member_as_it_wishes(world: World) -> None:
    found = with_proxy(world)
    vote = found.asks()
    found.casts("their_contact", vote, "yes", members=(world.organisations["ours"],))
    found.casts("their_contact", vote, "no")
    cast = dict(Ballot.objects.values_list("member", "choice"))
    assert cast == {world.organisations["ours"]: "yes", world.organisations["theirs"]: "no"}


def test_a_member_that_came_votes_itself(world: World) -> None:
    found = with_proxy(world)
    found.comes("delegate")
    vote = found.asks()
    found.casts("their_contact", vote, "no")
    found.casts("delegate", vote, "yes")
    assert {row.via for row in Ballot.objects.all()} == {"delegate"}
    assert Proxy.objects.get().state == "accepted"


def test_the_member_that_an_item_concerns_does_not_vote(world: World) -> None:
    found = opened(world)
    vote = found.asks("exclusion")
    assert refused(found.casts, "associated_contact", vote) == "barred"
    found.casts("delegate", vote)


def test_names_on_a_ballot(world: World) -> None:
    found = opened(world)
    vote = found.asks("elections", seats=2, candidates=("Anna", "Bruno", "Carla"))

    def cast(*names: str, choice: str = "") -> Any:
        return cast_vote(actor=found.actor("delegate"), vote=vote, choice=choice, names=names)

    assert refused(cast, "Anna", "Anna") == refused(cast, "Dario") == "name_unknown"
    assert refused(cast, "Anna", choice="yes") == "name_unknown"
    assert refused(cast, "Anna", "Bruno", "Carla") == "too_many_names"
    cast("Anna", "Carla")
    assert Ballot.objects.get().names == ["Anna", "Carla"]


def test_a_vote_that_is_counted_in_the_hall(world: World) -> None:
    found = opened(world)
    tellers = (world.people["treasurer"], world.people["policy"])
    assert refused(found.casts, "delegate", found.asks(method="hand", tellers=tellers)) == "counted_by_hand"


def test_it_takes_a_handful_of_queries(world: World, max_queries: Callable[..., AbstractContextManager[Any]]) -> None:
    found = with_proxy(world)
    vote, actor = found.asks(), found.actor("their_contact")
    found.casts("associated_contact", vote)
    # Opening and ending the transaction, two for the proxy, one for the journal among them; on PostgreSQL the lock too.
    with max_queries(11 if connection.vendor == "postgresql" else 10):
        cast_vote(actor=actor, vote=vote, choice="yes")
