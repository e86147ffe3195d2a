"""Who decides: the bodies and those who sit in them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from koinon.doors.shared.accounts import rule_words
from koinon.doors.shared.entrance import actor_of
from koinon.doors.website.deciding import public_bodies
from koinon.doors.website.frame import show
from koinon.doors.website.rules import rules_on
from koinon.statutes.rulebook.reference import reference_as_data


@require_safe
def deciding(request: HttpRequest) -> HttpResponse:
    """The public bodies from the rulebook and the mandates of today, and who sat there before."""
    today = actor_of(request, "website").today
    rulebook = rules_on(today)
    if rulebook is None or not rulebook.bodies:
        return show(request, "website/no_rules.html", {})
    context = {
        "bodies": public_bodies(rulebook, today),
        "today": today,
        "rule": rule_words(reference_as_data(rulebook.reference)),
    }
    return show(request, "website/deciding.html", context)
