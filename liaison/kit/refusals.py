"""A refusal that a page did not expect, as an answer: what a stranger asks for does not exist."""

import logging
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse

from liaison.kit.errors import Invalid, NotFound

log = logging.getLogger(__name__)


class Refusals:
    """Middleware: NotFound is answered with 404, a wrong value in the address too, what cannot be kept with 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> None:
        """Let Django draw its page for these; everything else flies on."""
        if isinstance(failure, NotFound | Invalid):
            raise Http404 from failure
        if isinstance(failure, DataError):
            log.warning("%s %s held what cannot be kept: %s", request.method, request.path, failure)
            raise BadRequest from failure
