"""Recounts a meeting from its records, and says where the stored results, the roll or the journal differ."""

from dataclasses import dataclass, field

from koinon.core.canonical import canonical, digest
from koinon.core.models import JournalEntry
from koinon.rooms.assemblies.counting import counted
from koinon.rooms.assemblies.halls import frozen_roll, votes_with_meeting
from koinon.rooms.assemblies.models import Ballot, Meeting, Roll, RollAddition, Vote
from koinon.statutes.assembly.roll import frozen_form
from koinon.statutes.inputs import InputError

CAST = "assemblies.cast_vote"
BY_NAMES = (Vote.Method.OPEN, Vote.Method.WRITTEN)
Cast = tuple[str, int, str, tuple[str, ...]]


@dataclass(slots=True)
class Recount:
    """How many results of a meeting a recount confirms, and every difference in a sentence."""

    meeting: Meeting
    votes: int = 0
    agree: int = 0
    differences: list[str] = field(default_factory=list)


def recount(meeting: Meeting) -> Recount:
    """Check the frozen roll against its hash, and reckon the result of every closed vote anew."""
    found = Recount(meeting)
    kept = Roll.objects.filter(meeting=meeting).first()
    if kept is not None and digest(frozen_form(frozen_roll(meeting))) != kept.hash:
        found.differences.append("the roll does not give the hash under which it was frozen")
    for added in RollAddition.objects.filter(roll__meeting=meeting):
        if digest(frozen_form(frozen_roll(meeting, added.at))) != added.hash:
            found.differences.append(f"the roll with {added.member} added does not give the hash kept for it")
    for vote in votes_with_meeting().filter(meeting=meeting, state="closed"):
        found.votes += 1
        differences = _differences(vote)
        found.agree += not differences
        found.differences += [f"vote {vote.public_id}: {words}" for words in differences]
    return found


def _differences(vote: Vote) -> list[str]:
    if vote.closed_at is None:
        return ["it is closed and has no moment at which it was"]
    try:
        again = counted(vote, vote.closed_at)
    except InputError as wrong:
        return [f"its records cannot be counted: {wrong}"]
    found = []
    if again.outcome != vote.outcome:
        found.append(f"the outcome on record is {vote.outcome!r}, the recount gives {again.outcome!r}")
    elif canonical(again.result) != canonical(vote.result):
        found.append("the account of the result is another")
    if vote.method in BY_NAMES and _cast(vote) != _in_the_journal(vote):
        found.append("the ballots on record are not those in the journal")
    return found


def _cast(vote: Vote) -> set[Cast]:
    rows = Ballot.objects.filter(vote=vote).values_list("member", "place", "choice", "names")
    return {(str(member), place, choice, tuple(names)) for member, place, choice, names in rows}


def _in_the_journal(vote: Vote) -> set[Cast]:
    lines = JournalEntry.objects.filter(action=CAST, subject=vote.public_id).values_list("outcome", flat=True)
    return {
        (row["member"], row["place"], row["choice"], tuple(row["names"])) for line in lines for row in line["ballots"]
    }
