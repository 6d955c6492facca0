"""The addresses of the API."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from liaison.api.rest.door import door
from liaison.api.rest.problems import of_status


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address which the API does not have."""
    return of_status(404)


urlpatterns = [
    path("api/v1/", door.urls),
    re_path(r"^api/(?P<rest>.*)$", nowhere, name="api-nowhere"),
]
