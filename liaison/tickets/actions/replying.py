"""Saying something: to the customer, or among us."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets import events
from liaison.tickets.actions.writing import write
from liaison.tickets.errors import Empty, NobodyToAnswer
from liaison.tickets.models import Contact, Dispatch, Message, Ticket
from liaison.tickets.queries import last_from_customer
from liaison.tickets.words import Address, Direction, Enclosed, State


@transaction.atomic
def reply(
    ticket: Ticket,
    text: str,
    *,
    by: Actor,
    to: Iterable[Address] = (),
    cc: Iterable[Address] = (),
    bcc: Iterable[Address] = (),
    enclosed: Iterable[Enclosed] = (),
) -> Message:
    """Answer the customer by the channel on which they last wrote; it leaves when the undo window closes.

    to: whom; the customer's last address when empty. Raises Empty, NobodyToAnswer.
    """
    if not text.strip():
        raise Empty
    last = last_from_customer(ticket)
    receivers = list(to) or ([Address(last.from_address, last.from_name)] if last else [])
    if not receivers or not ticket.door:
        raise NobodyToAnswer
    at = now()
    contact = Contact.objects.create(
        channel=ticket.channel,
        direction=Direction.OUT,
        customer_id=ticket.customer_id,
        by=by.ref,
        begun_at=at,
        ended_at=at,
    )
    message = write(
        ticket,
        direction=Direction.OUT,
        author=by.ref,
        text=text,
        contact=contact,
        state=State.SENDING,
        channel=ticket.channel,
        subject=ticket.subject,
        language=last.language if last else "",
        to=_pairs(receivers),
        cc=_pairs(cc),
        bcc=_pairs(bcc),
        enclosed=tuple(enclosed),
    )
    Dispatch.objects.create(
        message=message,
        channel=ticket.channel,
        door=ticket.door,
        due_at=at + timedelta(seconds=settings.LIAISON["UNDO_SECONDS"]),
    )
    _answered(ticket)
    record(events.Replied(ticket_id=ticket.pk, customer_id=ticket.customer_id, message_id=message.pk), by=by)
    return message


@transaction.atomic
def note(ticket: Ticket, text: str, *, by: Actor, enclosed: Iterable[Enclosed] = ()) -> Message:
    """Leave a note which only the team sees. Raises Empty."""
    if not text.strip():
        raise Empty
    message = write(
        ticket,
        direction=Direction.NOTE,
        author=by.ref,
        text=text,
        state=State.RECEIVED,
        channel=ticket.channel,
        enclosed=tuple(enclosed),
    )
    record(events.Noted(ticket_id=ticket.pk, customer_id=ticket.customer_id, message_id=message.pk), by=by)
    return message


def _pairs(addresses: Iterable[Address]) -> list[Any]:
    return [[a.address, a.name] for a in addresses]


def _answered(ticket: Ticket) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(waiting_since=None, unread=False)
    ticket.waiting_since, ticket.unread = None, False
