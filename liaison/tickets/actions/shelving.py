"""Spam, trash, and the legal hold."""

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.rows import swap
from liaison.tickets import events
from liaison.tickets.errors import NotShelved, OnHold, Shelved
from liaison.tickets.models import Ticket
from liaison.tickets.words import Shelf


@transaction.atomic
def shelve(ticket: Ticket, *, shelf: Shelf, by: Actor) -> None:
    """Put it away as spam or trash. Raises OnHold, and Shelved when it lies there already."""
    if ticket.held:
        raise OnHold
    places = [Shelf.DESK, Shelf.SPAM, Shelf.TRASH]
    if ticket.shelf == shelf or not swap(ticket, when={"shelf__in": places}, to={"shelf": shelf}):
        raise Shelved
    record(events.SetAside(**ticket.facts, shelf=str(shelf)), by=by)


@transaction.atomic
def unshelve(ticket: Ticket, *, by: Actor) -> None:
    """Put it among the others again. Raises NotShelved."""
    if not swap(ticket, when={"shelf__in": [Shelf.SPAM, Shelf.TRASH]}, to={"shelf": Shelf.DESK}):
        raise NotShelved
    record(events.TakenBack(**ticket.facts), by=by)


@transaction.atomic
def hold(ticket: Ticket, *, by: Actor) -> None:
    """Keep everything as it is: no redaction, erasure or retention touches it. Holding it twice changes nothing."""
    if swap(ticket, when={"held": False}, to={"held": True}):
        record(events.Held(**ticket.facts), by=by)


@transaction.atomic
def unhold(ticket: Ticket, *, by: Actor) -> None:
    """End the legal hold. Where there is none nothing changes."""
    if swap(ticket, when={"held": True}, to={"held": False}):
        record(events.Unheld(**ticket.facts), by=by)
