"""May we join? A few questions, and an answer that grows beside them. Nothing is kept but in the page's own address."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from koinon.doors.shared import words
from koinon.doors.shared.accounts import Account
from koinon.doors.shared.assessed import assessed_account
from koinon.doors.shared.entrance import actor_of
from koinon.doors.website.answers import Answers, fact_name, given_rows, read_answers
from koinon.doors.website.estimator import Estimator, title_of
from koinon.doors.website.fee_tables import fee_tables
from koinon.doors.website.frame import show
from koinon.doors.website.questions import Questions, asked_now
from koinon.doors.website.rules import fee_rules_of, memberships, rules_on
from koinon.statutes.eligibility import Eligibility, assess
from koinon.statutes.rulebook import Rulebook


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Ask what is still open; say which kind of membership fits, why, what it brings and what it costs."""
    today = actor_of(request, "website").today
    rulebook = rules_on(today)
    if rulebook is None:
        return show(request, "website/no_rules.html", {})
    answers = read_answers(rulebook, request.GET)
    found = assess(rulebook, answers.known)
    asked = asked_now(answers, found)
    missing = {gap.key for gap in found.missing}
    context = {
        "answers": answers,
        "found": found,
        "form": Questions(answers, asked) if asked else None,
        "given": given_rows(answers, [key for key in rulebook.facts if key in answers.known]),
        "left_open": given_rows(answers, [key for key in answers.left_open if key in missing]),
        "unreadable": [words.say(rulebook.facts[key].question) for key in answers.unreadable],
        "account": _account(answers, found) if answers.is_begun else None,
        "possible": [kind for kind in memberships(rulebook) if kind.category.key in found.possible],
        **(_fitting(request, answers, found, today) if found.category else {}),
    }
    return show(request, "website/join.html", context)


def _account(answers: Answers, found: Eligibility) -> Account:
    rulebook = answers.rulebook
    changes = {key: f"?{answers.address(change=fact_name(rulebook, key))}" for key in answers.known}
    return assessed_account(rulebook, found, _("Kind of membership"), changes)


def _fitting(request: HttpRequest, answers: Answers, found: Eligibility, today: date) -> dict[str, Any]:
    """What follows from the category that fits: what it brings, what it costs, which papers, the way on."""
    rulebook = answers.rulebook
    # The fee of a year goes by the rules of that year, who may join by those of today.
    fee_rules = fee_rules_of(today.year)
    if fee_rules is None or found.category not in fee_rules.fees:
        fee_rules = rulebook
    table = next(table for table in fee_tables(fee_rules) if table.category.key == found.category)
    form = None if table.on_request else Estimator(fee_rules, table.category.key, today, request.GET)
    fee = form.fee() if form else None
    return {
        "kind": next(kind for kind in memberships(rulebook) if kind.category.key == found.category),
        "criterion": rulebook.criteria[found.criterion or ""],
        "table": table,
        "fee_form": form,
        "fee": fee,
        "fee_title": title_of(fee, today.year) if fee else "",
        "kept": answers.pairs(figures=False),
        "papers": _papers(rulebook, found),
        "rules_of_admission": rulebook.admission,
    }


def _papers(rulebook: Rulebook, found: Eligibility) -> list[str]:
    """What an application for the category sends along, and the evidence of the facts that the criterion stands on."""
    sent = rulebook.admission.papers_for(found.category or "") if rulebook.admission else ()
    verdict = next(verdict for verdict in found.criteria if verdict.key == found.criterion)
    proofs = (rulebook.facts[reason.fact].evidence for reason in verdict.reasons if reason.verdict == "met")
    return [*(words.say(item.label) for item in sent), *(words.say(proof) for proof in proofs if proof)]
