"""The item that a meeting is at, as whoever presides sees it: its papers, motions in the order of voting, its votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _

from koinon.doors.live.chair_forms import ConflictForm
from koinon.doors.live.chair_steps import Press, press
from koinon.doors.live.chair_votes import OpenVote, ShownVote, open_vote_of, shown_vote
from koinon.doors.live.visit import Visit
from koinon.doors.shared.library import ShownDocument, shown_documents
from koinon.doors.shared.words import say
from koinon.rooms.assemblies.course import ItemCourse
from koinon.rooms.assemblies.models import ConflictOfInterest
from koinon.rooms.assemblies.motions import StandingMotion, standing_motions, text_of
from koinon.rooms.assemblies.rules import rulebook_of
from koinon.rooms.people.queries import names_of

Names = Mapping[str, str]
STATES = {
    "open": ("plain", "clock"),
    "adopted": ("good", "circle-check"),
    "rejected": ("wrong", "circle-x"),
    "fallen": ("plain", "ban"),
}


@dataclass(frozen=True, slots=True)
class ShownMotion:
    """A motion with what became of it and what can be done with it now."""

    standing: StandingMotion
    word: str
    tone: str
    icon: str
    before: str
    stands: str | None
    put: Press | None
    another_way: str
    amend: str
    rank: str


@dataclass(frozen=True, slots=True)
class CurrentItem:
    """All that is needed at one item."""

    course: ItemCourse
    title: str
    kind: str
    papers: Sequence[ShownDocument]
    motions: Sequence[ShownMotion]
    open_vote: OpenVote | None
    votes: Sequence[ShownVote]
    conflicts: Sequence[str]
    conflict_form: ConflictForm
    put: Press | None
    ways: Mapping[str, str]


def current_item(visit: Visit, found: ItemCourse, names: Names, people: Sequence[tuple[str, str]]) -> CurrentItem:
    """The item that the meeting is at."""
    item, opened = found.item, next((vote for vote in found.votes if vote.state == "open"), None)
    over = [vote for vote in found.votes if vote.state != "open"]
    last = None if opened else next((vote for vote in reversed(over) if vote.state == "closed"), None)
    motions = standing_motions(item)
    free = opened is None and visit.meeting.state == "open"
    documents = [paper.document for paper in item.papers.all()]
    return CurrentItem(
        course=found,
        title=say(item.label),
        kind=_kind(visit, found),
        papers=shown_documents(documents, visit.actor.today) if documents else (),
        motions=_shown_motions(visit, item.public_id, motions, free=free),
        open_vote=open_vote_of(visit, opened, item, names) if opened else None,
        votes=[shown_vote(visit, vote, item, names, last=vote is last) for vote in reversed(over)],
        conflicts=_conflicts(item.pk),
        conflict_form=ConflictForm(people=people, initial={"item": item.public_id}, auto_id="id_conflict_%s"),
        put=_put(visit, found) if free and not motions and not visit.meeting.entered_later else None,
        ways=_ways(visit, found, on_item=not motions) if free else {},
    )


def _kind(visit: Visit, found: ItemCourse) -> str:
    """Which kind of decision the item asks for, and what it takes."""
    rulebook = rulebook_of(visit.meeting)
    if found.item.election:
        return say(rulebook.elections[found.item.election].label)
    if not found.item.decision:
        return ""
    rule = rulebook.decisions[found.item.decision]
    words = {"kind": say(rule.label), "majority": say(rulebook.majorities[rule.majority].label)}
    return _("%(kind)s: %(majority)s") % words


def _put(visit: Visit, found: ItemCourse) -> Press | None:
    """The quick way to a vote on the item as it stands."""
    if not found.item.decision or found.state in ("adopted", "rejected"):
        return None
    label = _("Open the vote by names")
    return press(visit, "put", label, "primary", item=found.item.public_id, about=say(found.item.label))


def _ways(visit: Visit, found: ItemCourse, *, on_item: bool) -> dict[str, str]:
    """The other ways on, by what they are: addresses of their pages."""
    asked = urlencode({"item": found.item.public_id})
    rulebook, body = rulebook_of(visit.meeting), visit.meeting.body
    elects = bool(found.item.election) or any(rule.body == body for rule in rulebook.elections.values())
    only_elects = bool(found.item.election) and not found.item.decision
    open_to = {"motion": not only_elects, "question": on_item and not only_elects, "election": elects}
    return {name: f"{visit.url(f'chair-{name}')}?{asked}" for name, way in open_to.items() if way}


def _shown_motions(visit: Visit, item: UUID, found: Sequence[StandingMotion], *, free: bool) -> list[ShownMotion]:
    """Motions in the order of voting; the first that waits is the next one to be put."""
    first = next((one for one in found if one.can_be_put), None)
    texts = {one.motion.pk: _text_now(one, found) for one in found}
    return [_shown_motion(visit, item, one, texts[one.motion.pk], free=free, first=one is first) for one in found]


def _text_now(one: StandingMotion, found: Sequence[StandingMotion]) -> str | None:
    """The text of a motion that amendments have changed, as it stands now; empty where none has."""
    changed = any(other.motion.parent_id == one.motion.pk and other.state == "adopted" for other in found)
    return text_of(one.motion, found) if changed else ""


def _shown_motion(
    visit: Visit, item: UUID, one: StandingMotion, stands: str | None, *, free: bool, first: bool
) -> ShownMotion:
    motion, waits = one.motion, free and one.can_be_put
    by_names = waits and not visit.meeting.entered_later
    words = {"open": _("Not voted on yet"), "adopted": _("Adopted"), "rejected": _("Rejected"), "fallen": _("Fallen")}
    word = _("Too late: decided already") if one.settled else words[one.state]
    label = _("Open the vote by names") if first else _("Vote on it now")
    kind = "primary" if first else "quiet"
    asked = urlencode({"item": item, "motion": motion.public_id})
    return ShownMotion(
        standing=one,
        word=word,
        tone=STATES[one.state][0],
        icon=STATES[one.state][1],
        before=motion.parent.text if motion.parent else "",
        stands=stands,
        put=press(visit, "put", label, kind, item=item, motion=motion.public_id, about=motion.title)
        if by_names
        else None,
        another_way=f"{visit.url('chair-question')}?{asked}" if waits else "",
        amend=f"{visit.url('chair-motion')}?{urlencode({'item': item, 'parent': motion.public_id})}" if waits else "",
        rank=f"{visit.url('chair-rank')}?{urlencode({'motion': motion.public_id})}" if waits else "",
    )


def _conflicts(item: int) -> list[str]:
    """Who declared an interest, with what they said of it."""
    rows = list(ConflictOfInterest.objects.filter(item=item).order_by("id"))
    names = names_of(row.person for row in rows) if rows else {}
    return [": ".join(part for part in (names.get(row.person, ""), row.words) if part) for row in rows]
