"""What a vote decided, in words: title, text as adopted, and whether it was adopted at all."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from koinon.rooms.assemblies.models import Motion, Vote
from koinon.rooms.assemblies.queries import motions_in_order
from koinon.rooms.assemblies.rules import day_in, rulebook_of
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.amended_text import AdoptedAmendment, amended_text
from koinon.statutes.texts import say

DECIDED = ("adopted", "rejected", "elected", "not_filled", "next_round")
# The register is written in the language of the records.
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the register says of a vote."""

    title: str
    text: str
    words: str
    adopted: bool
    about_persons: bool
    taken_on: date


def elected_in(vote: Vote) -> tuple[str, ...]:
    """Who, or which alternative, was elected in a vote."""
    return tuple(vote.result["elected"]) if vote.election and vote.result else ()


def persons_in(candidates: tuple[str, ...]) -> list[UUID]:
    """The persons among what was elected; alternatives are words."""
    found = []
    for one in candidates:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def is_decided(vote: Vote) -> bool:
    """Whether a vote decided something by itself.

    An amendment decides only how the motion reads; a first round that elected nobody, nothing.
    """
    if vote.state != "closed" or vote.outcome not in DECIDED or (vote.motion and vote.motion.parent_id):
        return False
    return vote.outcome != "next_round" or bool(elected_in(vote))


def decided(vote: Vote) -> Decided:
    """Title, text and outcome of a vote that decided something."""
    if vote.closed_at is None:
        raise ValueError("still open")
    label = say(vote.item.label, LANGUAGE)
    on = day_in(vote.meeting, vote.closed_at)
    if vote.election:
        elected = elected_in(vote)
        names = _names(elected)
        return Decided(label, names, vote.item.words, bool(elected), bool(persons_in(elected)), on)
    concerned = vote.item.concerns is not None
    adopted = vote.outcome == "adopted"
    if vote.motion is None:
        return Decided(label, vote.item.words or label, "", adopted, concerned, on)
    text = _as_adopted(vote.motion) if adopted else vote.motion.text
    return Decided(vote.motion.title, text, vote.item.words or label, adopted, concerned, on)


def _names(elected: tuple[str, ...]) -> str:
    persons = names_of(persons_in(elected))
    by_id = {str(public_id): name for public_id, name in persons.items()}
    return "\n".join(by_id.get(one, one) for one in elected)


def adopted_amendments(motion: Motion) -> list[Motion]:
    """The amendments to a motion, and to these, that were adopted with all that they change, in the order of voting."""
    rows = [row for row in motions_in_order(motion.item) if row.parent_id is not None]
    passed = set(Vote.objects.filter(motion__in=rows, outcome="adopted").values_list("motion", flat=True))
    by_pk = {row.pk: row for row in rows}

    def stands(row: Motion) -> bool:
        if row.parent_id == motion.pk:
            return row.pk in passed
        parent = by_pk.get(row.parent_id or 0)
        return row.pk in passed and parent is not None and stands(parent)

    return [row for row in rows if stands(row)]


def _as_adopted(motion: Motion) -> str:
    rows = adopted_amendments(motion)
    changes = [
        AdoptedAmendment(str(row.pk), row.text, None if row.parent_id == motion.pk else str(row.parent_id))
        for row in rows
    ]
    found = amended_text(motion.text, changes)
    beside = [row for row in rows if str(row.pk) in found.beside]
    return "\n\n".join([found.text, *(f"{row.title}\n{row.text}" for row in beside)])


def body_name(vote: Vote) -> str:
    """What the body is called in references."""
    return say(rulebook_of(vote.meeting).bodies[vote.meeting.body].label, LANGUAGE)
