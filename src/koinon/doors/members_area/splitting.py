"""The form that names delegates, filled in with whom the organisation named already, or who would vote by mandate."""

from typing import Any

from koinon.doors.members_area.meeting_forms import SUBSTITUTES, DelegatesForm
from koinon.doors.members_area.meeting_visit import MeetingVisit
from koinon.doors.members_area.rolls import ReadRoll
from koinon.rooms.assemblies.models import Delegation
from koinon.rooms.assemblies.represented import delegations_of, may_speak
from koinon.rooms.assemblies.rules import rule_of
from koinon.rooms.people.models import Mandate

# More parts than this nobody fills in on one page.
MOST_PARTS = 6


def delegates_form(at: MeetingVisit, roll: ReadRoll, sent: Any) -> DelegatesForm:
    """The form, with everybody on offer who speaks for the organisation on the day of the meeting."""
    mandates = list(may_speak(at.meeting, at.member))
    people = {str(row.person.public_id): row.person.name for row in mandates}
    parts, votes = _parts(at, roll, len(people))
    initial = _initial(list(delegations_of(at.meeting, at.member)), mandates)
    return DelegatesForm(list(people.items()), parts, votes, sent, initial=initial)


def _parts(at: MeetingVisit, roll: ReadRoll, people: int) -> tuple[int, int | None]:
    """In how many parts the votes may be cast, and how many there are to share out."""
    rule = rule_of(at.meeting).split
    votes = roll.own.votes.get(rule.weight) if rule and roll.own else None
    if rule is None or not votes:
        return 1, None
    return max(1, min(rule.most_delegates, votes, people, MOST_PARTS)), votes


def _initial(rows: list[Delegation], mandates: list[Mandate]) -> dict[str, Any]:
    if not rows:
        first = next((row for row in mandates if row.role == "delegate"), None)
        return {"delegate_0": str(first.person.public_id)} if first else {}
    found: dict[str, Any] = {}
    for row in rows:
        if row.rank == 0:
            found |= {f"delegate_{row.place}": str(row.person), f"votes_{row.place}": row.votes}
        elif row.rank <= SUBSTITUTES:
            found[f"substitute_{row.place}_{row.rank - 1}"] = str(row.person)
    return found
