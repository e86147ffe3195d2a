"""Draws up the roll of a body: of members by category, standing and waiver, or of persons by their seats."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from koinon.statutes.assembly.roll import Roll, RollLine, RollReason
from koinon.statutes.assembly.weights import CapNote, Voter, WeightAccount, accounts
from koinon.statutes.entitlements import EntitlementVerdict, entitlements
from koinon.statutes.inputs import InputError, one_of
from koinon.statutes.rulebook.schema import Rulebook
from koinon.statutes.rulebook.weight_rules import FEE
from koinon.statutes.standing import Standing


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member as it stands on the record date. `waived_by` cites the Assembly's decision that keeps its vote."""

    member: str
    category: str
    country: str
    standing: Standing
    figures: Mapping[str, Decimal | None] = field(default_factory=dict)
    fee: Decimal | None = None
    waived_by: str | None = None


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A person on a seat of a body."""

    person: str
    seat: str
    country: str = ""


def members_roll(rulebook: Rulebook, body: str, members: Sequence[MemberFacts], on: date) -> Roll:
    """The roll of a body in which members vote, as they stand on the record date.

    Raises `InputError` for a body that does not meet, or in which persons vote, and for a member named twice.
    """
    one_of("body", body, rulebook.meetings)
    right = rulebook.meetings[body].right
    if right is None:
        raise InputError("body", body, "a body in which members vote")
    _refuse_twice([member.member for member in members])
    known = {member.member: (member, *_verdict(rulebook, right, member)) for member in members}
    voters = [
        Voter(member.member, member.country, {**member.figures, FEE: member.fee})
        for member, _right, reason in known.values()
        if reason in ("granted", "waiver")
    ]
    weights, caps = _weights(rulebook, body, voters)
    lines = [
        RollLine(
            member=key,
            group=member.category,
            country=member.country,
            entitled=key in weights,
            reason=reason,
            waived_by=member.waived_by if reason == "waiver" else None,
            weights=weights.get(key, ()),
            right=verdict,
        )
        for key, (member, verdict, reason) in sorted(known.items())
    ]
    return _roll(rulebook, body, on, lines, caps)


def seats_roll(rulebook: Rulebook, body: str, seats: Sequence[SeatFacts], on: date) -> Roll:
    """The roll of a body in which persons vote: one vote for each seat that has one."""
    one_of("body", body, rulebook.meetings)
    voting = {seat.key: seat.votes for seat in rulebook.bodies[body].seats}
    _refuse_twice([seat.person for seat in seats])
    for seat in seats:
        one_of("seat", seat.seat, voting)
    weights, caps = _weights(rulebook, body, [Voter(s.person, s.country, {}) for s in seats if voting[s.seat]])
    lines = [
        RollLine(
            member=seat.person,
            group=seat.seat,
            country=seat.country,
            entitled=seat.person in weights,
            reason="seat" if seat.person in weights else "seat_without_vote",
            waived_by=None,
            weights=weights.get(seat.person, ()),
            right=None,
        )
        for seat in sorted(seats, key=lambda seat: seat.person)
    ]
    return _roll(rulebook, body, on, lines, caps)


def _verdict(rulebook: Rulebook, right: str, member: MemberFacts) -> tuple[EntitlementVerdict, RollReason]:
    verdict = entitlements(rulebook, member.category, member.standing)[right]
    if verdict.outcome == "not_in_category":
        return verdict, "not_in_category"
    if verdict.reason == "not_member":
        return verdict, "not_member"
    if verdict.granted:
        return verdict, "granted"
    return verdict, "waiver" if member.waived_by else "standing"


def _weights(
    rulebook: Rulebook, body: str, voters: Sequence[Voter]
) -> tuple[dict[str, tuple[WeightAccount, ...]], tuple[CapNote, ...]]:
    by_key = [accounts(rulebook, key, voters) for key in rulebook.meetings[body].weights]
    weights = {voter.key: tuple(found[voter.key] for found, _notes in by_key) for voter in voters}
    return weights, tuple(note for _found, notes in by_key for note in notes)


def _roll(rulebook: Rulebook, body: str, on: date, lines: list[RollLine], caps: tuple[CapNote, ...]) -> Roll:
    source = rulebook.meetings[body].source
    return Roll(body, on, tuple(lines), caps, f"meetings.{body}", source, rulebook.reference)


def _refuse_twice(keys: Sequence[str]) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            raise InputError("member", key, "each member once")
