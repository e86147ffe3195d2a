"""Who may join, what membership brings and what it asks."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from koinon.doors.shared.accounts import rule_words
from koinon.doors.shared.entrance import actor_of
from koinon.doors.website.frame import show
from koinon.doors.website.rules import entitlement_table, joining_choices, memberships, rules_on
from koinon.statutes.rulebook.reference import reference_as_data


@require_safe
def joining(request: HttpRequest) -> HttpResponse:
    """The kinds of membership with their criteria, entitlements and obligations, from the rulebook in force."""
    rulebook = rules_on(actor_of(request, "website").today)
    if rulebook is None:
        return show(request, "website/no_rules.html", {})
    context = {
        "memberships": memberships(rulebook),
        "table": entitlement_table(rulebook),
        "obligations": list(rulebook.obligations.values()),
        "choices": joining_choices(rulebook),
        "rules_of_admission": rulebook.admission,
        "rule": rule_words(reference_as_data(rulebook.reference)),
    }
    return show(request, "website/joining.html", context)
