"""The chair's desk as one page: what moves, the next step, the item that the meeting is at, and the agenda."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from koinon.core.canonical import digest
from koinon.core.refusals import Refusal
from koinon.doors.live.chair_forms import EndForm, OpenForm
from koinon.doors.live.chair_items import current_item
from koinon.doors.live.chair_steps import Press, press
from koinon.doors.live.chair_votes import ShownVote, shown_vote
from koinon.doors.live.visit import Visit
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.entrance import tried
from koinon.doors.shared.results import quorum_account
from koinon.doors.shared.words import long_date, say
from koinon.rooms.assemblies.candidates import names_of_candidates
from koinon.rooms.assemblies.course import ItemCourse, course_of
from koinon.rooms.assemblies.floor import Floor, Progress, floor_of, progress_of
from koinon.rooms.assemblies.halls import votes_with_meeting
from koinon.rooms.assemblies.models import ConflictOfInterest, HandCount, Motion, Vote
from koinon.rooms.assemblies.motions import standing_motions
from koinon.rooms.assemblies.rules import STATES, day_in, rule_of, rulebook_of
from koinon.rooms.people.queries import names_of
from koinon.statutes.assembly.notice import second_meeting_from

OVER = ("closed", "minutes_approved", "cancelled")


@dataclass(frozen=True, slots=True)
class Counting:
    """How far a count by hand is: who has counted, and whether two agree."""

    tellers: Sequence[tuple[str, bool]]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What moves while one looks: who is there, the quorum, how far the open vote is; `mark` changes with the rest."""

    there: int
    of: int
    on_site: int
    online: int
    quorum: Account
    met: bool
    progress: Progress | None
    counting: Counting | None
    mark: str


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item in the list: its place, what came of it, and the press that comes to it."""

    number: int
    title: str
    course: ItemCourse
    current: bool
    word: str
    tone: str
    icon: str
    take_up: Press | None


@dataclass(frozen=True, slots=True)
class PastItem:
    """An item that was voted on, with its results."""

    title: str
    votes: Sequence[ShownVote]


def figures_of(visit: Visit) -> dict[str, Any]:
    """The figures alone, for a page that asks every other second."""
    floor = tried(lambda: floor_of(visit.actor, visit.meeting))
    opened = votes_with_meeting().filter(meeting=visit.meeting, state="open").first()
    votes = Vote.objects.filter(meeting=visit.meeting).order_by("id").values_list("pk", "state", "outcome")
    motions = Motion.objects.filter(item=visit.meeting.current_id).count() if visit.meeting.current_id else 0
    mark = _mark(visit, votes, motions)
    figures = _figures(floor, opened, mark) if isinstance(floor, Floor) else None
    return {"figures": figures, "mark": figures.mark if figures else mark}


def _figures(
    floor: Floor, opened: Vote | None, mark: str, declared: Sequence[ConflictOfInterest] | None = None
) -> Figures:
    there, of = floor.represented()
    stays = floor.there().values()
    counting = _counting(opened) if opened and opened.method != Vote.Method.OPEN else None
    by_names = opened is not None and opened.method == Vote.Method.OPEN
    return Figures(
        there=there,
        of=of,
        on_site=sum(not stay.online for stay in stays),
        online=sum(stay.online for stay in stays),
        quorum=quorum_account(floor.quorum),
        met=floor.quorum.met,
        progress=progress_of(floor, opened, declared) if opened and by_names else None,
        counting=counting,
        mark=f"{mark}-agreed" if counting and counting.agreed else mark,
    )


def _counting(vote: Vote) -> Counting:
    sheets = {str(row.teller): row.counts for row in HandCount.objects.filter(vote=vote)}
    names = {str(person): name for person, name in names_of(vote.tellers).items()}
    agreed = any(list(sheets.values()).count(counts) > 1 for counts in sheets.values())
    return Counting([(names.get(teller, teller), teller in sheets) for teller in vote.tellers], agreed)


def _mark(visit: Visit, votes: Any, motions: int) -> str:
    """A short mark of everything on the page that does not refresh by itself; another one asks to look anew."""
    stands = [visit.meeting.state, visit.meeting.version, visit.meeting.current_id, motions]
    return digest([*stands, *(list(vote) for vote in votes)])[:16]


def page_of(visit: Visit) -> dict[str, Any]:
    """Everything on the page."""
    floor = tried(lambda: floor_of(visit.actor, visit.meeting))
    course = course_of(visit.actor, visit.meeting)
    votes = sorted((vote for found in course for vote in found.votes), key=lambda vote: vote.pk)
    opened = next((vote for vote in votes if vote.state == "open"), None)
    at = visit.meeting.current_id if visit.meeting.state == "open" else None
    here = next((found for found in course if found.item.pk == at), None)
    motions = standing_motions(here.item, here.votes) if here else []
    declared = list(ConflictOfInterest.objects.filter(item=here.item).order_by("id")) if here else []
    mark = _mark(visit, [(vote.pk, vote.state, vote.outcome) for vote in votes], len(motions))
    figures = _figures(floor, opened, mark, declared) if isinstance(floor, Floor) else None
    return {
        "state": STATES[visit.meeting.state],
        "trouble": floor if isinstance(floor, Refusal) else None,
        "figures": figures,
        "mark": figures.mark if figures else mark,
        "here": current_item(visit, here, motions, declared, _people(floor, declared)) if here else None,
        "agenda": _agenda(visit, course, free=opened is None),
        "next": _next(visit, course) if opened is None else None,
        "over": visit.meeting.state in OVER,
        "past": _past(visit, course) if visit.meeting.state in OVER else (),
        **_ends(visit, course, floor if isinstance(floor, Floor) else None),
    }


def _past(visit: Visit, course: Sequence[ItemCourse]) -> list[PastItem]:
    """What was decided, item by item, once the meeting is over."""
    names = names_of_candidates(vote for found in course for vote in found.votes)
    return [
        PastItem(
            say(found.item.label),
            [shown_vote(visit, vote, found.item, names, last=False) for vote in found.votes],
        )
        for found in course
        if found.votes
    ]


def _people(floor: Floor | Refusal | None, declared: Sequence[ConflictOfInterest]) -> dict[str, str]:
    """Who is there now or declared an interest, by name."""
    there = [UUID(person) for person in floor.there()] if isinstance(floor, Floor) else []
    return {str(person): name for person, name in names_of([*there, *(row.person for row in declared)]).items()}


def _agenda(visit: Visit, course: Sequence[ItemCourse], *, free: bool) -> list[AgendaRow]:
    words = {
        "adopted": (_("Adopted"), "good", "circle-check"),
        "rejected": (_("Rejected"), "wrong", "circle-x"),
        "elected": (_("Elected"), "good", "circle-check"),
        "not_filled": (_("Not every seat filled"), "attention", "alert-triangle"),
        "undecided": (_("To be decided"), "plain", "circle-dashed"),
        "no_decision": (_("For discussion"), "plain", "messages"),
    }
    rows = []
    for number, found in enumerate(course, start=1):
        title = say(found.item.label)
        here = visit.meeting.state == "open" and found.item.pk == visit.meeting.current_id
        word, tone, icon = words[found.state]
        if found.state == "undecided" and visit.meeting.state in OVER:
            word = _("Not decided")
        go = press(visit, "take-up", _("Take up"), item=found.item.public_id, about=title)
        may_go = free and not here and visit.meeting.state == "open"
        rows.append(AgendaRow(number, title, found, here, word, tone, icon, go if may_go else None))
    return rows


def _next(visit: Visit, course: Sequence[ItemCourse]) -> Press | None:
    """The press that leads on to the item after this one."""
    if visit.meeting.state != "open" or not course:
        return None
    places = [found.item.pk for found in course]
    here = places.index(visit.meeting.current_id) if visit.meeting.current_id in places else -1
    if here + 1 >= len(course):
        return None
    found = course[here + 1]
    label = _("Go on to item %(number)s") % {"number": here + 2} if here >= 0 else _("Begin with item 1")
    kind = "quiet" if here >= 0 and not course[here].decided else "primary"
    return press(visit, "take-up", label, kind, item=found.item.public_id, about=say(found.item.label))


def _ends(visit: Visit, course: Sequence[ItemCourse], floor: Floor | None) -> dict[str, Any]:
    """How the meeting opens, how it ends, and what follows where there is no quorum."""
    rulebook, meeting = rulebook_of(visit.meeting), visit.meeting
    lacks = floor is not None and not floor.quorum.met
    second = second_meeting_from(rulebook, meeting.body, meeting.meeting_on) if meeting.convocation == 1 else None
    return {
        "open_press": press(visit, "open", _("Open the meeting"), "primary") if meeting.state == "convened" else None,
        "late_form": _late_form(visit),
        "quorum_press": press(visit, "quorum", _("State the quorum for the record"))
        if meeting.state == "open"
        else None,
        "end_form": EndForm(auto_id="id_end_%s") if meeting.state == "open" else None,
        "undecided": [say(found.item.label) for found in course if not found.decided],
        "lacks_quorum": lacks and meeting.state in ("convened", "open"),
        "second_from": long_date(second) if second else "",
        "second_notice": _second_notice(visit),
        "ended_without": _ended_without(visit),
        "may_plan": visit.actor.may("assemblies.prepare"),
    }


def _late_form(visit: Visit) -> OpenForm | None:
    """What the secretariat says when it enters on a later day what was held on paper."""
    meeting = visit.meeting
    past = meeting.state == "convened" and day_in(meeting, visit.actor.at) > meeting.meeting_on
    return OpenForm(auto_id="id_late_%s") if past and visit.actor.may("assemblies.conduct") else None


def _second_notice(visit: Visit) -> int:
    rule = rule_of(visit.meeting).second
    return rule.notice.days if rule else 0


def _ended_without(visit: Visit) -> bool:
    """Whether a closed meeting had no quorum, so that a second convocation may follow."""
    return visit.meeting.state == "closed" and visit.meeting.lacked_quorum
