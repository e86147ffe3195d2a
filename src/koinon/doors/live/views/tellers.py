"""The tellers' sheets: each writes down what they counted in the hall, until two agree."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.core.refusals import Refusal
from koinon.doors.live.sheets import Table, table_of
from koinon.doors.live.visit import DOOR, Visit
from koinon.doors.shared.entrance import actor_of, say_refusal, tried
from koinon.rooms.assemblies.actions import confirm_hand_count, record_hand_count
from koinon.rooms.assemblies.rules import presides
from koinon.rooms.assemblies.tellers import vote_to_count


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def count(request: HttpRequest, meeting: UUID, vote: UUID) -> HttpResponse:
    """One's own sheet and how it stands against those of the others; for the tellers of this vote alone."""
    visit, table = _table(request, meeting, vote)
    if request.method == "POST":
        return _record(visit, table, request)
    return visit.show("count.html", {"table": table})


def _record(visit: Visit, table: Table, request: HttpRequest) -> HttpResponse:
    """Write the sheet down; what cannot be read comes back as it was typed."""
    sheet, filled = table.read(request.POST)
    key = request.POST.get("key", "")[:120]
    if sheet is None or not key:
        return visit.show("count.html", {"table": filled}, status=422)
    outcome = tried(lambda: record_hand_count.once(key, actor=visit.actor, vote=table.vote.public_id, sheet=sheet))
    if isinstance(outcome, Refusal):
        say_refusal(request, outcome)
        return visit.show("count.html", {"table": filled}, status=409)
    agreed = outcome.tellers_who_agree > 1
    said = _("Your sheet is in, and another teller counted the same.") if agreed else _("Your sheet is in.")
    messages.success(request, said)
    return redirect(_back(table))


@require_POST
@login_required
def confirm(request: HttpRequest, meeting: UUID, vote: UUID) -> HttpResponse:
    """Confirm that one counted the same as another teller."""
    visit, table = _table(request, meeting, vote)
    teller, key = _id(request.POST.get("teller", "")), request.POST.get("key", "")[:120]
    if teller is None or not key:
        return redirect(_back(table))
    outcome = tried(lambda: confirm_hand_count.once(key, actor=visit.actor, vote=table.vote.public_id, teller=teller))
    if isinstance(outcome, Refusal):
        say_refusal(request, outcome)
    else:
        messages.success(request, _("You confirmed the count."))
    return redirect(_back(table))


def _table(request: HttpRequest, meeting: UUID, vote: UUID) -> tuple[Visit, Table]:
    actor = actor_of(request, DOOR)
    found = vote_to_count(actor, vote)
    if found is None or found.meeting.public_id != meeting:
        raise Http404
    return Visit(request, actor, found.meeting, presides(actor, found.meeting)), table_of(actor, found)


def _back(table: Table) -> str:
    return reverse("live:count", args=[table.vote.meeting.public_id, table.vote.public_id])


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
