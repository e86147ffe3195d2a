"""Proxies: given by a member, accepted by the holder, within the rulebook's caps; revocable until they are used."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from koinon.statutes.assembly.roll import Roll
from koinon.statutes.rulebook.meeting_rules import ProxyRule
from koinon.statutes.transitions import TransitionTable

PROXY = TransitionTable(
    name="proxy",
    initial="given",
    states=("given", "accepted", "declined", "revoked", "used"),
    transitions={
        ("given", "accept"): "accepted",
        ("given", "decline"): "declined",
        ("given", "revoke"): "revoked",
        ("accepted", "revoke"): "revoked",
        ("accepted", "use"): "used",
        ("used", "use"): "used",
    },
)
"""Once a ballot was cast by it, a proxy stays for what it was given for."""

LIVE = frozenset({"given", "accepted", "used"})
COUNTS = frozenset({"accepted", "used"})

ProxyRefusal = Literal[
    "not_allowed",
    "scope",
    "giver_may_not_vote",
    "holder_may_not_vote",
    "to_itself",
    "given_already",
    "another_category",
    "another_country",
    "holder_has_enough",
]


@dataclass(frozen=True, slots=True)
class Proxy:
    """A member's votes in another's hands: for the whole meeting, or for the items named."""

    key: str
    giver: str
    holder: str
    state: str = "given"
    items: tuple[str, ...] = ()

    def covers(self, item: str | None) -> bool:
        """Whether it is for an item; `None` stands for the meeting as a whole."""
        return not self.items or item in self.items

    def overlaps(self, other: "Proxy") -> bool:
        """Whether both are for some same item."""
        return not self.items or not other.items or bool(set(self.items) & set(other.items))


def why_not_give(rule: ProxyRule | None, roll: Roll, proxies: Sequence[Proxy], new: Proxy) -> ProxyRefusal | None:
    """Why a proxy cannot be given, or `None` where it can. `proxies` are all there are for the meeting."""
    if rule is None:
        return "not_allowed"
    if ("items" if new.items else "meeting") not in rule.scopes:
        return "scope"
    if new.giver == new.holder:
        return "to_itself"
    lines = {line.member: line for line in roll.entitled()}
    if new.giver not in lines:
        return "giver_may_not_vote"
    if new.holder not in lines:
        return "holder_may_not_vote"
    giver, holder = lines[new.giver], lines[new.holder]
    if rule.holders == "same_category" and giver.group != holder.group:
        return "another_category"
    if rule.holders == "same_country" and giver.country != holder.country:
        return "another_country"
    return _why_not_this_one(rule, proxies, new)


def _why_not_this_one(rule: ProxyRule, proxies: Sequence[Proxy], new: Proxy) -> ProxyRefusal | None:
    others = [proxy for proxy in proxies if proxy.key != new.key and proxy.overlaps(new)]
    if any(proxy.giver == new.giver and proxy.state in LIVE for proxy in others):
        return "given_already"
    return "holder_has_enough" if holds_enough(rule, others, new) else None


def holds_enough(rule: ProxyRule, proxies: Sequence[Proxy], new: Proxy) -> bool:
    """Whether, on some item that a proxy is for, its holder has accepted as many as the rulebook lets anybody hold.

    Asked when one is given, and again when it is accepted.
    """
    held = [
        proxy
        for proxy in proxies
        if proxy.key != new.key and proxy.holder == new.holder and proxy.state in COUNTS and proxy.overlaps(new)
    ]
    named = {item for proxy in (*held, new) for item in proxy.items}
    # Whoever is for the whole meeting counts on every item, those that nobody named included.
    items = set(new.items) if new.items else {None, *named}
    return any(sum(proxy.covers(item) for proxy in held) >= rule.per_holder for item in items)
