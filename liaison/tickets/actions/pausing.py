"""Waiting for the customer or for others, and waking up in time."""

from datetime import datetime

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.errors import NotInTheFuture, NotOpen
from liaison.tickets.models import Ticket
from liaison.tickets.words import UNSETTLED, Shelf, Status

BATCH = 200


@transaction.atomic
def wait(ticket: Ticket, *, others: bool, until: datetime | None, by: Actor) -> None:
    """Wait for others, or for the customer; the matter wakes at `until`, or with the next message.

    until: may be None. A customer who waits for us goes on waiting. Raises NotInTheFuture, NotOpen.
    """
    if until is not None and until <= now():
        raise NotInTheFuture
    status = Status.WAITING_OTHERS if others else Status.WAITING_CUSTOMER
    if not swap(ticket, when={"status__in": UNSETTLED}, to={"status": status, "wakes_at": until}):
        raise NotOpen
    said = events.WaitingForOthers if others else events.WaitingForCustomer
    when = until.isoformat() if until else ""
    record(said(**ticket.facts, until=when), by=by)


@transaction.atomic
def wake_due() -> int:
    """Open every ticket whose time of waiting is over, up to a batch. Return how many."""
    due = Ticket.objects.filter(wakes_at__lte=now()).order_by("wakes_at").select_for_update(skip_locked=True)
    tickets = list(due[:BATCH])
    for ticket in tickets:
        _wake(ticket)
    return len(tickets)


def _wake(ticket: Ticket) -> None:
    waiting = [Status.WAITING_CUSTOMER, Status.WAITING_OTHERS]
    if swap(
        ticket, when={"status__in": waiting}, to={"status": Status.OPEN, "wakes_at": None, "unread": True}
    ):
        if ticket.shelf == Shelf.DESK:
            record(events.Woke(**ticket.facts), by=SYSTEM)
    else:
        swap(ticket, when={}, to={"wakes_at": None})
