"""The parts of the big screen: whose meeting it is, what is on, how many have voted, whether there is a quorum."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.doors.live.asking import Line, Subject, lines_of, subject_of
from koinon.doors.live.looking import Look, Part
from koinon.doors.shared.words import long_date, say
from koinon.rooms.assemblies.live import HallNow, hall_now, scene_of
from koinon.rooms.assemblies.queries import body_label
from koinon.statutes.assembly.vote_words import quorum_text

# Beyond so many names a hall cannot read them.
NAMES = 60


@dataclass(frozen=True, slots=True)
class Head:
    """Whose meeting it is."""

    body: str
    day: str
    place: str


@dataclass(frozen=True, slots=True)
class Stage:
    """What is on: the item with its vote, or the agenda and who is there."""

    state: str
    subject: Subject | None
    lines: Sequence[Line]
    people: Sequence[str]
    more: int


@dataclass(frozen=True, slots=True)
class Cast:
    """How many have voted; how, nobody sees before the close."""

    shown: bool
    cast: int
    of: int


@dataclass(frozen=True, slots=True)
class Foot:
    """Who is there, and whether there is a quorum."""

    there: int
    represented: int
    entitled: int
    met: bool | None
    arithmetic: Sequence[str]


def screen_parts(look: Look, cast: int) -> list[Part]:
    """All that the screen shows, in parts."""
    meeting, scene, hall = look.seen.meeting, scene_of(look.seen), hall_now(look.seen)
    head = Head(say(body_label(meeting)), long_date(meeting.meeting_on), meeting.place)
    subject = subject_of(meeting, scene)
    shown = () if subject else hall.people[:NAMES]
    stage = Stage(meeting.state, subject, () if subject else lines_of(scene), shown, len(hall.people) - len(shown))
    vote = subject.vote if subject else None
    counted = vote is not None and vote.is_open and not vote.by_hand
    return [
        Part("head", head, "live/screen_head.html"),
        Part("stage", stage, "live/screen_stage.html"),
        Part("cast", Cast(counted, cast if counted else 0, hall.castable), "live/screen_cast.html"),
        Part("foot", _foot(hall), "live/screen_foot.html"),
    ]


def _foot(hall: HallNow) -> Foot:
    found, language = hall.quorum, get_language() or "en"
    return Foot(
        there=len(hall.people),
        represented=hall.represented,
        entitled=hall.entitled,
        met=found.met if found else None,
        arithmetic=tuple(quorum_text(part, language, _) for part in found.parts) if found else (),
    )
