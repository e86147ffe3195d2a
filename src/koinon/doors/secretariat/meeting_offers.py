"""What comes next for a meeting, and the steps that its page offers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from koinon.core.actors import Actor
from koinon.core.refusals import Words
from koinon.doors.secretariat.steps import Step, may_take
from koinon.doors.shared import words
from koinon.doors.shared.meeting_words import ShownMeeting
from koinon.rooms.assemblies.actions import (
    cancel_meeting,
    convene,
    name_chair,
    plan_meeting,
    set_agenda,
    supplement_agenda,
)
from koinon.rooms.assemblies.deadlines import answers_until
from koinon.rooms.assemblies.models import Meeting, Minutes, Vote
from koinon.rooms.assemblies.preparing import notice_of
from koinon.rooms.assemblies.rules import day_in, presides, rule_of


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, in a sentence, and the step that does it where there is one for this person."""

    words: str
    step: Step | None = None


def address(name: str, meeting: Meeting) -> str:
    """A page of the desk about a meeting."""
    return reverse(f"desk:{name}", args=[meeting.public_id])


def live_address(name: str, meeting: Meeting) -> str:
    """A page of the meeting while it happens."""
    return reverse(f"live:{name}", args=[meeting.public_id])


def live_ways(meeting: Meeting, actor: Actor) -> list[tuple[Words, str]]:
    """The pages for the hall: those of whoever conducts it, and those for everybody."""
    if meeting.state not in ("convened", "open") or meeting.kind == Meeting.Kind.WRITTEN:
        return []
    offers = [(_("Big screen"), "screen"), (_("As delegates see it"), "phone")]
    if presides(actor, meeting):
        offers = [(_("Chair's desk"), "chair"), (_("Door: check people in"), "door"), *offers]
    return [(label, live_address(name, meeting)) for label, name in offers]


def second_wanted(meeting: Meeting) -> bool:
    """Whether a meeting closed without a quorum, and the rulebook knows a second convocation that is not planned."""
    return (
        meeting.state == "closed"
        and meeting.lacked_quorum
        and meeting.convocation == 1
        and rule_of(meeting).second is not None
        and not hasattr(meeting, "second")
    )


def next_of(meeting: Meeting, actor: Actor, items: int, unspoken: int = 0, minutes: Minutes | None = None) -> Next:
    """What comes next; `items` stand on the agenda, for `unspoken` members nobody would vote; `minutes` its own."""
    if meeting.state == "closed" and not second_wanted(meeting):
        return _next_of_minutes(meeting, minutes)
    if meeting.kind == Meeting.Kind.WRITTEN:
        return _next_in_writing(meeting, actor)
    if meeting.state == "convened" and unspoken and day_in(meeting, actor.at) < meeting.meeting_on:
        return _next_delegates(meeting, unspoken)
    return {"planned": _next_planned, "convened": _next_convened, "open": _next_open}.get(meeting.state, _next_after)(
        meeting, actor, items
    )


def _next_planned(meeting: Meeting, actor: Actor, items: int) -> Next:
    latest = notice_of(meeting, actor).latest_on
    if not items:
        step = _way(actor, set_agenda, _("Set the agenda"), "meeting-agenda", meeting)
        return Next(_("Set the agenda; then convene it by %(day)s.") % {"day": words.long_date(latest)}, step)
    step = _way(actor, convene, _("Convene the meeting"), "meeting-convene", meeting)
    if latest < day_in(meeting, actor.at):
        return Next(_("The last day to convene it was %(day)s.") % {"day": words.long_date(latest)}, step)
    return Next(_("Convene it by %(day)s.") % {"day": words.long_date(latest)}, step)


def _next_delegates(meeting: Meeting, unspoken: int) -> Next:
    said = ngettext(
        "It meets on %(begins)s. For %(n)s member nobody would vote.",
        "It meets on %(begins)s. For %(n)s members nobody would vote.",
        unspoken,
    )
    step = Step(_("See who needs a delegate"), f"{address('meeting-roll', meeting)}?who=nobody", "primary")
    return Next(said % {"begins": ShownMeeting(meeting).when, "n": unspoken}, step)


def _next_convened(meeting: Meeting, actor: Actor, _items: int) -> Next:
    today = day_in(meeting, actor.at)
    if today == meeting.meeting_on:
        return Next(_("It meets today: open it when people are there."), _to_the_chair(meeting, actor))
    if today > meeting.meeting_on:
        return Next(_("Its day is over, and it was not opened. Cancel it, and plan it anew."))
    return Next(_("It meets on %(begins)s.") % {"begins": ShownMeeting(meeting).when})


def _next_open(meeting: Meeting, actor: Actor, _items: int) -> Next:
    return Next(_("The meeting is open."), _to_the_chair(meeting, actor))


def _to_the_chair(meeting: Meeting, actor: Actor) -> Step | None:
    if not presides(actor, meeting):
        return None
    return Step(_("Go to the chair's desk"), live_address("chair", meeting), "primary")


def _next_after(meeting: Meeting, actor: Actor, _items: int) -> Next:
    if second_wanted(meeting):
        url = f"{reverse('desk:meeting-plan')}?second_of={meeting.public_id}"
        step = Step(_("Plan the second convocation"), url, "primary") if may_take(actor, plan_meeting) else None
        return Next(_("There was no quorum: the rulebook knows a second convocation."), step)
    said = {"minutes_approved": _("Nothing is left to do."), "cancelled": _("Nothing is left to do.")}
    return Next(said.get(meeting.state, ""))


def _next_of_minutes(meeting: Meeting, minutes: Minutes | None) -> Next:
    """How far the minutes are, and the way to them."""
    state = minutes.state if minutes else ""
    said = {
        "": _("The minutes are to be drafted from the records."),
        "drafted": _("The minutes are drafted: complete them, and hand them to the chair."),
        "completed": _("The minutes wait for the signature of the chair."),
        "signed": _("The minutes are signed: send them to everybody."),
    }
    label = _("Go to the minutes")
    kind = "quiet" if state in ("completed", "sent") else "primary"
    step = Step(label, address("minutes", meeting), kind)
    return Next(said.get(state, _("The minutes are to be approved by the next meeting of this body.")), step)


def open_vote_of(meeting: Meeting) -> Vote | None:
    """The vote that is open in a meeting."""
    return Vote.objects.filter(meeting=meeting, state="open").first()


def _next_in_writing(meeting: Meeting, actor: Actor) -> Next:
    if meeting.state != "open":
        return Next(_("Nothing is left to do."))
    conducts = presides(actor, meeting)
    if open_vote_of(meeting) is None:
        step = Step(_("Close the written procedure"), address("meeting-close-question", meeting), "primary")
        return Next(_("It is decided: close the procedure."), step if conducts else None)
    step = Step(_("Close the vote"), address("meeting-close-answers", meeting), "primary")
    said = _("Answers come in until %(day)s; the vote is closed then, or as soon as it is decided.")
    return Next(said % {"day": words.long_date(answers_until(meeting))}, step if conducts else None)


def _way(actor: Actor, action: Any, label: str, name: str, meeting: Meeting, kind: str = "primary") -> Step | None:
    return Step(label, address(name, meeting), kind) if may_take(actor, action) else None


def other_steps(meeting: Meeting, actor: Actor, items: int) -> Sequence[Step]:
    """The steps besides what comes next."""
    if meeting.kind == Meeting.Kind.WRITTEN:
        return ()
    return [step for step in _others(meeting, actor, items) if step is not None]


def _others(meeting: Meeting, actor: Actor, items: int) -> Iterator[Step | None]:
    if meeting.state == "planned" and items:
        yield _way(actor, set_agenda, _("Change the agenda"), "meeting-agenda", meeting, "quiet")
    if meeting.state == "minutes_approved" or second_wanted(meeting):
        yield Step(_("Go to the minutes"), address("minutes", meeting))
    if meeting.state in ("planned", "convened", "open"):
        label = _("Name another chair") if meeting.chair else _("Name the chair")
        yield _way(actor, name_chair, label, "meeting-chair", meeting, "quiet")
    if meeting.state == "convened" and rule_of(meeting).supplement is not None:
        yield _way(actor, supplement_agenda, _("Add an item for a member"), "meeting-propose", meeting, "quiet")
    if meeting.state in ("planned", "convened", "open") and items and actor.may("decisions.see"):
        yield Step(_("What follows if it is adopted"), address("consequences", meeting))
    if meeting.state in ("planned", "convened"):
        yield _way(actor, cancel_meeting, _("Cancel the meeting"), "meeting-cancel", meeting, "plain")
