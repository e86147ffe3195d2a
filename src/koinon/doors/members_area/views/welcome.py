"""Where a new member begins: what needs it now, what comes later, what is done, and what membership brings."""

from django.http import HttpResponse
from django.shortcuts import redirect

from koinon.doors.members_area.views.standing import gathered, rights_of, weeks_of
from koinon.doors.members_area.visit import Visit, about_organisation
from koinon.doors.members_area.welcome import is_new
from koinon.doors.shared.belonging import belonging


@about_organisation
def welcome(visit: Visit) -> HttpResponse:
    """The first weeks; who is no new member any more finds how it stands instead."""
    if not is_new(visit):
        return redirect(visit.url("standing"))
    found = gathered(visit)
    context = {
        **rights_of(visit, found),
        "weeks": weeks_of(found),
        "belonging": belonging(visit.actor, visit.membership, found.rulebook),
        "confederation": found.house,
        "today": visit.actor.today,
    }
    return visit.show("standing", "welcome.html", context)
