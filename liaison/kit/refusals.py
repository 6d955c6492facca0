"""A refusal that a page did not expect, as an answer: what a stranger asks for does not exist."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from liaison.kit.errors import Invalid, NotFound


class Refusals:
    """Middleware: NotFound is answered with 404, a wrong value in the address too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> None:
        """Let Django draw its 404 page for these two; everything else flies on."""
        if isinstance(failure, NotFound | Invalid):
            raise Http404 from failure
