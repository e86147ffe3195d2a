"""Prepare an election: who stands, for how many seats, held how; then open the vote, or elect by acclamation."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koinon.core.refusals import Refusal
from koinon.doors.live.chair_forms import new_key
from koinon.doors.live.chair_races import Standing, StandingForm, elections_of, standing, start_of
from koinon.doors.live.views.putting import CONFLICT, UNPROCESSABLE, asked_id, asked_item, tellers_for
from koinon.doors.live.visit import Visit, at_meeting
from koinon.doors.shared.entrance import tried
from koinon.doors.shared.words import say
from koinon.rooms.assemblies.actions import Question, elect, open_vote
from koinon.rooms.assemblies.models import AgendaItem, Vote
from koinon.rooms.assemblies.rules import rulebook_of

DECIDE = ("open", "acclaim")


@require_http_methods(["GET", "HEAD", "POST"])
@at_meeting
def election(visit: Visit) -> HttpResponse:
    """The form, which grows press by press; its last press opens the vote."""
    item = _item(visit)
    sent, step = visit.request.POST, visit.request.POST.get("step", "")
    start, before = start_of(visit, item)
    kinds = elections_of(visit)
    if not kinds:
        raise Http404
    form = StandingForm(sent or None, initial=start, elections=kinds, tellers=tellers_for(visit))
    listed = standing(visit, sent.dict(), sent.getlist("candidate") if sent else before, step)
    if not sent:
        return _shown(visit, item, form, listed)
    if step not in DECIDE:
        return _shown(visit, item, _kept(form, listed), listed)
    if not form.is_valid():
        return _shown(visit, item, form, listed, status=UNPROCESSABLE)
    outcome = tried(lambda: _decided(visit, form, listed, step))
    if isinstance(outcome, Refusal):
        return _shown(visit, item, _kept(form, listed), listed, status=CONFLICT, refusal=outcome)
    said = _("The vote is open.") if step == "open" else _("They are elected by acclamation.")
    messages.success(visit.request, said)
    return redirect(visit.url("chair"))


def _item(visit: Visit) -> AgendaItem:
    """The item that the address names, or that of the vote which this one follows."""
    visit.need_presiding()
    after = asked_id(visit, "after")
    if after is None or visit.request.method == "POST":
        return asked_item(visit)
    found = Vote.objects.filter(meeting=visit.meeting, public_id=after).select_related("item").first()
    if found is None:
        raise Http404
    return found.item


def _decided(visit: Visit, form: StandingForm, listed: Standing, step: str) -> object:
    given: dict[str, Any] = form.cleaned_data
    item, seats, key = given["item"], given["seats"], given["key"]
    if step == "acclaim":
        return elect.once(key, actor=visit.actor, item=item, seats=seats, candidates=listed.keys)
    asked = Question(
        method=given["method"],
        election=given["election"],
        seats=seats,
        candidates=listed.keys,
        round=given["round"],
        tellers=form.tellers(),
    )
    return open_vote.once(key, actor=visit.actor, item=item, question=asked)


def _kept(form: StandingForm, listed: Standing) -> StandingForm:
    """The form as it was sent, to go on with: nothing in it is called wrong before its last press."""
    sent: Any = form.data
    kept = {**sent.dict(), "key": new_key(), "find": listed.searched, "alternative": ""}
    choices = {
        "elections": form.fields["election"].choices,  # type: ignore[attr-defined]
        "tellers": form.fields["first_teller"].choices[1:],  # type: ignore[attr-defined]
    }
    return StandingForm(initial=kept, **choices)


def _shown(
    visit: Visit,
    item: AgendaItem,
    form: StandingForm,
    listed: Standing,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    rule = rulebook_of(visit.meeting).elections.get(item.election)
    page = {
        "title": _("Prepare the vote: %(title)s") % {"title": say(item.label)},
        "form": form,
        "listed": listed,
        "refusal": refusal,
        "acclamation": rule is not None and rule.acclamation and str(form["round"].value()) == "1",
    }
    return visit.show("chair/election.html", page, status)
