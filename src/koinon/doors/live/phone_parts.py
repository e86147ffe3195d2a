"""The parts of the delegate's phone: where the meeting stands, what is on, one's votes, the agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from koinon.doors.live.asking import Line, Subject, lines_of, subject_of
from koinon.doors.live.holding import Holding, holding_of
from koinon.doors.live.looking import Look, Part
from koinon.doors.live.saying import hour_at
from koinon.doors.shared.words import long_date
from koinon.rooms.assemblies.live import Scene, belongs, is_there, own_conflicts, scene_of
from koinon.rooms.assemblies.models import Meeting
from koinon.rooms.assemblies.rules import day_in, rule_of


@dataclass(frozen=True, slots=True)
class Presence:
    """Where the meeting stands, and whether one is there."""

    state: str
    day: str
    begins: str
    place: str
    online_address: str
    may_come: bool
    there: bool
    online: bool
    since: str
    on_site: bool
    from_afar: bool
    afar_counts: bool


@dataclass(frozen=True, slots=True)
class OnNow:
    """The item and the vote, with what one can do about it."""

    subject: Subject | None
    state: str
    holding: Holding
    there: bool
    may_come: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """The list of items, and what one may declare of them."""

    lines: Sequence[Line]
    may_declare: bool
    declared: Sequence[str]


def phone_parts(look: Look) -> list[Part]:
    """All that a phone shows, in parts."""
    actor, meeting, scene = look.visit.actor, look.seen.meeting, scene_of(look.seen)
    presence = _presence(look)
    holding = holding_of(actor, look.seen, scene.names)
    on_now = OnNow(subject_of(meeting, scene), meeting.state, holding, presence.there, presence.may_come)
    return [
        Part("status", presence, "live/phone_status.html"),
        Part("now", on_now, "live/phone_now.html"),
        Part("votes", holding, "live/phone_votes.html"),
        Part("agenda", _agenda(look, scene, presence), "live/phone_agenda.html"),
    ]


def _presence(look: Look) -> Presence:
    actor, meeting = look.visit.actor, look.seen.meeting
    stay = is_there(actor, meeting)
    today = meeting.state == "convened" and day_in(meeting, actor.at) == meeting.meeting_on
    comes = meeting.kind != Meeting.Kind.WRITTEN and (today or meeting.state == "open")
    return Presence(
        state=meeting.state if meeting.kind != Meeting.Kind.WRITTEN else f"{meeting.state}_in_writing",
        day=long_date(meeting.meeting_on),
        begins=meeting.starts_at.astimezone(ZoneInfo(meeting.time_zone)).strftime("%H:%M"),
        place=meeting.place,
        online_address=meeting.online_address,
        may_come=comes and belongs(actor, meeting),
        there=stay is not None,
        online=stay is not None and stay.online,
        since=hour_at(meeting, stay.came_at) if stay else "",
        on_site=meeting.kind != Meeting.Kind.ONLINE,
        from_afar=meeting.kind in (Meeting.Kind.ONLINE, Meeting.Kind.HYBRID),
        afar_counts=rule_of(meeting).presence.online,
    )


def _agenda(look: Look, scene: Scene, presence: Presence) -> Agenda:
    declared = {row.item_id for row in own_conflicts(look.visit.actor, look.seen.meeting)}
    titles = [line.title for line, item in zip(lines_of(scene), scene.items, strict=True) if item.pk in declared]
    return Agenda(lines_of(scene), presence.may_come, titles)
