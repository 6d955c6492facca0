"""The addresses of the API."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from liaison.api.rest.door import door
from liaison.api.rest.problems import of_status
from liaison.api.views import revoke_token, tokens


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address which the API does not have."""
    return of_status(404)


_door = door.urls
for _pattern in _door[0]:  # Programs bring a token; a page to sign in on would be no answer to them.
    setattr(_pattern.callback, "login_required", False)  # noqa: B010 (a function has no such attribute for mypy)
nowhere.login_required = False  # type: ignore[attr-defined]

urlpatterns = [
    path("configuration/tokens/", tokens, name="tokens"),
    path("configuration/tokens/<int:token_id>/revoke/", revoke_token, name="revoke-token"),
    path("api/v1/", _door),
    re_path(r"^api/(?P<rest>.*)$", nowhere, name="api-nowhere"),
]
