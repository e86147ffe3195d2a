"""In which order a motion and its amendments are voted on, and which of them fall meanwhile."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from koinon.statutes.inputs import InputError

Order = Literal["furthest_first", "as_filed"]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change to a motion, or (`parent`) to another amendment.

    `filed` is its place in the order of filing. `reach` is how far it goes, a larger number further, as the chair has
    ranked it: `None` where nobody has. `excludes` are the amendments that cannot stand beside it.
    """

    key: str
    filed: int
    parent: str | None = None
    reach: int | None = None
    excludes: frozenset[str] = frozenset()


def voting_order(amendments: Sequence[Amendment], order: Order) -> tuple[str, ...]:
    """The amendments in the order of voting; the motion itself comes after them, as it then stands.

    What changes an amendment comes before it. `furthest_first`: the one that goes furthest, before the motion can be
    changed less; equals, and those that nobody ranked (last), as they were filed. Raises `InputError` for a parent
    that is not there, for one that is its own ancestor, and for keys or places in the order that are not unique.
    """
    _check(amendments)
    children: dict[str | None, list[Amendment]] = {}
    for amendment in sorted(amendments, key=lambda item: _rank(item, order)):
        children.setdefault(amendment.parent, []).append(amendment)
    ordered = tuple(key for amendment in children.get(None, []) for key in _from(amendment, children))
    if len(ordered) < len(amendments):
        lost = sorted({item.key for item in amendments} - set(ordered))
        raise InputError("parent", ", ".join(lost), "an amendment that leads up to the motion")
    return ordered


def _rank(amendment: Amendment, order: Order) -> tuple[int, int]:
    if order == "as_filed" or amendment.reach is None:
        return (1, amendment.filed)
    # A further reach gives a smaller number; all that is ranked comes before what is not.
    return (-amendment.reach, amendment.filed)


def _from(amendment: Amendment, children: Mapping[str | None, Sequence[Amendment]]) -> tuple[str, ...]:
    before = tuple(key for child in children.get(amendment.key, ()) for key in _from(child, children))
    return (*before, amendment.key)


def _check(amendments: Sequence[Amendment]) -> None:
    keys = {amendment.key for amendment in amendments}
    if len(keys) < len(amendments) or len({amendment.filed for amendment in amendments}) < len(amendments):
        raise InputError("amendments", len(amendments), "each key and each place in the order of filing once")
    for amendment in amendments:
        if amendment.parent is not None and amendment.parent not in keys:
            raise InputError("parent", amendment.parent, ", ".join(sorted(keys - {amendment.key})))
        if amendment.reach is not None and amendment.reach < 0:
            raise InputError("reach", amendment.reach, "zero or more")


def fallen(amendments: Sequence[Amendment], adopted: AbstractSet[str], rejected: AbstractSet[str]) -> frozenset[str]:
    """Those not voted on yet that no vote is needed on any more, after these were adopted and rejected.

    An amendment falls with an adopted one that excludes it or that it excludes, and with a parent that was rejected
    or fell. Raises `InputError` for the key of an amendment that there is not.
    """
    by_key = {amendment.key: amendment for amendment in amendments}
    for unknown in sorted((adopted | rejected) - by_key.keys()):
        raise InputError("amendment", unknown, ", ".join(by_key))
    excluded = {key for name in adopted for key in by_key[name].excludes}
    excluded |= {amendment.key for amendment in amendments if amendment.excludes & adopted}
    down = set(rejected) | (excluded - adopted)
    while True:
        more = {item.key for item in amendments if item.parent in down} - down - adopted
        if not more:
            return frozenset(down - rejected)
        down |= more
