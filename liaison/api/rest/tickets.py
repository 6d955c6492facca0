"""Tickets and their messages."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from liaison.api.rest import outcomes, shapes
from liaison.api.rest.bodies import answer, read
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import asks, listed, reads
from liaison.api.rest.pages import Paged, cursor_of, page, position_of
from liaison.kit.errors import NotFound
from liaison.tickets import queries
from liaison.tickets.models import Message, Ticket
from liaison.tickets.words import Shelf, Status

router = Router(tags=["tickets"], auth=Bearer("tickets"))


class TicketFilter(Paged):
    """Which tickets: all conditions together; the last moved first."""

    status: Status | None = None
    shelf: Shelf = Shelf.DESK
    department: int | None = None
    assignee: int | None = None
    customer: int | None = None
    tag: str | None = None


@router.get("/tickets", summary="List tickets", **listed(shapes.TicketShape))
def list_tickets(request: HttpRequest, given: Query[TicketFilter]) -> HttpResponse:
    """The tickets the token's member may see, the last moved first."""
    bound = given.bound()
    after = position_of(given.cursor, bound=bound)
    rows = _filtered(queries.visible_to(caller(request).member), given)
    if after:
        at = datetime.fromisoformat(after[0])
        rows = rows.filter(Q(moved_at__lt=at) | Q(moved_at=at, pk__lt=after[1]), moved_at__lte=at)
    found = list(rows.order_by("-moved_at", "-id")[: given.limit + 1])
    shown = found[: given.limit]
    more = len(found) > given.limit
    next_ = cursor_of([shown[-1].moved_at.isoformat(), shown[-1].pk], bound=bound) if more else None
    return page([shapes.ticket(row) for row in shown], next_=next_)


def _filtered(rows: QuerySet[Ticket], given: TicketFilter) -> QuerySet[Ticket]:
    exact: dict[str, Any] = {
        name: value
        for name in ("status", "department", "assignee", "customer")
        if (value := getattr(given, name)) is not None
    }
    rows = rows.filter(shelf=given.shelf, **exact)
    return rows.filter(tags__contains=[given.tag]) if given.tag is not None else rows


@router.post("/tickets", summary="Open a ticket", auth=Bearer(None), **asks("tickets.open", status=201))
def open_ticket(request: HttpRequest) -> HttpResponse:
    """The command `tickets.open` under its noun: 201 with the ids in `result`, or 202, or 409."""
    return outcomes.told(outcomes.ask(request, "tickets.open", read(request)), created=True)


@router.get("/tickets/{int:ticket}", summary="Read a ticket", **reads(shapes.TicketShape))
def read_ticket(request: HttpRequest, ticket: int) -> HttpResponse:
    """One ticket; what the token's member may not see does not exist."""
    return answer(shapes.ticket(queries.find(ticket, for_=caller(request).member)))


class MessagesOf(Paged):
    """Which messages of the ticket: the newest first."""


@router.get("/tickets/{int:ticket}/messages", summary="List messages", **listed(shapes.MessageShape))
def list_messages(request: HttpRequest, ticket: int, given: Query[MessagesOf]) -> HttpResponse:
    """What was said on a ticket, notes too, the newest first."""
    bound = given.bound(ticket)
    after = position_of(given.cursor, bound=bound)
    rows = queries.find(ticket, for_=caller(request).member).messages.defer("search")
    rows = rows.filter(pk__lt=after[0]) if after else rows
    found = list(rows.prefetch_related("attachments").order_by("-id")[: given.limit + 1])
    shown = found[: given.limit]
    next_ = cursor_of([shown[-1].pk], bound=bound) if len(found) > given.limit else None
    return page([shapes.message(row) for row in shown], next_=next_)


@router.get("/messages/{int:message}", summary="Read a message", **reads(shapes.MessageShape))
def read_message(request: HttpRequest, message: int) -> HttpResponse:
    """One message with its attachments."""
    row = Message.objects.defer("search").filter(pk=message).first()
    if row is None:
        raise NotFound
    queries.find(row.ticket_id, for_=caller(request).member)
    return answer(shapes.message(row))
