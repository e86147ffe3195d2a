"""What was declared, year by year, and one year as it stands."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from koinon.core.refusals import Refusal
from koinon.doors.members_area.asking import figure_shown, given_figures
from koinon.doors.members_area.claims import declared_words
from koinon.doors.members_area.declaring import Declaring, declarations_of, declaring, fee_with
from koinon.doors.members_area.forms import ButtonForm
from koinon.doors.members_area.visit import Visit, about_organisation
from koinon.doors.shared import words
from koinon.doors.shared.entrance import say_refusal, tried
from koinon.doors.shared.warning_words import warning_words
from koinon.rooms.declarations.actions import take_back_declaration
from koinon.rooms.declarations.models import Declaration
from koinon.rooms.people.queries import names_of
from koinon.rooms.rulebook.queries import rulebook_for_year
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


@about_organisation
def declarations(visit: Visit) -> HttpResponse:
    """All years with what was declared for them, and the way to the year that is open."""
    rows = declarations_of(visit, visit.membership) if visit.membership else []
    shown = [row for row in rows if row.state != "superseded"]
    year = visit.actor.today.year
    return visit.show(
        "declarations",
        "declarations.html",
        {
            "columns": [{"label": _("Fee year")}, {"label": _("Figures")}, {"label": _("Sent")}, {"label": _("State")}],
            "rows": [_row(visit, row) for row in shown],
            "year": year if visit.membership and not any(row.year == year for row in shown) else None,
        },
    )


def _row(visit: Visit, row: Declaration) -> list[Any]:
    rulebook = _rules(row.year)
    figures = [figure_shown(rulebook, figure) for figure in row.figures.all()] if rulebook else []
    estimate = row.kind == Declaration.Kind.ESTIMATE
    return [
        {"text": str(row.year), "url": visit.url("declaration", year=row.year)},
        "; ".join(figures),
        words.long_date(row.submitted_at),
        {"state": "estimate" if estimate and row.state != "draft" else row.state},
    ]


def _rules(year: int) -> Rulebook | None:
    try:
        return rulebook_for_year(year)
    except NoRuleInForce:
        return None


@about_organisation
def declaration(visit: Visit, year: int) -> HttpResponse:
    """One year's figures as they stand, the fee they lead to, and what can still be done with them."""
    stand = declaring(visit, year)
    nothing_sent = stand.in_force is None
    if nothing_sent and stand.asked and stand.may_declare and not stand.opens_later:
        return redirect(visit.url("figures", year=year))
    return visit.show("declarations", "declaration.html", {**_standing(stand), "stand": stand, "year": year})


def _standing(stand: Declaring) -> dict[str, Any]:
    """The version in force in words, with the fee that follows from it."""
    row, currency = stand.in_force, stand.rulebook.confederation.currency
    if stand.opens_later or (row is None and stand.asked):
        return {}
    shown: dict[str, Any] = {"fee": fee_with(stand, {}), "sources": declared_words(row)}
    if row is None:
        return shown
    who = names_of([version.submitted_by for version in stand.versions])
    return shown | {
        "row": row,
        "figures": given_figures(stand.rulebook, list(row.figures.all()), stand.year),
        "odd": [warning_words(warning, currency) for warning in row.warnings],
        "late": stand.was_late(row),
        "estimate": row.kind == Declaration.Kind.ESTIMATE,
        "by": who.get(row.submitted_by, "") if row.submitted_by else "",
        "may_take_back": stand.may_declare and row.state == "submitted" and stand.draft is None,
        "button": ButtonForm(initial={"declaration": row.public_id}),
        "history": _history(stand.versions, who),
    }


def _history(versions: Sequence[Declaration], who: dict[Any, str]) -> list[dict[str, Any]]:
    """The versions that were sent, newest first, where there are several."""
    sent = [row for row in versions if row.submitted_at]
    if len(sent) < 2:
        return []
    return [
        {
            "on": words.day_of(row.submitted_at),
            "title": _("Version %(number)s") % {"number": row.number},
            "detail": who.get(row.submitted_by, ""),
        }
        for row in sent
        if row.submitted_at
    ]


@require_POST
@about_organisation
def take_back(visit: Visit, year: int) -> HttpResponse:
    """Take sent figures back to change them, as long as they are not locked."""
    visit.need("declarations.declare")
    form = ButtonForm(visit.request.POST)
    if not form.is_valid():
        return redirect(visit.url("declaration", year=year))
    sent = form.cleaned_data
    outcome = tried(lambda: take_back_declaration.once(sent["key"], actor=visit.actor, declaration=sent["declaration"]))
    if isinstance(outcome, Refusal):
        say_refusal(visit.request, outcome)
        return redirect(visit.url("declaration", year=year))
    messages.success(visit.request, _("Your figures are back as a draft. None are in force until you send them again."))
    return redirect(visit.url("figures", year=year))
