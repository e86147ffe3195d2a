"""What an organisation adds to an agenda, and what of others it supports."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.core.refusals import Refusal
from koinon.doors.members_area.meeting_forms import ProposeForm, SupportForm
from koinon.doors.members_area.meeting_visit import MeetingVisit, about_meeting
from koinon.doors.members_area.proposing import Proposing
from koinon.doors.members_area.rolls import ReadRoll
from koinon.doors.shared.entrance import carried_out, tried
from koinon.rooms.assemblies.actions import supplement_agenda, support_item


@require_http_methods(["GET", "HEAD", "POST"])
@about_meeting
def propose(at: MeetingVisit) -> HttpResponse:
    """Propose an item for the agenda."""
    at.need_acting()
    proposing = Proposing(at, ReadRoll(at))
    if at.request.method != "POST":
        return _page(at, proposing, ProposeForm(proposing.decisions))
    form = ProposeForm(proposing.decisions, at.request.POST)
    if not form.is_valid():
        return _page(at, proposing, form, 422)
    given = form.cleaned_data
    outcome = tried(
        lambda: supplement_agenda.once(
            given["key"],
            actor=at.actor,
            meeting=at.meeting.public_id,
            member=at.member,
            title=given["title"],
            words=given["words"],
            decision=given["decision"],
        )
    )
    if isinstance(outcome, Refusal):
        form.add_error(None, str(outcome))
        return _page(at, proposing, form.anew() if outcome.code == "key_reused" else form, 409)
    if outcome.stands:
        messages.success(at.request, _("Your item stands on the agenda."))
    else:
        messages.success(
            at.request, _("Your item is proposed. It stands on the agenda once enough members support it.")
        )
    return at.back("agenda")


def _page(at: MeetingVisit, proposing: Proposing, form: ProposeForm, status: int = 200) -> HttpResponse:
    return at.show("propose.html", {"form": form, "proposing": proposing}, status)


@require_POST
@about_meeting
def support(at: MeetingVisit) -> HttpResponse:
    """Support an item that another member proposed."""
    at.need_acting()
    form = SupportForm(at.request.POST)
    if not form.is_valid():
        return at.back("agenda")
    given = form.cleaned_data
    return carried_out(
        at.request,
        lambda: support_item.once(form.one_key(), actor=at.actor, item=given["item"], member=at.member),
        _("You support this item."),
        at.url("meeting") + "#agenda",
    )
