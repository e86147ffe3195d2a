"""Pages of the chair's desk with a form of their own: a motion, its rank, and a vote held in another way."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koinon.core.refusals import Refusal
from koinon.doors.live.chair_forms import MotionForm, PressForm, QuestionForm, RankForm, new_key
from koinon.doors.live.visit import Visit, at_meeting
from koinon.doors.shared.entrance import tried
from koinon.doors.shared.words import say
from koinon.rooms.assemblies.actions import Question, file_motion, open_vote, rank_motion
from koinon.rooms.assemblies.candidates import possible_tellers
from koinon.rooms.assemblies.floor import Floor, floor_of
from koinon.rooms.assemblies.models import AgendaItem, Motion
from koinon.rooms.assemblies.rules import rulebook_of

UNPROCESSABLE, CONFLICT = 422, 409
Said = str | Promise


@require_http_methods(["GET", "HEAD", "POST"])
@at_meeting
def motion(visit: Visit) -> HttpResponse:
    """File a motion on an item, or an amendment that shows the whole text as it would read."""
    item = asked_item(visit)
    parent = _asked_motion(visit, item, "parent")
    start: dict[str, Any] = {"item": item.public_id}
    if parent:
        start |= {"parent": parent.public_id, "text": parent.text}
    form = MotionForm(visit.request.POST or None, initial=start, ranked=parent is not None)
    page = {
        "title": _("An amendment to “%(title)s”") % {"title": parent.title} if parent else _("A motion from the floor"),
        "lead": _("Write the whole text as it would then read; what changes is shown.") if parent else say(item.label),
        "button": _("File it"),
        "parent": parent,
    }

    def take(key: str, given: dict[str, Any]) -> object:
        return file_motion.once(key, actor=visit.actor, **given)

    return answered(visit, form, take, page, _("It is filed."))


@require_http_methods(["GET", "HEAD", "POST"])
@at_meeting
def rank(visit: Visit) -> HttpResponse:
    """Say how far a motion goes, and what cannot stand beside it."""
    visit.need_presiding()
    rows = Motion.objects.filter(item__meeting=visit.meeting).select_related("parent")
    wanted = asked_id(visit, "motion")
    found = rows.filter(public_id=wanted).first() if wanted else None
    if found is None:
        raise Http404
    others = rows.filter(item=found.item_id, parent=found.parent_id).exclude(pk=found.pk)
    form = RankForm(
        visit.request.POST or None,
        beside=[(str(other.public_id), other.title) for other in others],
        initial={"motion": found.public_id, "reach": found.reach, "excludes": found.excludes},
    )

    def take(key: str, given: dict[str, Any]) -> object:
        excludes = tuple(UUID(other) for other in given.get("excludes", ()))
        return rank_motion.once(key, actor=visit.actor, motion=given["motion"], reach=given["reach"], excludes=excludes)

    page = {
        "title": _("The place of “%(title)s”") % {"title": found.title},
        "lead": _("The order of voting follows from how far each goes."),
        "button": _("Save"),
    }
    return answered(visit, form, take, page, _("The order of voting is set."))


@require_http_methods(["GET", "HEAD", "POST"])
@at_meeting
def question(visit: Visit) -> HttpResponse:
    """Open a vote on an item or a motion by names, by hand or on paper, for the kind of decision it is."""
    item = asked_item(visit)
    about = _asked_motion(visit, item, "motion")
    start = {"item": item.public_id, "motion": about.public_id if about else None, "decision": item.decision}
    form = QuestionForm(
        visit.request.POST or None, initial=start, decisions=_decisions(visit), tellers=tellers_for(visit)
    )

    def take(key: str, given: dict[str, Any]) -> object:
        asked = Question(
            method=given["method"], motion=given["motion"], decision=given["decision"], tellers=form.tellers()
        )
        return open_vote.once(key, actor=visit.actor, item=given["item"], question=asked)

    page = {
        "title": _("Put to the vote: %(title)s") % {"title": about.title if about else say(item.label)},
        "lead": _("The rulebook says by the kind of decision which majority it takes."),
        "button": _("Open the vote"),
    }
    return answered(visit, form, take, page, _("The vote is open."))


def answered(
    visit: Visit, form: PressForm, take: Callable[[str, dict[str, Any]], object], page: dict[str, Any], said: str
) -> HttpResponse:
    """Show a form, or carry it out: what was refused is said above it, with everything that was typed."""
    context = {**page, "form": form}
    if visit.request.method != "POST":
        return visit.show("chair/form.html", context)
    if not form.is_valid():
        return visit.show("chair/form.html", context, UNPROCESSABLE)
    outcome = tried(lambda: take(form.cleaned_data["key"], form.inputs()))
    if isinstance(outcome, Refusal):
        sent: Any = form.data
        form.data = {**sent.dict(), **{name: sent.getlist(name) for name in ("excludes",) if name in sent}}
        form.data["key"] = new_key()
        return visit.show("chair/form.html", {**context, "refusal": outcome}, CONFLICT)
    messages.success(visit.request, said)
    return redirect(visit.url("chair"))


def asked_id(visit: Visit, name: str) -> UUID | None:
    """An id that the address or the form names; nothing where it names none that could be one."""
    given = visit.request.POST.get(name) or visit.request.GET.get(name) or ""
    try:
        return UUID(given)
    except ValueError:
        return None


def asked_item(visit: Visit) -> AgendaItem:
    """The item that the page is about, for whoever presides; 404 for others and without one."""
    visit.need_presiding()
    wanted = asked_id(visit, "item")
    found = AgendaItem.objects.filter(meeting=visit.meeting, public_id=wanted).first() if wanted else None
    if found is None:
        raise Http404
    return found


def _asked_motion(visit: Visit, item: AgendaItem, name: str) -> Motion | None:
    """The motion on an item that the address or the form names, if any; 404 for one that is not there."""
    wanted = asked_id(visit, name)
    if wanted is None:
        return None
    found = Motion.objects.filter(item=item, public_id=wanted).first()
    if found is None:
        raise Http404
    return found


def tellers_for(visit: Visit) -> list[tuple[str, str]]:
    """Who may be asked to count: whoever is there, and the secretariat."""
    floor = tried(lambda: floor_of(visit.actor, visit.meeting))
    there = floor.there() if isinstance(floor, Floor) else ()
    return possible_tellers(visit.actor, visit.meeting, there)


def _decisions(visit: Visit) -> list[tuple[str, str]]:
    rulebook = rulebook_of(visit.meeting)
    return [
        (
            key,
            _("%(kind)s: %(majority)s")
            % {"kind": say(rule.label), "majority": say(rulebook.majorities[rule.majority].label)},
        )
        for key, rule in rulebook.decisions.items()
        if rule.body == visit.meeting.body
    ]
