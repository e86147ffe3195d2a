"""What membership costs: the estimator and all tables, from the rulebook in force, and the fee as a paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from koinon.doors.shared.accounts import rule_words
from koinon.doors.shared.entrance import actor_of
from koinon.doors.shared.flood import too_often
from koinon.doors.website.estimator import CATEGORY, Estimator, fee_choice_keys, title_of
from koinon.doors.website.fee_tables import FeeTable, fee_tables, is_on_request
from koinon.doors.website.frame import show
from koinon.doors.website.rules import chosen, fee_rules_of
from koinon.rooms.dues.quotes import Quote, quote_paper, valid_until_of
from koinon.rooms.organisations.queries import confederation
from koinon.statutes.rulebook.fee_rules import FeeRule
from koinon.statutes.rulebook.reference import reference_as_data

# Quotes an hour, for drawing one costs more than showing a page: to one address, and to everywhere together.
TO_ONE, TO_ALL = 20, 240
TOO_OFTEN = 429


@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """Choose a kind of membership, give its figures, read the fee line by line. Nothing is kept."""
    form = _form(request)
    asks_us = form is not None and request.GET.get("topic") == "quote" and is_on_request(_rule(form))
    if form is not None and asks_us and form.is_valid():
        return redirect(f"{reverse('website:contact')}?topic=quote&{form.query()}")
    return _page(request, form)


@require_safe
def quote(request: HttpRequest) -> HttpResponse:
    """The fee that was worked out, as a paper; what cannot be worked out is answered by the form."""
    form = _form(request)
    found = _quote(request, form) if form else None
    if found is None:
        return redirect(f"{reverse('website:costs')}?{request.GET.urlencode()}#answer")
    if too_often(request, "quotes", TO_ONE, TO_ALL):
        return _page(request, form, too_often=True, status=TOO_OFTEN)
    answer = HttpResponse(quote_paper(found, get_language() or "en"), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(request: HttpRequest, form: Estimator | None, status: int = 200, **more: Any) -> HttpResponse:
    rulebook = form.rulebook if form else fee_rules_of(actor_of(request, "website").today.year)
    if rulebook is None:
        return show(request, "website/no_rules.html", {})
    tables = fee_tables(rulebook)
    picked = next((table for table in tables if form and table.category.key == form.category), None)
    context = {
        "tables": tables,
        "picked": picked,
        "unknown_category": bool(request.GET.get(CATEGORY, "")) and picked is None,
        "choices": chosen(rulebook, fee_choice_keys(rulebook, picked.category.key if picked else None)),
        "rule": rule_words(reference_as_data(rulebook.reference)),
        "form": form,
        **(_answer(request, form, picked) if form and picked else {}),
        **more,
    }
    return show(request, "website/costs.html", context, status)


def _form(request: HttpRequest) -> Estimator | None:
    """The questions of the kind of membership that was chosen; None where none of ours was."""
    today = actor_of(request, "website").today
    rulebook, category = fee_rules_of(today.year), request.GET.get(CATEGORY, "")
    if rulebook is None or category not in rulebook.fees:
        return None
    return Estimator(rulebook, category, today, request.GET)


def _answer(request: HttpRequest, form: Estimator, picked: FeeTable) -> dict[str, Any]:
    if picked.on_request:
        return {}
    offered, fee = _quote(request, form), form.fee()
    return {
        "fee": fee,
        "fee_title": title_of(fee, form.year) if fee else "",
        "quote_url": f"{reverse('website:quote')}?{form.query()}" if offered else "",
    }


def _quote(request: HttpRequest, form: Estimator) -> Quote | None:
    """The fee as a quote made today; None where it is unknown, not for the public, or nobody could sign it."""
    fee = None if is_on_request(_rule(form)) else form.fee()
    if fee is None or fee.amount is None:
        return None
    today = actor_of(request, "website").today
    valid_until = valid_until_of(form.rulebook, today)
    if valid_until is None or confederation() is None:
        return None
    return Quote(fee, today, valid_until)


def _rule(form: Estimator) -> FeeRule:
    return form.rulebook.fees[form.category]
