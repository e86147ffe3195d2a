"""Leaving: what giving notice means, giving it, taking it back; and a word before it is decided on an exclusion."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.core.refusals import Refusal
from koinon.doors.members_area.leaving_forms import LeavingForm, StatementForm, TakeBackForm
from koinon.doors.members_area.visit import Visit, about_organisation
from koinon.doors.shared.entrance import carried_out, say_refusal, tried
from koinon.doors.shared.membership_words import withdrawal_rule_words
from koinon.doors.shared.words import long_date
from koinon.rooms.dues.leaving import still_owed
from koinon.rooms.memberships.actions import give_notice, send_statement, take_back_notice
from koinon.rooms.memberships.models import ExclusionProceeding, Membership, WithdrawalNotice
from koinon.rooms.memberships.queries import visible_notices, visible_proceedings
from koinon.rooms.organisations.queries import confederation
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.leaving import Withdrawal, withdrawal, withdrawal_rule
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


@about_organisation
def leave(visit: Visit) -> HttpResponse:
    """What notice given today would lead to; given once it is confirmed. While one runs, the way back."""
    visit.need("memberships.leave")
    member = _running(visit)
    notice = open_notice(visit, member)
    rulebook = _rules(visit)
    found = withdrawal(rulebook, visit.actor.today) if rulebook and withdrawal_rule(rulebook) else None
    form = LeavingForm.first(found)
    if visit.request.method == "POST":
        form = LeavingForm(visit.request.POST)
        if form.is_valid():
            return _given(visit, member, form)
    context = {
        "notice": notice,
        "found": found,
        "rule": withdrawal_rule_words(rulebook),
        "form": form,
        "take_back": TakeBackForm(),
        "owed": _owed(visit, member, notice, found),
        "confederation": confederation(),
    }
    return visit.show("record", "leave.html", context, status=422 if form.is_bound else 200)


def _given(visit: Visit, member: Membership, form: LeavingForm) -> HttpResponse:
    given = form.cleaned_data
    outcome = tried(
        lambda: give_notice.once(
            given["key"],
            actor=visit.actor,
            membership=member.public_id,
            last_day=given["last_day"],
            words=given["words"],
        )
    )
    if isinstance(outcome, Refusal):
        say_refusal(visit.request, outcome)
        return redirect(visit.url("leave"))
    said = _("Your notice is given. You are a member until and including %(day)s.")
    messages.success(visit.request, said % {"day": long_date(outcome.last_day)})
    return redirect(visit.url("leave"))


@require_POST
@about_organisation
def take_back(visit: Visit) -> HttpResponse:
    """Take the notice back."""
    visit.need("memberships.leave")
    notice = open_notice(visit, visit.membership)
    if notice is None:
        raise Http404
    form = TakeBackForm(visit.request.POST)
    if not form.is_valid():
        return redirect(visit.url("leave"))
    return carried_out(
        visit.request,
        lambda: take_back_notice.once(form.cleaned_data["key"], actor=visit.actor, notice=notice.public_id),
        _("Your notice is taken back. You stay a member."),
        visit.url("record"),
    )


@about_organisation
def statement(visit: Visit) -> HttpResponse:
    """What the confederation holds against the member, and its answer in writing."""
    visit.need("memberships.answer")
    case = open_proceeding(visit)
    if case is None:
        raise Http404
    form = StatementForm(initial={"statement": case.statement})
    if visit.request.method == "POST":
        form = StatementForm(visit.request.POST)
        if form.is_valid():
            given = form.cleaned_data
            return carried_out(
                visit.request,
                lambda: send_statement.once(
                    given["key"], actor=visit.actor, proceeding=case.public_id, statement=given["statement"]
                ),
                _("Your statement is on record. It is read before anything is decided."),
                visit.url("statement"),
            )
    context: dict[str, Any] = {"case": case, "form": form, "may_answer": case.answer != "hearing"}
    return visit.show("record", "statement.html", context, status=422 if form.is_bound else 200)


def open_notice(visit: Visit, member: Membership | None) -> WithdrawalNotice | None:
    """The notice that was given and is not in effect yet."""
    if member is None:
        return None
    return visible_notices(visit.actor).filter(membership=member, state="given").first()


def open_proceeding(visit: Visit) -> ExclusionProceeding | None:
    """The proceeding in which the member is to be heard; none for whoever does not answer for it."""
    if visit.membership is None or not visit.may("memberships.answer"):
        return None
    return visible_proceedings(visit.actor).filter(membership=visit.membership, closed_on=None).first()


def _running(visit: Visit) -> Membership:
    member = visit.membership
    if member is None or not member.runs_on(visit.actor.today) or member.state != "admitted":
        raise Http404
    return member


def _rules(visit: Visit) -> Rulebook | None:
    try:
        return rulebook_in_force(visit.actor.today)
    except NoRuleInForce:
        return None


def _owed(visit: Visit, member: Membership, notice: WithdrawalNotice | None, found: Withdrawal | None) -> Any:
    """What stays owed, for those who may see the invoices."""
    last: date | None = notice.last_day if notice else found.last_day if found else None
    return still_owed(member, last, visit.actor.today) if last and visit.may("dues.see") else None
