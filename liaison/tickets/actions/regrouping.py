"""A message lies on the wrong ticket: one click puts it on its own or on the right one."""

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets import events
from liaison.tickets.actions.resolving import OPEN_AGAIN
from liaison.tickets.actions.writing import change, restate
from liaison.tickets.errors import OnHold, OnlyMessage, SameTicket, StaysHere
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries import sender_of, unanswered_since
from liaison.tickets.rules import bare_subject, earliest
from liaison.tickets.words import Direction, Shelf, Status


@transaction.atomic
def detach(message: Message, *, by: Actor) -> Ticket:
    """Give a message that came in a ticket of its own; the other one stays suggested.

    Raises StaysHere for one that did not come in, OnlyMessage, OnHold.
    """
    origin = message.ticket
    _may_go(message)
    if not origin.messages.exclude(pk=message.pk).exists():
        raise OnlyMessage
    at = now()
    ticket = Ticket.objects.create(
        department_id=origin.department_id,
        customer_id=sender_of(message),
        subject=bare_subject(message.subject)[:500],
        channel=message.channel,
        door=origin.door,
        created_at=at,
        moved_at=at,
    )
    opened = events.Opened(
        **ticket.facts,
        channel=message.channel,
        department_id=ticket.department_id,
    )
    record(opened, by=by)
    Message.objects.filter(pk=message.pk).update(suggested=origin.pk, placed="detached", aside=False)
    _take_over(message, ticket, by=by)
    return ticket


@transaction.atomic
def attach_to(message: Message, ticket: Ticket, *, by: Actor) -> None:
    """Put a message that came in on another ticket. A ticket left without any is joined into that one.

    Raises StaysHere for one that did not come in, SameTicket, OnHold.
    """
    origin = message.ticket
    _may_go(message)
    if origin.pk == ticket.pk:
        raise SameTicket
    if ticket.held:
        raise OnHold
    Message.objects.filter(pk=message.pk).update(suggested=None, placed="attached")
    _take_over(message, ticket, by=by)
    if not origin.messages.exists():
        change(origin, {"shelf": Shelf.MERGED, "merged_into_id": ticket.pk})


def _may_go(message: Message) -> None:
    if message.direction != Direction.IN:
        raise StaysHere
    if message.ticket.held:
        raise OnHold


def _take_over(message: Message, ticket: Ticket, *, by: Actor) -> None:
    origin = message.ticket
    Message.objects.filter(pk=message.pk).update(ticket=ticket)
    for side in (origin, ticket):
        restate(side)
    if origin.waiting_since:
        change(origin, {"waiting_since": unanswered_since(origin)})
    if not message.auto_kind:
        alone = message.contact if message.contact and not message.contact.key else None
        since = earliest(alone.begun_at if alone else message.at, ticket.waiting_since)
        back = OPEN_AGAIN if ticket.status != Status.OPEN else {}
        change(ticket, {**back, "waiting_since": since, "unread": True})
    message.ticket = ticket
    moved = {"message_id": message.pk}
    gone = events.Detached(**origin.facts, into_id=ticket.pk, **moved)
    come = events.Attached(**ticket.facts, origin_id=origin.pk, **moved)
    record(gone, by=by)
    record(come, by=by)
