"""What membership costs: the estimator and all tables, from the rulebook in force."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from koinon.doors.shared.accounts import rule_words
from koinon.doors.shared.entrance import actor_of
from koinon.doors.website.estimator import CATEGORY, Estimator, fee_choice_keys
from koinon.doors.website.fee_tables import FeeTable, fee_tables
from koinon.doors.website.frame import show
from koinon.doors.website.rules import chosen, rules_on
from koinon.statutes.rulebook import Rulebook
from koinon.statutes.rulebook.reference import reference_as_data


@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """Choose a kind of membership, give its figures, read the fee line by line. Nothing is kept."""
    today = actor_of(request, "website").today
    rulebook = rules_on(today)
    if rulebook is None:
        return show(request, "website/no_rules.html", {})
    tables = fee_tables(rulebook)
    asked = request.GET.get(CATEGORY, "")
    picked = next((table for table in tables if table.category.key == asked), None)
    context = {
        "tables": tables,
        "picked": picked,
        "unknown_category": bool(asked) and picked is None,
        "choices": chosen(rulebook, fee_choice_keys(rulebook, picked.category.key if picked else None)),
        "rule": rule_words(reference_as_data(rulebook.reference)),
        **(_answer(request, rulebook, picked, today.year) if picked and not picked.on_request else {}),
    }
    return show(request, "website/costs.html", context)


def _answer(request: HttpRequest, rulebook: Rulebook, picked: FeeTable, year: int) -> dict[str, Any]:
    form = Estimator(rulebook, picked.category.key, year, request.GET)
    return {"form": form, "fee": form.fee()}
