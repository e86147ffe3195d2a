"""The polling booth's path: no session, no cookie, no log line.

Whoever casts a secret ballot must not be recognisable by what the server keeps about the request.
The middleware stands first and answers addresses under /booth/ itself, from a list of addresses of
their own, so that nothing that reads cookies or writes logs ever sees them.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve

PREFIX = "/booth/"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class BoothMiddleware:
    """Answers /booth/ addresses without the rest of the stack."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the booth bare; pass everything else on."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self._serve(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        if getattr(settings, "SECURE_HSTS_SECONDS", 0):
            response.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
        return response

    def _serve(self, request: HttpRequest) -> HttpResponseBase:
        try:
            match = resolve(request.path_info, urlconf=settings.KOINON_BOOTH_URLCONF)
            answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
            return answer
        except Http404:
            return HttpResponse("There is nothing at this address.\n", status=404, content_type="text/plain")


class NotTheBooth(logging.Filter):
    """Drops any log record that carries a request to the booth."""

    def filter(self, record: logging.LogRecord) -> bool:
        """False for records about a booth address."""
        request = getattr(record, "request", None)
        path = getattr(request, "path_info", "")
        return not path.startswith(PREFIX) and PREFIX not in str(record.args or "")
