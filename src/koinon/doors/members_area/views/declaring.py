"""Declare a year's figures: type them, keep a draft at any time, check them, send them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from koinon.core.refusals import Refusal
from koinon.doors.members_area.asking import asked_of, given_figures
from koinon.doors.members_area.declaring import Declaring, declaring, fee_with, last_saved, odd_figures, values_of
from koinon.doors.members_area.forms import FiguresForm, SendForm, figures_initial
from koinon.doors.members_area.visit import Visit, about_organisation
from koinon.doors.shared.entrance import say_refusal, tried
from koinon.doors.shared.warning_words import warning_words
from koinon.rooms.declarations.actions import save_draft, submit_declaration
from koinon.rooms.declarations.models import Declaration

# Somebody else was faster, or the same form was sent twice with different figures: what was typed stays.
OVERTAKEN = ("stale", "key_reused")


@about_organisation
def figures(visit: Visit, year: int) -> HttpResponse:
    """The form of a year: shown with what is kept, sent to keep a draft or to go on and check."""
    visit.need("declarations.declare")
    stand = declaring(visit, year)
    if not stand.asked or stand.opens_later:
        return redirect(visit.url("declaration", year=year))
    asked = asked_of(stand)
    if visit.request.method == "POST":
        drafting = visit.request.POST.get("action") == "draft"
        return _keep(stand, FiguresForm(asked, visit.request.POST, partial=drafting))
    version = stand.draft.version if stand.draft else 0
    initial = figures_initial(asked, stand.draft or stand.in_force, version)
    return _form_page(stand, FiguresForm(asked, initial=initial))


def _keep(stand: Declaring, form: FiguresForm) -> HttpResponse:
    visit = stand.visit
    if not form.is_valid():
        return _form_page(stand, form, status=422)
    outcome = tried(
        lambda: save_draft.once(
            form.cleaned_data["key"],
            actor=visit.actor,
            membership=stand.membership.public_id,
            year=stand.year,
            figures=form.typed(),
            note=form.cleaned_data["note"],
            seen_version=form.cleaned_data["seen_version"],
        )
    )
    if isinstance(outcome, Refusal):
        return _refused(stand, form, outcome)
    if form.partial:
        messages.success(visit.request, _("Your draft is kept. Nothing is sent until you say so."))
        return redirect(visit.url("figures", year=stand.year))
    return redirect(visit.url("check", year=stand.year))


def _refused(stand: Declaring, form: FiguresForm, refusal: Refusal) -> HttpResponse:
    """The form again with what was typed; where a colleague was faster, with theirs beside it."""
    if refusal.code not in OVERTAKEN:
        form.add_error(None, str(refusal))
        return _form_page(stand, form, status=422)
    now = declaring(stand.visit, stand.year)
    again = FiguresForm(asked_of(now), form.data, partial=form.partial)
    again.anew(seen_version=now.draft.version if now.draft else 0)
    again.is_valid()
    return _form_page(now, again, status=409, overtaken=True)


def _form_page(stand: Declaring, form: FiguresForm, status: int = 200, overtaken: bool = False) -> HttpResponse:
    kept = stand.draft or stand.in_force
    criterion = stand.rulebook.criteria.get(stand.membership.criterion)
    context = {
        "stand": stand,
        "year": stand.year,
        "form": form,
        "rows": form.rows(),
        "fee_note": criterion.fee_note if criterion else None,
        "saved": last_saved(stand.visit, stand.draft) if stand.draft else None,
        "overtaken": overtaken,
        "theirs": given_figures(stand.rulebook, list(kept.figures.all()), stand.year) if overtaken and kept else [],
        "steps": steps(stand, "figures"),
    }
    return stand.visit.show("declarations", "figures.html", context, status=status)


def steps(stand: Declaring, current: str) -> list[dict[str, str]]:
    """The way of a declaration, and where on it one is."""
    places = [("figures", _("Figures")), ("check", _("Check and send")), ("sent", _("Sent"))]
    order = [key for key, _label in places]
    states = ["done" if key in order[: order.index(current)] else "ahead" for key in order]
    states[order.index(current)] = "current"
    url = stand.visit.url("figures", year=stand.year)
    return [
        {"label": label, "state": state, "url": url if key == "figures" and state == "done" else ""}
        for (key, label), state in zip(places, states, strict=True)
    ]


@about_organisation
def check(visit: Visit, year: int) -> HttpResponse:
    """The draft in words, what looks odd about it, the fee it leads to; and the button that sends it."""
    visit.need("declarations.declare")
    stand = declaring(visit, year)
    draft = stand.draft
    if draft is None:
        return _nothing_to_send(stand)
    if stand.missing_from(draft):
        messages.info(visit.request, _("Some figures are still missing. Your draft is kept."))
        return redirect(visit.url("figures", year=year))
    if visit.request.method == "POST":
        return _send(stand, draft, _send_form(stand, draft, visit.request.POST))
    return _check_page(stand, draft, _send_form(stand, draft))


def _send_form(stand: Declaring, draft: Declaration, sent: Any = None, note: str | None = None) -> SendForm:
    """The form that sends a draft; it asks to confirm what looks odd, and to explain what looks very odd."""
    found = odd_figures(stand, draft)
    serious = any(warning.severity == "serious" for warning in found)
    remark = draft.note if note is None else note
    first = {"declaration": draft.public_id, "seen_version": draft.version, "note": remark}
    return SendForm(sent, initial=first, odd=bool(found), serious=serious)


def _nothing_to_send(stand: Declaring) -> HttpResponse:
    """The second press of the button finds the figures sent; whoever comes without a draft is told."""
    sent = stand.in_force is not None and stand.visit.request.POST.get("declaration") == str(stand.in_force.public_id)
    if not sent:
        messages.info(stand.visit.request, _("There is no draft to send."))
    return redirect(stand.visit.url("declaration", year=stand.year))


def _send(stand: Declaring, draft: Declaration, form: SendForm) -> HttpResponse:
    visit = stand.visit
    if not form.is_valid():
        return _check_page(stand, draft, form, status=422)
    sent = form.cleaned_data
    outcome = tried(
        lambda: submit_declaration.once(
            sent["key"],
            actor=visit.actor,
            declaration=sent["declaration"],
            confirmed=sent.get("confirmed", False),
            note=sent.get("note"),
            seen_version=sent["seen_version"],
        )
    )
    if isinstance(outcome, Refusal) and outcome.code in OVERTAKEN:
        # What is confirmed are the figures as they were seen: those that came since are confirmed anew.
        again = _send_form(stand, draft, note=sent.get("note"))
        return _check_page(stand, draft, again, status=409, overtaken=True)
    if isinstance(outcome, Refusal):
        say_refusal(visit.request, outcome)
        return redirect(visit.url("check", year=stand.year))
    said = _("Your figures are sent. This is the fee that follows from them. The invoice comes by mail.")
    messages.success(visit.request, said)
    return redirect(visit.url("declaration", year=stand.year))


def _check_page(
    stand: Declaring, draft: Declaration, form: SendForm, status: int = 200, overtaken: bool = False
) -> HttpResponse:
    currency = stand.rulebook.confederation.currency
    context: dict[str, Any] = {
        "stand": stand,
        "year": stand.year,
        "form": form,
        "draft": draft,
        "figures": given_figures(stand.rulebook, list(draft.figures.all()), stand.year),
        "odd": [warning_words(warning.as_data(), currency) for warning in odd_figures(stand, draft)],
        "fee": fee_with(stand, values_of(draft)),
        "saved": last_saved(stand.visit, draft),
        "overtaken": overtaken,
        "steps": steps(stand, "check"),
    }
    return stand.visit.show("declarations", "check.html", context, status=status)
