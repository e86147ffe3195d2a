"""The meeting on paper, for a hall where the network does not reach."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from koinon.adapters.pdf.hall import render_hall
from koinon.doors.live.on_paper import hall_paper
from koinon.doors.live.visit import Visit, at_meeting


@require_safe
@at_meeting
def on_paper(visit: Visit) -> HttpResponse:
    """The attendance list and the tellers' sheets, as a PDF."""
    visit.need_presiding()
    paper = hall_paper(visit.actor, visit.meeting, getattr(visit.request, "LANGUAGE_CODE", "en"))
    if paper is None:
        raise Http404
    answer = HttpResponse(render_hall(paper), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="meeting-on-paper.pdf"'
    return answer
