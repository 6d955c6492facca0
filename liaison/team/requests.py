"""What a page of the team is asked with."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from liaison.team.models import Member

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


class TeamRequest(HttpRequest):
    """A request of somebody who is signed in. The middleware lets no other request reach a page of the team."""

    member: Member
    htmx: "HtmxDetails"


def place_of(request: HttpRequest) -> str:
    """The network address a request came from, as the server in front of us told."""
    return str(request.META.get("REMOTE_ADDR", ""))
