"""Opening a matter by hand: for a customer who said something, or by writing first."""

from collections.abc import Iterable

from django.db import transaction

from liaison.customers.models import Customer
from liaison.journal.actions import record, record_all
from liaison.journal.words import Event
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets import events
from liaison.tickets.actions.inserting import insert_ticket
from liaison.tickets.actions.posting import Letter, post
from liaison.tickets.actions.sorting import classify
from liaison.tickets.actions.writing import write
from liaison.tickets.errors import Empty
from liaison.tickets.models import Contact, Message, Ticket
from liaison.tickets.words import Address, Direction, Enclosed, State


@transaction.atomic(savepoint=False)
def open_ticket(
    department: int,
    *,
    subject: str,
    by: Actor,
    customer: Customer | None = None,
    channel: str = "",
    kind: int | None = None,
    text: str = "",
    address: str = "",
) -> Ticket:
    """Open a matter by hand. With a text, these are the customer's words, and the customer waits for us.

    department, kind: ids. channel: by which they reached us. address: from which, so that an answer finds them.
    Raises NotAKind.
    """
    at = now()
    ticket = Ticket(
        department_id=department,
        customer=customer,
        subject=subject.strip()[:500],
        channel=channel,
        created_at=at,
        moved_at=at,
    )
    insert_ticket(ticket)
    happened: list[Event] = [events.Opened(**ticket.facts, channel=channel, department_id=department)]
    if text.strip():
        happened.append(_said(ticket, text, customer=customer, address=address, by=by))
    record_all([(event, by, at) for event in happened])
    if kind is not None:
        classify(ticket, kind=kind, by=by)
    return ticket


@transaction.atomic
def write_first(
    department: int,
    *,
    to: Iterable[Address],
    subject: str,
    text: str,
    by: Actor,
    customer: Customer | None = None,
    cc: Iterable[Address] = (),
    bcc: Iterable[Address] = (),
    enclosed: Iterable[Enclosed] = (),
    kind: int | None = None,
) -> Message:
    """Open a matter by writing to somebody first; it leaves by the department's own door.

    Raises Empty, NobodyToAnswer when the department has no door, NotAKind, NotAFile, Invalid for a wrong address.
    """
    if not text.strip():
        raise Empty
    ticket = open_ticket(department, subject=subject, by=by, customer=customer, kind=kind)
    letter = Letter(text=text, to=tuple(to), cc=tuple(cc), bcc=tuple(bcc), enclosed=tuple(enclosed))
    message = post(ticket, letter, by=by)
    Ticket.objects.filter(pk=ticket.pk).update(channel=message.channel, door=message.dispatch.door)
    record(events.Replied(**ticket.facts, message_id=message.pk), by=by)
    return message


def _said(ticket: Ticket, text: str, *, customer: Customer | None, address: str, by: Actor) -> Event:
    at = ticket.created_at
    contact = Contact(
        channel=ticket.channel, direction=Direction.IN, customer=customer, by=by.ref, begun_at=at, ended_at=at
    )
    message = write(
        ticket,
        direction=Direction.IN,
        author=customer.ref if customer else by.ref,
        text=text,
        also={"waiting_since": at, "unread": True},
        contact=contact,
        state=State.RECEIVED,
        channel=ticket.channel,
        subject=ticket.subject,
        from_name=customer.name if customer else "",
        from_address=address[:320],
        placed="new",
    )
    return events.Received(**ticket.facts, message_id=message.pk, channel=ticket.channel, placed="new")
