"""Settling a matter."""

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.errors import NotOpen
from liaison.tickets.models import Ticket
from liaison.tickets.words import UNSETTLED, Status


@transaction.atomic
def resolve(ticket: Ticket, *, reason: str = "", by: Actor) -> None:
    """Settle the matter. The customer's next message opens it again. Raises NotOpen."""
    to = {
        "status": Status.RESOLVED,
        "resolved_at": now(),
        "resolution": reason,
        "waiting_since": None,
        "wakes_at": None,
        "unread": False,
    }
    if not swap(ticket, when={"status__in": UNSETTLED}, to=to):
        raise NotOpen
    record(events.Resolved(ticket_id=ticket.pk, customer_id=ticket.customer_id, reason=reason), by=by)
