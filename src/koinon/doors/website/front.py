"""What records and rules add to the home page."""

from typing import Any

from django.http import HttpRequest

from koinon.doors.shared.entrance import actor_of
from koinon.doors.website.register import register_on
from koinon.doors.website.rules import memberships, rules_on


def front(request: HttpRequest) -> dict[str, Any]:
    """The register in numbers, the kinds of membership and what they bring, as of today."""
    today = actor_of(request, "website").today
    rulebook = rules_on(today)
    return {
        "register": register_on(today),
        "memberships": memberships(rulebook) if rulebook else [],
        "entitlements": list(rulebook.entitlements.values()) if rulebook else [],
    }
