"""Caps on votes: the largest share of all votes that one member, or one country's members, may have together.

Everything is exact: votes are whole, shares are fractions, and no order of members or countries changes the outcome.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from koinon.statutes.rulebook.weight_rules import Cap

Votes = Mapping[str, int]
"""Member -> votes."""

Groups = Mapping[str, Hashable]
"""Member -> the group it belongs to: itself, or its country."""


@dataclass(frozen=True, slots=True)
class Capped:
    """The votes after a cap. `limit` is the most a group may have, `None` where no group had more.

    `total` is the votes there were before, `lapsed` how many of a capped group's could not be shared out evenly.
    `kept` is false where the cap cannot be kept: there are too few groups, or the members of one have more even with
    the least that each is given. Then nothing was capped; measured before, those who could be were.
    """

    votes: Votes
    limit: int | None
    total: int
    lapsed: int
    kept: bool


def capped(votes: Votes, groups: Groups, cap: Cap, least: int) -> Capped:
    """The votes when no group has more than the cap's share; each member keeps `least`.

    Members of a capped group get `least` each, and what remains in proportion to what each had beyond it.
    """
    total = sum(votes.values())
    sizes = _sizes(votes, groups)
    if not sizes or max(sizes.values()) <= cap.share * total:
        return Capped(dict(votes), None, total, 0, kept=True)
    if cap.measured == "before":
        limit = int(cap.share * total)
        after = _limited(votes, groups, cap, least, limit)
        kept = max(_sizes(after, groups).values()) <= limit
        return _told(votes, after, groups, limit, kept=kept)
    return _capped_after(votes, groups, cap, least)


def _capped_after(votes: Votes, groups: Groups, cap: Cap, least: int) -> Capped:
    """The largest limit that holds of what is left after it: lowering one group lowers the total for all."""
    floors = _sizes(dict.fromkeys(votes, least), groups)
    for limit in range(_highest(_sizes(votes, groups), floors, cap.share), 0, -1):
        after = _limited(votes, groups, cap, least, limit)
        most = int(cap.share * sum(after.values()))
        if max(_sizes(after, groups).values()) <= most:
            return _told(votes, after, groups, limit, kept=True)
        if max(floors.values()) > most:
            break  # a lower limit leaves less in all, and those at their least have the same
    return Capped(dict(votes), None, sum(votes.values()), 0, kept=False)


def _highest(sizes: Mapping[Hashable, int], floors: Mapping[Hashable, int], share: Fraction) -> int:
    """The largest limit not above its share of the total that it leaves, before anything lapses; 0 without one.

    The total divided by the limit never grows with the limit, so halving the interval finds it.
    """
    low, high = 0, max(sizes.values())
    while low < high:
        middle = (low + high + 1) // 2
        left = sum(min(size, max(middle, floors[group])) for group, size in sizes.items())
        low, high = (middle, high) if middle <= share * left else (low, middle - 1)
    return low


def _sizes(votes: Votes, groups: Groups) -> dict[Hashable, int]:
    sizes: dict[Hashable, int] = {}
    for member, number in votes.items():
        sizes[groups[member]] = sizes.get(groups[member], 0) + number
    return sizes


def _limited(votes: Votes, groups: Groups, cap: Cap, least: int, limit: int) -> dict[str, int]:
    after = dict(votes)
    for group, size in _sizes(votes, groups).items():
        if size > limit:
            inside = {member: number for member, number in votes.items() if groups[member] == group}
            after.update(_shared_out(inside, limit, least, cap))
    return after


def _shared_out(votes: Votes, limit: int, least: int, cap: Cap) -> dict[str, int]:
    """So many votes among members that had more together: `least` each, the rest by what they had beyond."""
    rest = limit - least * len(votes)
    beyond = {member: number - least for member, number in votes.items()}
    whole = sum(beyond.values())
    if rest <= 0 or whole <= 0:
        return dict.fromkeys(votes, least)
    exact = {member: Fraction(rest * number, whole) for member, number in beyond.items()}
    after = {member: least + int(part) for member, part in exact.items()}
    if cap.rest == "largest_remainder":
        remainders = {member: part - int(part) for member, part in exact.items()}
        for member in _largest(remainders, limit - sum(after.values())):
            after[member] += 1
    return after


def _largest(remainders: Mapping[str, Fraction], number: int) -> set[str]:
    """So many members with the largest remainders; of equals that cannot all be served, none is."""
    if number <= 0:
        return set()
    ordered = sorted(remainders.values(), reverse=True)
    edge = ordered[number - 1]
    reached = {member for member, part in remainders.items() if part >= edge}
    return reached if len(reached) <= number else {member for member in reached if remainders[member] > edge}


def _told(before: Votes, after: Votes, groups: Groups, limit: int, *, kept: bool) -> Capped:
    lowered = {group for group, size in _sizes(before, groups).items() if size > limit}
    lapsed = sum(max(0, limit - size) for group, size in _sizes(after, groups).items() if group in lowered)
    return Capped(dict(after), limit, sum(before.values()), lapsed, kept)
