"""Addresses of a booth to be tested: one that answers, one that finds nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path


def curtain(request: HttpRequest, ballot: str) -> HttpResponse:
    """What a voter sees."""
    return HttpResponse(f"ballot {ballot}", content_type="text/plain")


def torn(request: HttpRequest) -> HttpResponse:
    """What is not there."""
    raise Http404(request.path)


urlpatterns = [path("booth/<slug:ballot>/", curtain), path("booth/torn/away/", torn)]
