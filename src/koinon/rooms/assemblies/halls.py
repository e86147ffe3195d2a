"""Reads a meeting's records as the rules want them: the frozen roll, its pieces, proxies, who was there, who is barred.

Everything is read as of a moment, so that a first count and a recount years later see the same.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from koinon.rooms.assemblies import models
from koinon.rooms.assemblies.rules import rule_of, rulebook_of
from koinon.statutes.assembly.carriage import Barred, Carriage, carriage
from koinon.statutes.assembly.presence import Attendance, present_at, present_for
from koinon.statutes.assembly.proxies import Proxy
from koinon.statutes.assembly.quorum import QuorumResult, quorum
from koinon.statutes.assembly.roll import Roll, RollLine
from koinon.statutes.assembly.voices import Piece, Weights
from koinon.statutes.assembly.vote import Hall
from koinon.statutes.assembly.weights import WeightAccount
from koinon.statutes.rulebook import Rulebook


def frozen_roll(meeting: models.Meeting, moment: datetime | None = None) -> Roll:
    """The roll as it was frozen: who may vote with how many votes; the accounts behind them stay in the records.

    With a moment, whoever the meeting has let vote until then stands there with its votes.
    """
    rulebook = rulebook_of(meeting)
    kept = models.Roll.objects.get(meeting=meeting)
    lines = models.RollLine.objects.filter(roll=kept).defer("account").order_by("member")
    added = {row.member: row for row in kept.additions.filter(at__lte=moment)} if moment else {}
    return Roll(
        body=meeting.body,
        on=kept.on,
        lines=tuple(_line(rulebook, meeting.body, row, added.get(row.member)) for row in lines),
        caps=(),
        rule=f"meetings.{meeting.body}",
        source=rulebook.meetings[meeting.body].source,
        rulebook=rulebook.reference,
    )


def _line(rulebook: Rulebook, body: str, row: models.RollLine, added: models.RollAddition | None) -> RollLine:
    votes = added.votes if added else row.votes
    accounts = tuple(
        WeightAccount(key, rulebook.weights[key].label, votes[key], (), None, f"weights.{key}", ())
        for key in rulebook.meetings[body].weights
        if key in votes
    )
    waived: Any = added.waived_by if added else row.waived_by or None
    reason: Any = "waiver" if added else row.reason
    entitled = row.entitled or added is not None
    return RollLine(str(row.member), row.group, row.country, entitled, reason, waived, accounts, None)


def pieces_at(meeting: "models.Meeting | int", moment: datetime) -> "QuerySet[models.Piece]":
    """The pieces of the roll that are there at a moment."""
    rows = models.Piece.objects.filter(meeting=meeting)
    return rows.filter(Q(added_at=None) | Q(added_at__lte=moment))


def read_pieces(rows: "QuerySet[models.Piece]") -> tuple[Piece, ...]:
    """Pieces of the roll, in one order."""
    found = rows.order_by().values_list("member", "place", "weights", "speakers")
    ordered = sorted((str(member), place, weights, speakers) for member, place, weights, speakers in found)
    return tuple(
        Piece(member, place, weights_from(weights), tuple(speakers)) for member, place, weights, speakers in ordered
    )


def weights_from(stored: Mapping[str, str]) -> Weights:
    """Votes by weight key, exact again."""
    return {key: _exact(votes) for key, votes in stored.items()}


# The same few numbers stand on thousands of ballots, and reading one takes longer than counting it.
_exact = lru_cache(maxsize=1024)(Fraction)


def weights_as_stored(weights: Weights) -> dict[str, str]:
    """Votes by weight key as a table keeps them."""
    return {key: str(votes) for key, votes in weights.items()}


def proxies_from(rows: Iterable[models.Proxy], moment: datetime | None = None) -> list[Proxy]:
    """Proxies as they stood at a moment, or (without one) as they stand."""
    return [
        Proxy(
            str(row.public_id),
            str(row.giver),
            str(row.holder),
            row.state if moment is None else _state_at(row, moment),
            tuple(row.items),
        )
        for row in rows
    ]


def _state_at(row: models.Proxy, moment: datetime) -> str:
    if row.ended_at is not None and row.ended_at <= moment:
        return "revoked"
    return "accepted" if row.accepted_at is not None and row.accepted_at <= moment else "given"


def read_stays(rows: "QuerySet[models.Attendance]") -> list[Attendance]:
    """Who was there from when to when."""
    found = rows.order_by().values_list("person", "came_at", "left_at", "online")
    return [Attendance(str(person), came_at, left_at, online) for person, came_at, left_at, online in found]


def barred_from(vote: models.Vote) -> Barred:
    """Who does not vote: whoever declared an interest before the vote opened, and the member that it concerns."""
    rows = models.ConflictOfInterest.objects.filter(item=vote.item_id, declared_at__lte=vote.opened_at)
    return Barred(frozenset(str(person) for person in rows.values_list("person", flat=True)), _concerned(vote))


def _concerned(vote: models.Vote) -> frozenset[str]:
    decision = rulebook_of(vote.meeting).decisions.get(vote.decision)
    concerned = vote.item.concerns
    if decision is None or decision.concerned_votes or concerned is None:
        return frozenset()
    return frozenset({str(concerned.public_id)})


def carriage_in(meeting: models.Meeting, moment: datetime) -> Carriage:
    """Who carries what in the meeting as a whole at a moment."""
    rule = rule_of(meeting)
    return carriage(
        read_pieces(pieces_at(meeting, moment)),
        proxies_from(models.Proxy.objects.filter(meeting=meeting), moment),
        rule.proxies,
        present_at(rule.presence, read_stays(models.Attendance.objects.filter(meeting=meeting)), moment),
    )


def carriage_for(vote: models.Vote, moment: datetime) -> Carriage:
    """Who carries what for a vote that is open until a moment."""
    rule, meeting = rule_of(vote.meeting), vote.meeting_id
    stays = read_stays(models.Attendance.objects.filter(meeting=meeting))
    return carriage(
        read_pieces(pieces_at(meeting, moment)),
        proxies_from(models.Proxy.objects.filter(meeting=meeting), moment),
        rule.proxies,
        present_for(rule.presence, stays, vote.opened_at, moment),
        str(vote.item.public_id),
        barred_from(vote),
    )


def hall_of(vote: models.Vote, moment: datetime) -> Hall:
    """What a vote is counted against at a moment: the frozen roll, and who carries what."""
    return Hall(frozen_roll(vote.meeting, moment), carriage_for(vote, moment), vote.meeting.convocation)


def quorum_at(meeting: models.Meeting, moment: datetime) -> QuorumResult:
    """Whether there is the quorum of the body's meetings at a moment."""
    rulebook = rulebook_of(meeting)
    return quorum(
        rulebook,
        rule_of(meeting).quorum,
        present=carriage_in(meeting, moment).present(),
        entitled=frozen_roll(meeting, moment).totals(),
        convocation=meeting.convocation,
    )


def votes_with_meeting() -> "QuerySet[models.Vote]":
    """Votes with all that is needed to count them, but for the texts of the rules."""
    return models.Vote.objects.select_related("meeting__rules", "item__concerns").defer("meeting__rules__texts")
