"""What every page of the house knows: whose house it is, and whether it is a demo."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from koinon.core import clock
from koinon.rooms.organisations import queries


def house(request: HttpRequest) -> dict[str, Any]:
    """Context for the frames; the confederation's record is read only by pages that show it."""
    return {
        "confederation": SimpleLazyObject(queries.confederation),
        "demo": settings.KOINON_DEMO,
        "demo_today": clock.today() if settings.KOINON_DEMO else None,
    }
