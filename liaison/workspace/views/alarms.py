"""The banner of what does not work, for pages that are open already."""

from django.http import HttpRequest, HttpResponse

from liaison.workspace.alarms import look_again
from liaison.workspace.words import draw


def page(request: HttpRequest) -> HttpResponse:
    """The banner again, after news or a while."""
    look_again()
    return draw(request, "parts/health")
