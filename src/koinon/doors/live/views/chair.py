"""The chair's desk: one page that leads through a meeting, its live figures, and the steps taken by one press."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from koinon.doors.live.chair_page import figures_of, page_of
from koinon.doors.live.chair_steps import STEPS
from koinon.doors.live.visit import Visit, at_meeting
from koinon.doors.shared.entrance import carried_out


@require_safe
@at_meeting
def chair(visit: Visit) -> HttpResponse:
    """The whole meeting as it stands, with the next step first."""
    visit.need_presiding()
    return visit.show("chair.html", {"place": "chair", **page_of(visit)})


@require_safe
@at_meeting
def now(visit: Visit) -> HttpResponse:
    """The figures that move: who is there, and how far the vote is."""
    visit.need_presiding()
    response = visit.show("chair/figures.html", figures_of(visit))
    response["Cache-Control"] = "private, no-store"
    return response


def step(name: str) -> Callable[..., HttpResponse]:
    """The view of a step that is taken by one press and leads back to the page."""
    taken = STEPS[name]

    @require_POST
    @at_meeting
    def answered(visit: Visit) -> HttpResponse:
        """Take the step, say how it went."""
        visit.need_presiding()
        form, back = taken.form(visit.request.POST), visit.url("chair")
        if not form.is_valid():
            said = " ".join(str(error) for errors in form.errors.values() for error in errors)
            messages.error(visit.request, " ".join([said, _("Nothing was changed.")]))
            return redirect(back)
        key, given = form.cleaned_data["key"], form.inputs()
        return carried_out(visit.request, lambda: taken.take(visit, key, given), str(taken.said), back)

    return answered
