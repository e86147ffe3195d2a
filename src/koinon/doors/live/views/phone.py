"""The delegate's phone: what is on now, and one's votes."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from koinon.doors.live.visit import Visit, at_meeting


@require_safe
@at_meeting
def phone(visit: Visit) -> HttpResponse:
    """What is on now."""
    return visit.show("phone.html", {})
