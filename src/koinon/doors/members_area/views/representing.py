"""Who speaks for an organisation in a meeting, and its proxies."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.core.refusals import Refusal
from koinon.doors.members_area.meeting_forms import DelegatesForm, ProxyAnswerForm, ProxyForm
from koinon.doors.members_area.meeting_visit import MeetingVisit, about_meeting
from koinon.doors.members_area.rolls import ReadRoll
from koinon.doors.members_area.splitting import delegates_form
from koinon.doors.shared import words
from koinon.doors.shared.entrance import carried_out, tried
from koinon.rooms.assemblies.actions import accept_proxy, decline_proxy, give_proxy, name_delegate, revoke_proxy
from koinon.rooms.assemblies.models import AgendaItem
from koinon.rooms.assemblies.rules import rule_of
from koinon.statutes.assembly.roll import RollLine
from koinon.statutes.rulebook.meeting_rules import ProxyRule

GET_AND_POST = ["GET", "HEAD", "POST"]
ANSWERS = {"accept": accept_proxy, "decline": decline_proxy, "revoke": revoke_proxy}


@require_http_methods(GET_AND_POST)
@about_meeting
def delegates(at: MeetingVisit) -> HttpResponse:
    """Name who votes for the organisation at this meeting, and who steps in."""
    at.need_acting()
    roll = ReadRoll(at)
    form = delegates_form(at, roll, at.request.POST if at.request.method == "POST" else None)
    if at.request.method != "POST":
        return _delegates_page(at, roll, form)
    if not form.is_valid():
        return _delegates_page(at, roll, form, 422)
    outcome = tried(
        lambda: name_delegate.once(
            form.cleaned_data["key"],
            actor=at.actor,
            meeting=at.meeting.public_id,
            member=at.member,
            delegates=form.delegates(),
        )
    )
    if isinstance(outcome, Refusal):
        form.add_error(None, str(outcome))
        return _delegates_page(at, roll, form.anew() if outcome.code == "key_reused" else form, 409)
    messages.success(at.request, _("It is on record who votes for you."))
    return at.back("speaks")


def _delegates_page(at: MeetingVisit, roll: ReadRoll, form: DelegatesForm, status: int = 200) -> HttpResponse:
    assert at.visit is not None
    context = {"form": form, "roll": roll, "people_url": at.visit.url("people"), "invite_url": at.visit.url("invite")}
    return at.show("delegates.html", {**context, "rule": rule_of(at.meeting)}, status)


@require_http_methods(GET_AND_POST)
@about_meeting
def proxy(at: MeetingVisit) -> HttpResponse:
    """Give the organisation's votes into another member's hands."""
    at.need_acting()
    form = _proxy_form(at)
    if at.request.method != "POST":
        return _proxy_page(at, form)
    if not form.is_valid():
        return _proxy_page(at, form, 422)
    outcome = tried(
        lambda: give_proxy.once(
            form.cleaned_data["key"],
            actor=at.actor,
            meeting=at.meeting.public_id,
            giver=at.member,
            holder=form.holder_chosen(),
            items=form.chosen(),
        )
    )
    if isinstance(outcome, Refusal):
        form.add_error(None, str(outcome))
        return _proxy_page(at, form.anew() if outcome.code == "key_reused" else form, 409)
    messages.success(at.request, _("The proxy is given. It counts once the other member has accepted it."))
    return at.back("proxies")


def _proxy_page(at: MeetingVisit, form: ProxyForm, status: int = 200) -> HttpResponse:
    return at.show("proxy.html", {"form": form, "rule": rule_of(at.meeting).proxies}, status)


def _proxy_form(at: MeetingVisit) -> ProxyForm:
    rule = rule_of(at.meeting).proxies
    roll = ReadRoll(at)
    own, names = next((line for line in roll.voting if line.member == str(at.member)), None), roll.names
    others = [line for line in roll.voting if line is not own and rule and own and _may_hold(rule, own, line)]
    holders = sorted(((line.member, names.get(line.member, "")) for line in others), key=lambda pair: pair[1])
    rows = AgendaItem.objects.filter(meeting=at.meeting, stands=True)
    items = [(str(row.public_id), f"{row.position}. {words.say(row.label)}") for row in rows]
    given = (at.request.POST,) if at.request.method == "POST" else ()
    return ProxyForm(holders, rule.scopes if rule else (), items, *given)


def _may_hold(rule: ProxyRule, giver: RollLine, holder: RollLine) -> bool:
    same = {"same_category": giver.group == holder.group, "same_country": giver.country == holder.country}
    return same.get(rule.holders, True)


@require_POST
@about_meeting
def answer(at: MeetingVisit) -> HttpResponse:
    """Accept a proxy, decline it, or take one back."""
    at.need_acting()
    form = ProxyAnswerForm(at.request.POST)
    if not form.is_valid() or form.cleaned_data["answer"] not in ANSWERS:
        return at.back("proxies")
    given = form.cleaned_data
    said = {
        "accept": _("You hold this proxy now, and cast its votes with your own."),
        "decline": _("The proxy is declined; the member can give it to another."),
        "revoke": _("The proxy is taken back."),
    }[given["answer"]]
    step = ANSWERS[given["answer"]]
    return carried_out(
        at.request,
        lambda: step.once(form.one_key(), actor=at.actor, proxy=given["proxy"]),
        said,
        at.url("meeting") + "#proxies",
    )
