"""What holds of weights whatever happens: nothing is lost, nothing counts twice, no order matters."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given

from koinon.statutes.assembly.caps import capped
from koinon.statutes.assembly.carriage import Carriage, Idle
from koinon.statutes.assembly.tally import count, electorate
from koinon.statutes.assembly.voices import summed
from koinon.statutes.inputs import InputError

from ..drawn import FEW
from .drawn import capped_votes, hall, randoms, votes_cast

KEYS = ("heads", "votes")


@FEW
@given(randoms)
def test_weight_is_conserved_through_splits_and_proxies(random: Random) -> None:
    at = hall(random)
    assert summed([card.weights for card in at.cards]) == at.whole
    found = at.carriage
    assert summed([piece.weights for piece in (*found.carried, *found.idle)]) == at.whole
    hands = [piece for person in {p.person for p in found.carried} for piece in found.in_the_hand_of(person)]
    assert summed([piece.weights for piece in hands]) == found.voting()


@FEW
@given(randoms)
def test_every_piece_lies_in_one_hand_or_idle(random: Random) -> None:
    at = hall(random)
    placed = [(piece.member, piece.place) for piece in (*at.carriage.carried, *at.carriage.idle)]
    assert sorted(placed) == sorted(card.key for card in at.cards)
    speakers = {card.key: card.speakers for card in at.cards}
    for piece in at.carriage.carried:
        assert (piece.person in speakers[piece.key]) == (piece.via != "proxy")


@FEW
@given(randoms)
def test_the_order_of_ballots_does_not_matter_and_a_recount_agrees(random: Random) -> None:
    at, ballots = votes_cast(random)
    first = count(ballots, KEYS)
    bases = electorate(at.whole, at.carriage, [ballot.key for ballot in ballots])
    for key in KEYS:
        assert first[key].cast == sum((ballot.weights[key] for ballot in ballots), Fraction(0))
        assert first[key].cast <= bases.base("present", key, first[key]) <= bases.base("entitled", key, first[key])
    random.shuffle(ballots)
    assert count(ballots, KEYS) == first


@FEW
@given(randoms)
def test_a_second_ballot_with_the_same_piece_is_refused(random: Random) -> None:
    _at, ballots = votes_cast(random)
    for ballot in ballots[:1]:
        with pytest.raises(InputError):
            count([*ballots, replace(ballot, choice="no")], KEYS)


@FEW
@given(randoms)
def test_who_voted_and_left_still_counts_as_present(random: Random) -> None:
    at, ballots = votes_cast(random)
    gone = Carriage((), tuple(Idle(p.member, p.place, "absent", None, p.weights) for p in at.carriage.carried))
    bases = electorate(at.whole, gone, [ballot.key for ballot in ballots])
    assert bases.present == summed([ballot.weights for ballot in ballots])


def sizes(votes: Mapping[str, int], groups: Mapping[str, str]) -> dict[str, int]:
    """Votes of each country."""
    found: dict[str, int] = {}
    for member, number in votes.items():
        found[groups[member]] = found.get(groups[member], 0) + number
    return found


@FEW
@given(randoms)
def test_a_cap_is_kept_exactly_and_takes_only_where_there_is_too_much(random: Random) -> None:
    votes, groups, cap = capped_votes(random)
    found = capped(votes, groups, cap, 1)
    before, after = sizes(votes, groups), sizes(found.votes, groups)
    assert all(1 <= found.votes[member] <= votes[member] for member in votes)
    if found.kept:
        measured = found.votes if cap.measured == "after" else votes
        assert all(size <= cap.share * sum(measured.values()) for size in after.values())
    elif cap.measured == "after":
        assert found.votes == votes
    if found.limit is not None:
        lowered = [group for group, size in before.items() if size > found.limit]
        assert all(after[group] == size for group, size in before.items() if group not in lowered)
        assert sum(max(0, found.limit - after[group]) for group in lowered) == found.lapsed
        people = [list(groups.values()).count(group) for group in lowered]
        assert cap.measured == "after" or found.kept == (max(people) <= found.limit)
    shuffled = list(votes.items())
    random.shuffle(shuffled)
    assert capped(dict(shuffled), groups, cap, 1) == found


@FEW
@given(randoms)
def test_within_a_country_more_never_becomes_less_and_equals_stay_equal(random: Random) -> None:
    votes, groups, cap = capped_votes(random)
    after = capped(votes, groups, cap, 1).votes
    for one in votes:
        for other in votes:
            if groups[one] == groups[other] and votes[one] >= votes[other]:
                assert after[one] >= after[other]


@FEW
@given(randoms)
def test_the_largest_limit_that_holds_is_taken(random: Random) -> None:
    votes, groups, cap = capped_votes(random)
    found = capped(votes, groups, cap, 1)
    if cap.measured == "after" and found.limit is not None and found.lapsed == 0:
        higher = sum(min(size, found.limit + 1) for size in sizes(votes, groups).values())
        assert found.limit + 1 > cap.share * higher


@FEW
@given(randoms)
def test_a_cap_on_members_alone_is_what_trying_every_limit_finds(random: Random) -> None:
    votes, _groups, cap = capped_votes(random)
    found = capped(votes, {member: member for member in votes}, cap, 1)
    total = sum(votes.values())
    for limit in range(max(votes.values(), default=0), 0, -1):
        after = {member: min(number, limit) for member, number in votes.items()}
        if limit <= cap.share * (total if cap.measured == "before" else sum(after.values())):
            assert (dict(found.votes), found.kept) == (after, True)
            return
    assert found.kept == (not votes)
