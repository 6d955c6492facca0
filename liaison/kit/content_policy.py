"""The content security policy of every answer: written once, for hardly a page has another one."""

from dataclasses import asdict
from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicy(CSPMiddleware):
    """django-csp's middleware, which would write the same words anew, twice, for every answer."""

    @cached_property
    def _usual(self) -> str:
        return str(build_policy(**asdict(PolicyParts())))

    def process_request(self, request: HttpRequest) -> None:
        """Nothing: no page of the house has scripts of its own that would want a nonce."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Send the policy with the answer; one that a view changed with django-csp's decorators is its to write."""
        if any(name.startswith("_csp") for name in vars(response)):
            super().process_request(request)
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response
