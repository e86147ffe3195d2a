"""Our record: what the confederation knows of an organisation, and how the organisation keeps it right."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from koinon.adapters.identifiers import country_name
from koinon.core.refusals import Refusal
from koinon.doors.members_area.forms import DetailsForm, NumbersForm
from koinon.doors.members_area.people import speakers
from koinon.doors.members_area.visit import Visit, about_organisation, visit_to
from koinon.doors.shared import words
from koinon.doors.shared.belonging import belonging
from koinon.doors.shared.entrance import tried
from koinon.doors.shared.membership_life import events_of
from koinon.rooms.memberships.history import history_of, open_hearing, running_notice, successor_in
from koinon.rooms.organisations.actions import change_organisation, set_identifier
from koinon.rooms.organisations.models import Organisation, OrganisationFact
from koinon.rooms.organisations.queries import confederation, known_facts
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


@about_organisation
def record(visit: Visit) -> HttpResponse:
    """Name, address, numbers, membership, people, and what else is known with its source."""
    try:
        rulebook: Rulebook | None = rulebook_in_force(visit.actor.today)
    except NoRuleInForce:
        rulebook = None
    member, today = visit.membership, visit.actor.today
    history = history_of(visit.actor, visit.organisation)
    context = {
        "country": country_name(visit.organisation.country, get_language() or "en"),
        "category": rulebook.categories.get(member.category) if rulebook and member else None,
        "criterion": rulebook.criteria.get(member.criterion) if rulebook and member else None,
        "belonging": belonging(visit.actor, member, rulebook),
        "events": events_of(history, rulebook, today),
        "notice": running_notice(history),
        "hearing": open_hearing(history),
        "successor": successor_in(history, member),
        "may_leave": visit.may("memberships.leave") and member is not None and member.state == "admitted",
        "speakers": speakers(visit),
        "facts": _facts(visit, rulebook) if rulebook else [],
        "may_keep": visit.may("organisations.keep_own"),
        "confederation": confederation(),
    }
    return visit.show("record", "record.html", context)


def _facts(visit: Visit, rulebook: Rulebook) -> list[dict[str, Any]]:
    """What is known besides, in the rulebook's questions and answers, with source and date."""
    rows = known_facts(visit.organisation, visit.actor.today)
    order = [*rulebook.facts, *rulebook.bases]
    return [
        {"question": words.say(_question(rulebook, key)), "answer": _answer(rulebook, rows[key]), "row": rows[key]}
        for key in order
        if key in rows and rows[key].value is not None
    ]


def _question(rulebook: Rulebook, key: str) -> Any:
    return (rulebook.facts.get(key) or rulebook.bases[key]).question


def _answer(rulebook: Rulebook, row: OrganisationFact) -> str:
    if isinstance(row.value, bool):
        return _("Yes") if row.value else _("No")
    options = (rulebook.facts.get(row.key) or rulebook.bases[row.key]).options
    return words.say(options[row.value].label) if row.value in options else str(row.value)


@about_organisation
def change(visit: Visit) -> HttpResponse:
    """Correct the address and the other details."""
    visit.need("organisations.keep_own")
    if visit.request.method != "POST":
        return _change_page(visit, DetailsForm.first(visit.organisation))
    form = DetailsForm(visit.organisation, visit.request.POST)
    if not form.is_valid():
        return _change_page(visit, form, status=422)
    outcome = tried(
        lambda: change_organisation.once(
            form.cleaned_data["key"],
            actor=visit.actor,
            organisation=visit.over,
            details=form.details(),
            seen_version=form.cleaned_data["seen_version"],
        )
    )
    if not isinstance(outcome, Refusal):
        messages.success(visit.request, _("Your record is changed."))
        return redirect(visit.url("record"))
    if outcome.code not in ("stale", "key_reused"):
        form.add_error(None, str(outcome))
        return _change_page(visit, form, status=422)
    now = visit_to(visit.request, visit.over).organisation
    form.anew(seen_version=now.version)
    return _change_page(visit, form, status=409, theirs=now)


def _change_page(
    visit: Visit, form: DetailsForm, status: int = 200, theirs: Organisation | None = None
) -> HttpResponse:
    beside = [(field, getattr(theirs, field.name, "")) for field in form.visible_fields()] if theirs else []
    differing = [(field, kept) for field, kept in beside if str(field.value() or "") != kept]
    context = {"form": form, "overtaken": theirs is not None, "theirs": differing, "confederation": confederation()}
    return visit.show("record", "change.html", context, status=status)


@about_organisation
def numbers(visit: Visit) -> HttpResponse:
    """Record, correct or remove the numbers under which others know the organisation."""
    visit.need("organisations.keep_own")
    if visit.request.method != "POST":
        known = {number.scheme: number.value for number in visit.organisation.identifiers.all()}
        return visit.show("record", "numbers.html", {"form": NumbersForm(initial=known)})
    form = NumbersForm(visit.request.POST)
    if form.is_valid():
        outcome = tried(lambda: _set_numbers(visit, form))
        if not isinstance(outcome, Refusal):
            messages.success(visit.request, _("Your numbers are changed."))
            return redirect(visit.url("record"))
        form.add_error(None, str(outcome))
    return visit.show("record", "numbers.html", {"form": form}, status=422)


def _set_numbers(visit: Visit, form: NumbersForm) -> None:
    """All changed numbers or none of them."""
    with transaction.atomic():
        for scheme, value in form.changed_numbers():
            key = f"{form.cleaned_data['key']}:{scheme}"
            set_identifier.once(key, actor=visit.actor, organisation=visit.over, scheme=scheme, value=value)
