"""The public library: what everybody may open, and what members may open, by its name."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from koinon.doors.shared.entrance import actor_of
from koinon.doors.shared.library import ShownDocument, by_kind, shown_documents
from koinon.doors.website.frame import show
from koinon.rooms.documents.queries import announced_documents


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Public documents with their versions, by kind; of those for members title and period only."""
    today, announced = actor_of(request, "website").today, list(announced_documents())
    public = [row for row in announced if row.level == row.Level.PUBLIC]
    locked = [ShownDocument(row, today) for row in announced if row.level != row.Level.PUBLIC]
    context = {"kinds": by_kind(shown_documents(public, today)), "locked": locked}
    return show(request, "website/documents.html", context)
