"""Who has our customers' sites open now, and who of them may be invited to chat."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from liaison.authority.queries import extent_of
from liaison.channels.chat import queries
from liaison.customers.queries import names_of as people
from liaison.kit.errors import NotFound
from liaison.kit.text import language_name
from liaison.workspace.views.inbox import railing
from liaison.workspace.words import draw, member_of


def page(request: HttpRequest) -> HttpResponse:
    """Everybody on the sites of the departments where the reader takes chats, or only the table (after news)."""
    member = member_of(request)
    sites = queries.watched_sites(for_=member)
    if not extent_of("chat.take", by=member):
        raise NotFound
    found, many = queries.onlookers(sites)
    shown: dict[str, Any] = {
        "onlookers": found,
        "many": many,
        "sites": sites,
        "topics": " ".join(sorted({queries.topic_of(site) for site in sites})),
        "people": people([one.visit.customer_id for one in found if one.visit.customer_id]),
        "may_open": bool(extent_of("customers.see", by=member)),
        "is_invited": queries.is_invited,
        "language_name": language_name,
        "place_of": _place_of,
    }
    if request.GET.get("part"):
        return draw(request, "parts/visitors", **shown)
    return draw(request, "visitors", **shown, **railing(request, ""))


def _place_of(page: str) -> str:
    """A page as a colleague reads it: its address on the site, which stands beside it."""
    parts = urlsplit(page)
    way = parts.path + (f"?{parts.query}" if parts.query else "")
    return way if way not in {"", "/"} else parts.netloc
