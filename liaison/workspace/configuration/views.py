"""The configuration as a whole."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from liaison.kit import navigation
from liaison.kit.pages import show


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A card for each part of the configuration which this member may open."""
    ways = navigation.ways("configuration", request)
    if not ways:
        raise Http404
    return show(request, "workspace/configuration/index.html", cards=ways)
