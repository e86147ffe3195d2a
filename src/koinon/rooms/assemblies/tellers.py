"""What a teller sees of a vote that is counted by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from koinon.core.actors import Actor
from koinon.rooms.assemblies.halls import carriage_for, votes_with_meeting
from koinon.rooms.assemblies.models import HandCount, Vote
from koinon.rooms.assemblies.rules import moment_now, rulebook_of
from koinon.rooms.people.queries import names_of
from koinon.statutes.texts import LocalText

BY_HAND = (Vote.Method.HAND, Vote.Method.PAPER)


def vote_to_count(actor: Actor, vote: UUID) -> Vote | None:
    """A vote that the actor was named to count; to others it does not exist."""
    row = votes_with_meeting().select_related("motion__parent").filter(public_id=vote, method__in=BY_HAND).first()
    if row is None or actor.person is None or str(actor.person) not in row.tellers:
        return None
    return row


def weights_counted(vote: Vote) -> Mapping[str, LocalText]:
    """By which weights a vote is counted, with what they are called."""
    rulebook = rulebook_of(vote.meeting)
    if vote.election:
        keys = [rulebook.elections[vote.election].weight]
    else:
        keys = [part.weight for part in rulebook.majorities[rulebook.decisions[vote.decision].majority].parts]
    return {key: rulebook.weights[key].label for key in dict.fromkeys(keys)}


@dataclass(frozen=True, slots=True)
class TellerState:
    """A teller of a vote, and the sheet they handed in, if they did."""

    person: UUID
    name: str
    sheet: HandCount | None


def tellers_of(vote: Vote) -> Sequence[TellerState]:
    """The tellers of a vote, each with their sheet."""
    people = [UUID(teller) for teller in vote.tellers]
    names = names_of(people)
    sheets = {row.teller: row for row in HandCount.objects.filter(vote=vote)}
    return [TellerState(person, names.get(person, ""), sheets.get(person)) for person in people]


def votes_in_the_hall(actor: Actor, vote: Vote) -> Mapping[str, Fraction]:
    """All that can be cast in the hall at this moment, by weight: no count is larger."""
    return carriage_for(vote, moment_now(vote.meeting, actor)).voting()
