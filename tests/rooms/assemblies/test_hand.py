"""Counted by hand: two tellers who agree make the result, by the same rules as any other vote."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest

from koinon.rooms.assemblies.actions import Sheet, close_vote, confirm_hand_count, record_hand_count
from koinon.rooms.assemblies.models import HandCount
from tests.rooms.assemblies.meeting import Gathering, opened
from tests.rooms.outcomes import line_of, no_line_of, refused
from tests.world import World

COUNT = Sheet({"one_each": {"yes": "2", "no": "1"}})


@pytest.fixture
def found(world: World) -> Gathering:
    """An open meeting with all three there."""
    return opened(world)


def by_hand(found: Gathering, item: str = "accounts", method: str = "hand", **question: Any) -> UUID:
    """A vote that the treasurer and the policy officer count."""
    tellers = (found.world.people["treasurer"], found.world.people["policy"])
    return found.asks(item, method=method, tellers=tellers, **question)


def writes(found: Gathering, who: str, vote: UUID, sheet: Sheet = COUNT) -> Any:
    """A teller writes down what they counted."""
    return record_hand_count(actor=found.actor(who), vote=vote, sheet=sheet)


def confirms(found: Gathering, who: str, vote: UUID, whose: str = "treasurer") -> Any:
    """A teller counted the same as another."""
    return confirm_hand_count(actor=found.actor(who), vote=vote, teller=found.world.people[whose])


def test_record_hand_count_and_confirm(found: Gathering) -> None:
    vote = by_hand(found)
    writes(found, "treasurer", vote)
    assert refused(close_vote, actor=found.desk(), vote=vote) == "not_by_the_rules"
    assert confirms(found, "policy", vote).tellers_who_agree == 2
    row = found.closes(vote)
    assert (row.outcome, row.result["majority"]["parts"][0]["counts"]["yes"]) == ("adopted", "2")
    assert line_of("assemblies.record_hand_count", vote).actor == found.world.people["treasurer"]
    assert line_of("assemblies.confirm_hand_count", vote).actor == found.world.people["policy"]


def test_tellers_who_differ_count_again(found: Gathering) -> None:
    vote = by_hand(found)
    writes(found, "treasurer", vote)
    writes(found, "policy", vote, Sheet({"one_each": {"yes": "1", "no": "1"}}))
    assert refused(close_vote, actor=found.desk(), vote=vote) == "not_by_the_rules"
    writes(found, "policy", vote, Sheet({"one_each": {"no": "01", "yes": "4/2"}}))
    assert HandCount.objects.count() == 2
    assert found.closes(vote).outcome == "adopted"


def test_more_than_could_be_cast_is_refused_at_the_close(found: Gathering) -> None:
    vote = by_hand(found, method="paper")
    for who in ("treasurer", "policy"):
        writes(found, who, vote, Sheet({"one_each": {"yes": "4"}}))
    assert refused(close_vote, actor=found.desk(), vote=vote) == "not_by_the_rules"


def test_an_election_on_paper(found: Gathering) -> None:
    vote = by_hand(found, "elections", "paper", seats=1, candidates=("Anna", "Bruno"))
    assert refused(writes, found, "treasurer", vote) == "sheet_incomplete"
    assert refused(writes, found, "treasurer", vote, Sheet(votes={"Anna": "2"}, valid="2")) == "sheet_incomplete"
    writes(found, "treasurer", vote, Sheet(votes={"Anna": "2", "Bruno": "0"}, valid="2", blank="1"))
    confirms(found, "policy", vote)
    row = found.closes(vote)
    assert (row.outcome, row.result["elected"]) == ("elected", ["Anna"])


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({}, "sheet_incomplete"),
        ({"one_each": {}, "kilos": {}}, "sheet_incomplete"),
        ({"one_each": {"yes": "many"}}, "number_unreadable"),
        ({"one_each": {"yes": "1/0"}}, "number_unreadable"),
        ({"one_each": {"yes": "1" * 30}}, "number_unreadable"),
        ({"one_each": {"yes": "1e999999999"}}, "number_unreadable"),
        ({"one_each": {"yes": "-1"}}, "number_negative"),
    ],
)
def test_record_hand_count_refused(found: Gathering, columns: Mapping[str, Mapping[str, str]], code: str) -> None:
    vote = by_hand(found)
    assert refused(writes, found, "treasurer", vote, Sheet(columns)) == code
    assert no_line_of("assemblies.record_hand_count")


def test_only_tellers_count_and_only_such_votes(found: Gathering) -> None:
    vote = by_hand(found)
    for who in ("auditor", "delegate", "secretary_general", "nobody"):
        assert refused(writes, found, who, vote) == refused(confirms, found, who, vote) == "not_found"
    assert refused(writes, found, "treasurer", uuid4()) == "not_found"
    writes(found, "treasurer", vote)
    assert refused(confirms, found, "treasurer", vote) == "own_count"
    confirms(found, "policy", vote)
    found.closes(vote)
    assert refused(writes, found, "treasurer", vote) == "vote_closed"
    names = found.asks("budget", tellers=(found.world.people["treasurer"],))
    assert refused(writes, found, "treasurer", names) == "not_by_hand"


def test_confirm_hand_count_refused(found: Gathering) -> None:
    vote = by_hand(found)
    assert refused(confirms, found, "policy", vote) == "not_found"
    assert no_line_of("assemblies.confirm_hand_count")
