"""Reads all that a meeting left on record, each table once, however many votes and delegates there were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from koinon.core.models import JournalEntry
from koinon.rooms.assemblies.models import (
    AgendaItem,
    Attendance,
    Ballot,
    ConflictOfInterest,
    HandCount,
    Meeting,
    Motion,
    Piece,
    Proxy,
    Roll,
    RollLine,
    Vote,
)
from koinon.rooms.people.queries import names_of

STATED = "assemblies.state_quorum"
Cast = tuple[UUID, UUID, str, str, list[str]]
"""Member, acting person, via what, choice, names."""


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one meeting, and the name of every person in them (by public id as text)."""

    meeting: Meeting
    roll: Roll | None
    lines: Sequence[RollLine]
    speakers: Mapping[str, Sequence[str]]
    stays: Sequence[Attendance]
    proxies: Sequence[Proxy]
    items: Sequence[AgendaItem]
    motions: Mapping[int, Sequence[Motion]]
    conflicts: Mapping[int, Sequence[ConflictOfInterest]]
    votes: Mapping[int, Sequence[Vote]]
    cast: Mapping[int, Sequence[Cast]]
    counts: Mapping[int, Sequence[HandCount]]
    stated: Sequence[Mapping[str, Any]]
    names: Mapping[str, str]


def read_records(meeting: Meeting) -> Records:
    """Everything that minutes are drawn from; the meeting comes with its rules."""
    items = AgendaItem.objects.filter(meeting=meeting, stands=True).select_related("proposed_by", "concerns")
    votes = list(Vote.objects.filter(meeting=meeting).order_by("opened_at", "id"))
    stays = list(Attendance.objects.filter(meeting=meeting))
    conflicts = list(ConflictOfInterest.objects.filter(item__meeting=meeting).order_by("declared_at", "id"))
    cast = _cast(meeting)
    counts = list(HandCount.objects.filter(vote__meeting=meeting))
    people = {
        *(row.person for row in stays),
        *(row.person for row in conflicts),
        *(person for rows in cast.values() for _member, person, *_rest in rows),
        *(row.teller for row in counts),
        *(meeting.chair,),
        *_ids(value for vote in votes for value in (*vote.tellers, *vote.candidates)),
    }
    return Records(
        meeting=meeting,
        roll=Roll.objects.filter(meeting=meeting).first(),
        lines=list(RollLine.objects.filter(roll__meeting=meeting).defer("account").order_by("name", "member")),
        speakers=_speakers(meeting),
        stays=stays,
        proxies=list(Proxy.objects.filter(meeting=meeting)),
        items=list(items.prefetch_related("papers__document").order_by("position")),
        motions=_by("item_id", Motion.objects.filter(item__meeting=meeting).order_by("filed")),
        conflicts=_by("item_id", conflicts),
        votes=_by("item_id", votes),
        cast=cast,
        counts=_by("vote_id", counts),
        stated=list(
            JournalEntry.objects.filter(action=STATED, subject=meeting.public_id)
            .order_by("id")
            .values_list("outcome", flat=True)
        ),
        names={str(person): name for person, name in names_of(people).items()},
    )


def _cast(meeting: Meeting) -> dict[int, list[Cast]]:
    found: dict[int, list[Cast]] = {}
    rows = Ballot.objects.filter(vote__meeting=meeting).order_by()
    for vote, *row in rows.values_list("vote_id", "member", "person", "via", "choice", "names"):
        found.setdefault(vote, []).append(tuple(row))
    return found


def _speakers(meeting: Meeting) -> dict[str, list[str]]:
    """Who may cast each member's votes, in the order in which they come."""
    found: dict[str, dict[str, None]] = {}
    rows = Piece.objects.filter(meeting=meeting).order_by("member", "place").values_list("member", "speakers")
    for member, speakers in rows:
        found.setdefault(str(member), {}).update(dict.fromkeys(speakers))
    return {member: list(speakers) for member, speakers in found.items()}


def _by(name: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, name), []).append(row)
    return found


def _ids(values: Iterable[str]) -> list[UUID]:
    """Those of some words that are public ids: a candidate is a person, or an alternative in a word."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
