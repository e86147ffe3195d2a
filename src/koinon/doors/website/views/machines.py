"""What the website tells search engines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# Nothing secret: pages that lead nowhere without a sign-in.
CLOSED = ("/desk/", "/documents/", "/booth/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where machines may read; nowhere in the demo, whose organisations are invented."""
    closed = ("/",) if settings.KOINON_DEMO else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if not settings.KOINON_DEMO:
        lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
