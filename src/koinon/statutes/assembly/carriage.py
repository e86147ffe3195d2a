"""Who carries which votes at this moment: delegates, substitutes and holders of proxies that are there.

Every piece of the roll is carried once or lies idle for a reason; so nobody's votes count twice, and none get lost.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from koinon.statutes.assembly.proxies import COUNTS, Proxy
from koinon.statutes.assembly.voices import Piece, PieceKey, Weights, summed
from koinon.statutes.data import as_data, from_data
from koinon.statutes.inputs import InputError
from koinon.statutes.rulebook.meeting_rules import ProxyRule

Via = Literal["delegate", "substitute", "proxy"]
IdleReason = Literal["no_delegate", "absent", "holder_absent", "barred", "barred_absent"]
BARRED = frozenset({"barred", "barred_absent"})


@dataclass(frozen=True, slots=True)
class Barred:
    """Who does not vote on an item: persons that declared an interest, members that it concerns."""

    persons: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()


NOBODY = Barred()


@dataclass(frozen=True, slots=True)
class Carried:
    """A piece in somebody's hand: `member` is represented, `person` acts, `proxy` names the proxy if by one."""

    member: str
    place: int
    person: str
    via: Via
    proxy: str | None
    weights: Weights

    @property
    def key(self) -> PieceKey:
        """The piece."""
        return self.member, self.place


@dataclass(frozen=True, slots=True)
class Idle:
    """A piece that nobody carries, and why.

    One that is `barred` has somebody there who may not act; `barred_absent` is that of a member that does not vote on
    this, and is not there either.
    """

    member: str
    place: int
    reason: IdleReason
    proxy: str | None
    weights: Weights

    @property
    def key(self) -> PieceKey:
        """The piece."""
        return self.member, self.place


@dataclass(frozen=True, slots=True)
class Carriage:
    """All pieces of the roll at a moment, carried or idle, in the roll's order."""

    carried: tuple[Carried, ...]
    idle: tuple[Idle, ...]

    def in_the_hand_of(self, person: str) -> tuple[Carried, ...]:
        """What a person carries, their own member's first, then by proxy."""
        mine = [piece for piece in self.carried if piece.person == person]
        return tuple(sorted(mine, key=lambda piece: (piece.via == "proxy", piece.key)))

    def voting(self) -> dict[str, Fraction]:
        """What can be cast now, by weight key."""
        return summed([piece.weights for piece in self.carried])

    def barred(self) -> dict[str, Fraction]:
        """What is there and may not be cast."""
        return summed([piece.weights for piece in self.idle if piece.reason == "barred"])

    def excluded(self) -> dict[str, Fraction]:
        """What may not be cast, there or not."""
        return summed([piece.weights for piece in self.idle if piece.reason in BARRED])

    def present(self) -> dict[str, Fraction]:
        """What is present or represented, as a quorum counts it: what is barred included."""
        return summed([self.voting(), self.barred()])

    def as_data(self) -> dict[str, Any]:
        """JSON-safe."""
        data: dict[str, Any] = as_data(self)
        return data


def carriage_from_data(data: dict[str, Any]) -> Carriage:
    """The inverse of `Carriage.as_data`."""
    return from_data(Carriage, data)


def carriage(
    pieces: Sequence[Piece],
    proxies: Sequence[Proxy],
    rule: ProxyRule | None,
    present: AbstractSet[str],
    item: str | None = None,
    barred: Barred = NOBODY,
) -> Carriage:
    """Who carries what on an item, or (`None`) in the meeting as a whole, with these persons there.

    The delegate comes first, then the substitutes in their order, then the holder of a proxy that was accepted: the
    first person there who speaks for the holding member itself. A proxy does not pass on, and counts only while
    nobody of the giver and somebody of the holder is there. Raises `InputError` where a holder has more proxies than
    the rulebook allows or a giver two: nobody could say which of them counts.
    """
    counting = _counting(proxies, rule, item)
    scene = _scene(pieces, present, barred)
    placed = [_placed(piece, counting.get(piece.member), scene) for piece in pieces]
    return Carriage(
        tuple(piece for piece in placed if isinstance(piece, Carried)),
        tuple(piece for piece in placed if isinstance(piece, Idle)),
    )


def _counting(proxies: Sequence[Proxy], rule: ProxyRule | None, item: str | None) -> dict[str, Proxy]:
    """The accepted proxies for an item, by giver."""
    counting: dict[str, Proxy] = {}
    held: dict[str, int] = {}
    for proxy in proxies:
        if proxy.state not in COUNTS or not proxy.covers(item):
            continue
        held[proxy.holder] = held.get(proxy.holder, 0) + 1
        if rule is None or held[proxy.holder] > rule.per_holder or proxy.giver in counting:
            raise InputError("proxies", proxy.key, "one for each giver, and no more for a holder than the rules allow")
        counting[proxy.giver] = proxy
    return counting


@dataclass(frozen=True, slots=True)
class _Scene:
    """Who is there, who may not act; of which members somebody is there, and the first person that acts for each."""

    present: AbstractSet[str]
    barred: Barred
    there: frozenset[str]
    hands: Mapping[str, str]


def _scene(pieces: Sequence[Piece], present: AbstractSet[str], barred: Barred) -> _Scene:
    there: set[str] = set()
    hands: dict[str, str] = {}
    for piece in pieces:
        speakers = [name for name in piece.speakers if name in present]
        there.update([piece.member] if speakers else [])
        acting = [name for name in speakers if name not in barred.persons and piece.member not in barred.members]
        if acting:
            hands.setdefault(piece.member, acting[0])
    return _Scene(present, barred, frozenset(there), hands)


def _placed(piece: Piece, proxy: Proxy | None, scene: _Scene) -> Carried | Idle:
    there = [name for name in piece.speakers if name in scene.present]
    acting = next((name for name in there if name not in scene.barred.persons), None)
    if piece.member in scene.barred.members:
        is_there = bool(there) or (proxy is not None and proxy.holder in scene.there)
        return _idle(piece, "barred" if is_there else "barred_absent")
    if acting is not None:
        via: Via = "delegate" if acting == piece.speakers[0] else "substitute"
        return Carried(piece.member, piece.place, acting, via, None, piece.weights)
    if there:
        return _idle(piece, "barred")
    if proxy is not None:
        return _by_proxy(piece, proxy, scene)
    return _idle(piece, "absent" if piece.speakers else "no_delegate")


def _by_proxy(piece: Piece, proxy: Proxy, scene: _Scene) -> Carried | Idle:
    if proxy.holder in scene.hands:
        return Carried(piece.member, piece.place, scene.hands[proxy.holder], "proxy", proxy.key, piece.weights)
    return _idle(piece, "barred" if proxy.holder in scene.there else "holder_absent", proxy.key)


def _idle(piece: Piece, reason: IdleReason, proxy: str | None = None) -> Idle:
    return Idle(piece.member, piece.place, reason, proxy, piece.weights)
