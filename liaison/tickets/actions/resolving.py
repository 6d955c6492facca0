"""Settling a matter, putting it away, and taking it up again."""

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.kit.errors import Invalid
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.errors import AlreadyClosed, AlreadyOpen, NotOpen
from liaison.tickets.models import Ticket
from liaison.tickets.queries import unanswered_since
from liaison.tickets.words import UNSETTLED, Resolution, Status

OPEN_AGAIN = {
    "status": Status.OPEN,
    "wakes_at": None,
    "resolved_at": None,
    "resolution": "",
    "closed_at": None,
}


@transaction.atomic
def resolve(ticket: Ticket, *, reason: str = "", by: Actor) -> None:
    """Settle the matter. The customer's next message opens it again.

    reason: a key of `Resolution`, may be empty. Raises NotOpen, and Invalid for a reason there is not.
    """
    if reason and reason not in Resolution.values:
        raise Invalid(field="reason", problem=", ".join(Resolution.values))
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
    record(events.Resolved(**ticket.facts, reason=reason), by=by)


@transaction.atomic
def close(ticket: Ticket, *, by: Actor) -> None:
    """Put the matter away, settled or not. The customer's next message opens it again. Raises AlreadyClosed."""
    to = {
        "status": Status.CLOSED,
        "closed_at": now(),
        "waiting_since": None,
        "wakes_at": None,
        "unread": False,
    }
    if not swap(ticket, when={"status__in": [*UNSETTLED, Status.RESOLVED]}, to=to):
        raise AlreadyClosed
    record(events.Closed(**ticket.facts), by=by)


@transaction.atomic
def reopen(ticket: Ticket, *, by: Actor) -> None:
    """Take up a settled matter again; a customer whom nobody answered waits again. Raises AlreadyOpen."""
    to = OPEN_AGAIN | {"waiting_since": unanswered_since(ticket)}
    if not swap(ticket, when={"status__in": [Status.RESOLVED, Status.CLOSED]}, to=to):
        raise AlreadyOpen
    record(events.Reopened(**ticket.facts), by=by)
