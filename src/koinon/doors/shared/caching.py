"""What is shown to somebody who is signed in stays between them and us."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control


class PersonalAnswersMiddleware:
    """Forbids shared caches to keep what was answered to a session, wherever a view says nothing of its own.

    Error pages too: each carries the name of who is signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and mark the answer as private where it was given to a session."""
        response = self.get_response(request)
        session = settings.SESSION_COOKIE_NAME
        if (session in request.COOKIES or session in response.cookies) and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
