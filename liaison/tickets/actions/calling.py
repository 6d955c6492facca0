"""Bringing a ticket back to whoever has it, for something that happened beside it."""

from django.db import transaction

from liaison.kit.rows import swap
from liaison.tickets.actions.resolving import OPEN_AGAIN
from liaison.tickets.models import Ticket
from liaison.tickets.words import Status


@transaction.atomic
def call_back(ticket: int) -> None:
    """Have a ticket be open and unread again: something about it went otherwise than whoever has it thinks.

    ticket: id; of one that is gone nothing happens. Whoever calls this records why, in the same transaction.
    """
    found = Ticket.objects.select_for_update().filter(pk=ticket).first()
    if found is not None:
        again = {} if found.status == Status.OPEN else OPEN_AGAIN
        swap(found, when={}, to={**again, "unread": True})
