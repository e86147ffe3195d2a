"""Which language an address speaks."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class HouseLocaleMiddleware(LocaleMiddleware):
    """Django's, but a 404 of an address that stands outside all languages stays one.

    Wagtail's pages may stand anywhere under a language, so Django would take every address of the desk
    for one whose language was forgotten, and lead whoever finds nothing there to the website.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the language to an address only where nothing stands without it."""
        if response.status_code == 404 and request.resolver_match is not None:
            response.headers.setdefault("Content-Language", translation.get_language() or "")
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer
