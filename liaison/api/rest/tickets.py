"""Tickets and their messages."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from liaison.api.rest import outcomes, shapes
from liaison.api.rest.bodies import answer, read
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import asks, listed, reads
from liaison.api.rest.pages import Paged, Words, cut, page
from liaison.kit.cursors import position_of
from liaison.tickets import queries
from liaison.tickets.listing import QUEUES, Page, counts, list_page
from liaison.tickets.searching import search

router = Router(tags=["tickets"], auth=Bearer("tickets"))


class TicketFilter(Paged):
    """Which tickets: one queue, perhaps of one department or with one tag; or those which bear the words of `q`."""

    q: Words = ""
    queue: Literal[tuple(QUEUES)] = "all"  # type: ignore[valid-type]
    department: int | None = None
    tag: Words = ""


@router.get("/tickets", summary="List tickets", **listed(shapes.TicketShape))
def list_tickets(request: HttpRequest, given: Query[TicketFilter]) -> HttpResponse:
    """The tickets of a queue which the token's member may see, the last moved first; with `q` one page of finds."""
    found = (
        search(caller(request).member, given.q, limit=given.limit)
        if given.q.strip()
        else _queue(request, given)
    )
    visible = queries.visible_to(caller(request).member).prefetch_related("external_ids")
    whole = visible.in_bulk([row.id for row in found.rows])
    return page([shapes.ticket(whole[row.id]) for row in found.rows], next_=found.next or None)


def _queue(request: HttpRequest, given: TicketFilter) -> Page:
    return list_page(
        caller(request).member,
        queue=given.queue,
        department=given.department,
        tag=given.tag,
        after=given.cursor,
        limit=given.limit,
    )


class QueueShape(shapes.Shape):
    """A queue and how many tickets wait in it. key: `open`, or `department:7`."""

    key: str
    count: int


@router.get("/queues", summary="Count the queues", **listed(QueueShape))
def list_queues(request: HttpRequest) -> HttpResponse:
    """How many tickets wait in each queue and department, of those which the token's member may see."""
    known = counts(caller(request).member)
    return page([{"key": key, "count": count} for key, count in known.items()], next_=None)


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
    bound = f"api:messages:{ticket}"
    after = position_of(given.cursor, bound=bound)
    rows = queries.find(ticket, for_=caller(request).member).messages.defer("search")
    rows = rows.filter(pk__lt=after[0]) if after else rows
    found = list(rows.prefetch_related("attachments").order_by("-id")[: given.limit + 1])
    return cut(found, given, bound=bound, shape=shapes.message)


@router.get("/messages/{int:message}", summary="Read a message", **reads(shapes.MessageShape))
def read_message(request: HttpRequest, message: int) -> HttpResponse:
    """One message with its attachments."""
    return answer(shapes.message(queries.find_message(message, for_=caller(request).member)))
