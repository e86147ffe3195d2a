"""People: who speaks for the organisation, and how it changes that itself."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from koinon.core.refusals import Refusal
from koinon.doors.members_area.forms import KeyedForm
from koinon.doors.members_area.naming import Naming
from koinon.doors.members_area.naming_forms import ConfirmForm, EndForm, InviteForm, SuccessorForm, WithdrawForm
from koinon.doors.members_area.people import what_mandates_allow
from koinon.doors.members_area.visit import Visit, about_organisation
from koinon.doors.shared.entrance import say_refusal, tried
from koinon.rooms.people.actions import (
    confirm_contacts,
    invite_person,
    name_successor,
    release_mandate,
    withdraw_invitation,
)
from koinon.rooms.people.models import Mandate
from koinon.rooms.people.naming import roles_named_by
from koinon.rooms.people.queries import held_or_coming
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


@about_organisation
def people(visit: Visit) -> HttpResponse:
    """Who holds which role until when, who is asked, and whether that was confirmed."""
    visit.need("people.see")
    naming = Naming(visit, _rules(visit))
    return visit.show(
        "people",
        "people.html",
        {
            "naming": naming,
            "places": naming.places(),
            "confirm": ConfirmForm(initial={"seen": naming.seen}),
            "withdraw": WithdrawForm(),
            "mandates": what_mandates_allow(),
            "mail_url": visit.url("mail") if visit.may("people.choose_mail") else "",
            "today": visit.actor.today,
        },
    )


def _rules(visit: Visit) -> Rulebook | None:
    try:
        return rulebook_in_force(visit.actor.today)
    except NoRuleInForce:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@about_organisation
def invite(visit: Visit) -> HttpResponse:
    """Ask somebody by letter to take on a role."""
    roles = roles_named_by(visit.actor, visit.over)
    if not roles:
        raise PermissionDenied
    wanted = visit.request.GET.get("role", "")
    page = {"title": _("Invite somebody"), "button": _("Send the invitation")}
    if visit.request.method != "POST":
        initial = {"starts_on": visit.actor.today, "role": wanted if wanted in roles else ""}
        return _form_page(visit, InviteForm(roles, initial=initial), page)
    form = InviteForm(roles, visit.request.POST)

    def send() -> object:
        return invite_person.once(
            form.cleaned_data["key"],
            actor=visit.actor,
            organisation=visit.over,
            invitee=form.invitee(),
            term=form.term(),
        )

    return _taken(visit, form, send, page, _invited(form))


@require_http_methods(["GET", "HEAD", "POST"])
@about_organisation
def replace(visit: Visit, mandate: UUID) -> HttpResponse:
    """Ask somebody to follow another in a role."""
    row = _mandate(visit, mandate)
    if row.role not in roles_named_by(visit.actor, visit.over):
        raise PermissionDenied
    said = {"name": row.person.name, "role": row.role_words}
    page = {
        "title": _("Name who follows %(name)s") % {"name": row.person.name},
        "lead": _("%(name)s stays %(role)s until the day before the successor begins, and longer if nobody accepts.")
        % said,
        "button": _("Send the invitation"),
    }
    if visit.request.method != "POST":
        return _form_page(visit, SuccessorForm(initial={"starts_on": visit.actor.today}), page)
    form = SuccessorForm(visit.request.POST)

    def send() -> object:
        given = form.cleaned_data
        return name_successor.once(
            given["key"],
            actor=visit.actor,
            mandate=mandate,
            invitee=form.invitee(),
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
        )

    return _taken(visit, form, send, page, _invited(form))


def _invited(form: KeyedForm) -> Callable[[], str]:
    return lambda: _("The invitation to %(name)s is on its way.") % {"name": form.cleaned_data["name"]}


@require_http_methods(["GET", "HEAD", "POST"])
@about_organisation
def end(visit: Visit, mandate: UUID) -> HttpResponse:
    """Give a role its last day."""
    row = _mandate(visit, mandate)
    own = row.person.public_id == visit.actor.person
    if not own and row.role not in roles_named_by(visit.actor, visit.over):
        raise PermissionDenied
    said = {"name": row.person.name, "role": row.role_words}
    page = {
        "title": _("End a role"),
        "lead": _("%(name)s will be %(role)s no longer. What they did stays on record.") % said,
        "button": _("End the role"),
        "danger": True,
    }
    if visit.request.method != "POST":
        return _form_page(visit, EndForm(initial={"ends_on": row.ends_on or visit.actor.today}), page)
    form = EndForm(visit.request.POST)

    def send() -> object:
        given = form.cleaned_data
        return release_mandate.once(given["key"], actor=visit.actor, mandate=mandate, ends_on=given["ends_on"])

    # Whoever ends their own last role today sees this organisation no more from tomorrow on.
    return _taken(visit, form, send, page, lambda: _("The role has its last day."))


@require_POST
@about_organisation
def withdraw(visit: Visit) -> HttpResponse:
    """Take an invitation back."""
    visit.need("people.name_own")
    form = WithdrawForm(visit.request.POST)
    if not form.is_valid():
        return redirect(visit.url("people"))
    sent = form.cleaned_data
    outcome = tried(lambda: withdraw_invitation.once(sent["key"], actor=visit.actor, invitation=sent["invitation"]))
    return _back(visit, outcome, _("The invitation is withdrawn; its link opens nothing any more."))


@require_POST
@about_organisation
def confirm(visit: Visit) -> HttpResponse:
    """Say that those who speak for the organisation are the right ones."""
    visit.need("people.name_own")
    form = ConfirmForm(visit.request.POST)
    if not form.is_valid():
        return redirect(visit.url("people"))
    sent = form.cleaned_data
    outcome = tried(
        lambda: confirm_contacts.once(sent["key"], actor=visit.actor, organisation=visit.over, seen=sent["seen"])
    )
    return _back(visit, outcome, _("Thank you. Your contacts are confirmed."))


def _back(visit: Visit, outcome: object, said: str) -> HttpResponse:
    if isinstance(outcome, Refusal):
        say_refusal(visit.request, outcome)
    else:
        messages.success(visit.request, said)
    return redirect(visit.url("people"))


def _mandate(visit: Visit, mandate: UUID) -> Mandate:
    """A role held over this organisation, now or later; 404 for any other."""
    visit.need("people.see")
    found = held_or_coming(visit.over, visit.actor.today).filter(public_id=mandate).first()
    if found is None:
        raise Http404
    return found


def _taken(
    visit: Visit, form: KeyedForm, send: Callable[[], object], page: dict[str, Any], said: Callable[[], str | Promise]
) -> HttpResponse:
    """Carry a form's action out; what is wrong is shown above it with everything typed."""
    if not form.is_valid():
        return _form_page(visit, form, page, 422)
    outcome = tried(send)
    if isinstance(outcome, Refusal):
        form.add_error(None, str(outcome))
        return _form_page(visit, form.anew() if outcome.code == "key_reused" else form, page, 409)
    messages.success(visit.request, str(said()))
    return redirect(visit.url("people"))


def _form_page(visit: Visit, form: KeyedForm, page: dict[str, Any], status: int = 200) -> HttpResponse:
    return visit.show("people", "person_form.html", {"form": form, **page}, status=status)
