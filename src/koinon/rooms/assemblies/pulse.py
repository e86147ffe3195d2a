"""The pulse of a meeting that is open: what whoever asks every other second is answered from.

Read from the records twice a second at most by each web process, for all who ask it: hundreds of phones that have seen
everything cost two questions each, which say who asks. Whoever has not is shown the records as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from koinon.rooms.assemblies.hands import members_spoken_for
from koinon.rooms.assemblies.live import Glance, glance_at, marked
from koinon.rooms.assemblies.models import Ballot
from koinon.rooms.assemblies.rules import with_rules

BEATS = 2


@dataclass(frozen=True, slots=True)
class Pulse:
    """A meeting at one look, and by whom and for whom the ballots of its open vote were cast."""

    seen: Glance
    cast: int
    by_person: Mapping[str, Sequence[str]]
    by_member: Mapping[str, int]

    def own(self, person: UUID) -> int:
        """How many ballots were cast by a person, or with the votes of the members that they speak for."""
        members = members_spoken_for(self.seen.meeting, person)
        others = [member for member in self.by_person.get(str(person), ()) if member not in members]
        return sum(self.by_member.get(member, 0) for member in members) + len(others)


def pulse_for(person: UUID, meeting: UUID, moment: datetime) -> Pulse | None:
    """The pulse, for whoever stands on the frozen roll as a speaker: they see the meeting. None for all others."""
    found = _pulse(meeting, int(moment.timestamp() * BEATS))
    if found is None or not members_spoken_for(found.seen.meeting, person):
        return None
    return found


@lru_cache(maxsize=32)
def _pulse(meeting: UUID, beat: int) -> Pulse | None:
    row = marked(with_rules().filter(public_id=meeting).exclude(opened_at=None)).first()
    if row is None:
        return None
    seen = glance_at(row, datetime.fromtimestamp(beat / BEATS, tz=row.opened_at.tzinfo))
    by_person: dict[str, list[str]] = {}
    by_member: dict[str, int] = {}
    ballots = Ballot.objects.filter(vote__public_id__in=[seen.open_vote]).values_list("person", "member")
    for person, member in ballots:
        by_person.setdefault(str(person), []).append(str(member))
        by_member[str(member)] = by_member.get(str(member), 0) + 1
    return Pulse(seen, sum(by_member.values()), by_person, by_member)
