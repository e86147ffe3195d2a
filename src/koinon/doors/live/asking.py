"""What a meeting is at: the item, the words that are voted on, the vote and what it came to, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from koinon.doors.live.saying import face_of_vote, result_account
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.states import Face
from koinon.doors.shared.words import long_date, say
from koinon.rooms.assemblies.live import Scene
from koinon.rooms.assemblies.models import AgendaItem, Meeting, Vote
from koinon.rooms.assemblies.rules import day_in, rule_of, rulebook_of

BY_HAND = (Vote.Method.HAND, Vote.Method.PAPER)
# More seats than anybody is elected to at once: as many names as one likes.
ANY = 1000
# Letters from which on a text is set smaller, so that a hall sees all of it.
LONG, LONGER = 450, 1200


@dataclass(frozen=True, slots=True)
class Text:
    """The words that are voted on; for an amendment also those that it changes."""

    title: str
    text: str
    before: str = ""
    amendment: bool = False

    @property
    def size(self) -> str:
        """How long it is to read: long texts are set smaller on the screen."""
        return "longer" if len(self.text) > LONGER else "long" if len(self.text) > LONG else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A vote as everybody sees it."""

    id: str
    title: str
    kind: str
    how: str
    is_open: bool
    by_hand: bool
    in_writing: bool
    face: Face
    until: str = ""
    seats: int = 0
    most: int = 0
    candidates: Sequence[tuple[str, str]] = ()
    result: Account | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The item that a meeting is at, with the words and the vote."""

    id: str
    number: int
    of: int
    title: str
    words: str
    text: Text | None
    vote: Asked | None


def title_of(item: AgendaItem) -> str:
    """An item's title in the reader's language."""
    return say(item.label)


def subject_of(meeting: Meeting, scene: Scene) -> Subject | None:
    """What a meeting is at; None where no item is taken up."""
    item, vote = scene.item, scene.vote
    if item is None:
        return None
    numbers = [row.pk for row in scene.items]
    return Subject(
        id=str(item.public_id),
        number=numbers.index(item.pk) + 1,
        of=len(numbers),
        title=title_of(item),
        words=item.words,
        text=text_of(vote) if vote else None,
        vote=asked_in_words(meeting, scene, vote) if vote else None,
    )


def text_of(vote: Vote) -> Text | None:
    """The words that a vote is on, where a motion was put."""
    motion = vote.motion
    if motion is None:
        return None
    parent = motion.parent
    return Text(motion.title, motion.text, parent.text if parent else "", parent is not None)


def asked_in_words(meeting: Meeting, scene: Scene, vote: Vote) -> Asked:
    """A vote with its question, its candidates by name, and its result once it is closed."""
    rulebook = rulebook_of(meeting)
    election = rulebook.elections.get(vote.election)
    rule = election or rulebook.decisions[vote.decision]
    block = election is not None and election.method == "block"
    return Asked(
        id=str(vote.public_id),
        title=vote.motion.title if vote.motion else "",
        kind=say(rule.label),
        how=str(vote.get_method_display()),
        is_open=vote.state == "open",
        by_hand=vote.method in BY_HAND,
        in_writing=vote.method == Vote.Method.WRITTEN,
        face=face_of_vote(vote),
        until=_until(meeting, vote),
        seats=vote.seats,
        most=vote.seats if block else ANY,
        candidates=tuple((key, scene.names.get(key, key)) for key in vote.candidates),
        result=result_account(vote, scene.names),
    )


def _until(meeting: Meeting, vote: Vote) -> str:
    """Until when answers are awaited, where it is decided in writing."""
    rule = rule_of(meeting).written
    if vote.method != Vote.Method.WRITTEN or rule is None:
        return ""
    day = day_in(meeting, vote.opened_at) + timedelta(days=rule.days)
    return _("Answer until %(day)s.") % {"day": long_date(day)}


@dataclass(frozen=True, slots=True)
class Line:
    """An item on the list: its number and title, whether the meeting is at it, and what came of it."""

    id: str
    number: int
    title: str
    current: bool
    face: Face | None
    proposed_by: str = ""


def lines_of(scene: Scene) -> tuple[Line, ...]:
    """The agenda, item by item."""
    last = {vote.item_id: vote for vote in scene.votes if vote.motion is None or vote.motion.parent_id is None}
    return tuple(
        Line(
            str(item.public_id),
            number,
            title_of(item),
            scene.item is not None and item.pk == scene.item.pk,
            face_of_vote(last[item.pk]) if item.pk in last else None,
            item.proposed_by.name if item.proposed_by else "",
        )
        for number, item in enumerate(scene.items, 1)
    )
