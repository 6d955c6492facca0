"""Chats at the desk: what rings, whom one serves, and the bar above a ticket while its visitor is there."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from liaison.authority.queries import extent_of
from liaison.channels.chat import queries
from liaison.channels.chat.models import Chat
from liaison.routing import queries as routing
from liaison.team.models import Member
from liaison.team.queries import colleagues
from liaison.tickets.models import Ticket
from liaison.workspace.words import draw, member_of

TAKE = "chat.take"


@dataclass(frozen=True)
class Desk:
    """What stands in the rail about chats. ready: whether they may ring here; most: how many at once."""

    ready: bool
    most: int
    ringing: list[Chat]
    mine: list[Chat]


def page(request: HttpRequest) -> HttpResponse:
    """The chats in the rail; nothing for who takes none."""
    return draw(request, "parts/chats", chats=_desk(member_of(request)))


def _desk(member: Member) -> Desk | None:
    if not extent_of(TAKE, by=member) or not queries.any_site():
        return None
    taking = routing.readiness(member.pk)
    offers = routing.open_offers(member=member.pk)
    ringing = queries.by_refs([one.what for one in offers], for_=member)
    return Desk(
        ready=bool(taking and taking.ready),
        most=taking.most if taking else 3,
        ringing=ringing,
        mine=queries.mine(member.pk),
    )


def bar(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """The chat in which a ticket is talked about just now, if it is."""
    found = queries.running_on(ticket.pk) if ticket.channel == "chat" else None
    if found is None:
        return {"chat": None}
    others = [one for one in colleagues(ticket.department_id) if one.pk != member_of(request).pk]
    return {"chat": found, "served_by": queries.served_by(found), "others": others}
