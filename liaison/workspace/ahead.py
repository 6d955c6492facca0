"""What comes next: after an answer the next waiting ticket of the queue opens by itself."""

from django.http import HttpRequest

from liaison.kit.errors import NotFound
from liaison.tickets import queries
from liaison.tickets.listing import list_page
from liaison.tickets.models import Ticket
from liaison.workspace.words import member_of
from liaison.workspace.working import working_in

LOOKED_AT = 20


def ahead_of(request: HttpRequest, ticket: Ticket) -> Ticket | None:
    """The next ticket of the queue one works in whose customer waits, or None."""
    member = member_of(request)
    there = working_in(request)
    narrowed = there.narrowed
    try:
        page = list_page(
            member, queue=there.queue, department=narrowed.department, tag=narrowed.tag, limit=LOOKED_AT
        )
    except NotFound:
        return None
    waits = next((row.id for row in page.rows if row.waiting_since and row.id != ticket.pk), None)
    return queries.find(waits, for_=member) if waits else None


def address_of(ticket: Ticket, request: HttpRequest) -> str:
    """Where a ticket is shown with the queue beside it."""
    return f"/tickets/{ticket.number}/?in={working_in(request)}"
