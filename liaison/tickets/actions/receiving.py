"""A message came in: found again, placed, written, and the ticket opened if it must be."""

from typing import Any

from django.db import connection, transaction

from liaison.customers.actions import meet
from liaison.customers.models import Customer
from liaison.customers.rules import normal
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.tickets import events, rules
from liaison.tickets.actions.writing import write
from liaison.tickets.models import Contact, Delivery, Message, Ticket
from liaison.tickets.queries import candidates
from liaison.tickets.words import Arrival, Direction, Received, State, Status


@transaction.atomic
def receive(arrival: Arrival) -> Received:
    """Put an arrival where it belongs and tell where. The same arrival twice is one message with two deliveries."""
    if known := _known(arrival):
        _deliver(known, arrival)
        return Received(known.ticket_id, known.pk, new=False, placed=known.placed)
    customer = meet(
        arrival.identity, arrival.sender.address, name=arrival.sender.name, language=arrival.language
    )
    ticket, placed = _place(arrival, customer)
    new = ticket is None
    ticket = ticket or _open(arrival, customer)
    message = _write(ticket, arrival, customer, placed=placed)
    _deliver(message, arrival)
    _wait_for_us(ticket, message)
    happened = {"ticket_id": ticket.pk, "customer_id": customer.pk}
    record(
        events.Received(
            **happened,
            message_id=message.pk,
            channel=arrival.channel,
            placed=placed,
            auto_kind=arrival.auto_kind,
        ),
        by=customer,
    )
    return Received(ticket.pk, message.pk, new=new, placed=placed)


def _known(arrival: Arrival) -> Message | None:
    """The message this arrival already is. The lock makes two doors at the same moment wait for each other."""
    if not arrival.fingerprint:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 812))", [arrival.fingerprint])
    return Message.objects.filter(fingerprint=arrival.fingerprint).first()


def _deliver(message: Message, arrival: Arrival) -> None:
    Delivery.objects.get_or_create(
        message=message, door=arrival.through or arrival.door, parcel=arrival.parcel, defaults={"at": now()}
    )


def _place(arrival: Arrival, customer: Customer) -> tuple[Ticket | None, str]:
    found = rules.place(normal(arrival.identity, arrival.sender.address), candidates=candidates(arrival))
    if found.ticket is None:
        return None, found.why
    return Ticket.objects.select_for_update().get(pk=found.ticket), found.why


def _open(arrival: Arrival, customer: Customer) -> Ticket:
    ticket = Ticket.objects.create(
        department_id=arrival.department,
        customer=customer,
        subject=rules.bare_subject(arrival.subject)[:500],
        channel=arrival.channel,
        door=arrival.door,
        created_at=now(),
        moved_at=now(),
    )
    opened = events.Opened(
        ticket_id=ticket.pk,
        customer_id=customer.pk,
        channel=arrival.channel,
        department_id=arrival.department,
    )
    record(opened, by=customer)
    return ticket


def _write(ticket: Ticket, arrival: Arrival, customer: Customer, *, placed: str) -> Message:
    at = now()
    contact = Contact.objects.create(
        channel=arrival.channel, direction=Direction.IN, customer=customer, begun_at=at, ended_at=at
    )
    return write(
        ticket,
        direction=Direction.IN,
        author=customer.ref,
        text=arrival.text,
        reply=arrival.reply,
        html=arrival.html,
        contact=contact,
        state=State.RECEIVED,
        channel=arrival.channel,
        at=at,
        subject=arrival.subject[:500],
        language=arrival.language,
        from_name=arrival.sender.name[:200],
        from_address=arrival.sender.address[:320],
        to=[[a.address, a.name] for a in arrival.to],
        cc=[[a.address, a.name] for a in arrival.cc],
        external_id=arrival.external_id[:500],
        answers=list(arrival.answers),
        fingerprint=arrival.fingerprint or None,
        auto_kind=arrival.auto_kind,
        placed=placed,
        parcel=arrival.parcel,
        enclosed=arrival.enclosed,
    )


def _wait_for_us(ticket: Ticket, message: Message) -> None:
    """A customer's words open the matter again and start the waiting; what no human wrote does neither."""
    if message.auto_kind:
        return
    change: dict[str, Any] = {"unread": True, "door": ticket.door}
    if ticket.waiting_since is None:
        change["waiting_since"] = now()
    if ticket.status != Status.OPEN:
        change |= {
            "status": Status.OPEN,
            "wakes_at": None,
            "resolved_at": None,
            "resolution": "",
            "closed_at": None,
        }
        settled = ticket.status in (Status.RESOLVED, Status.CLOSED)
        if settled:
            record(events.Reopened(ticket_id=ticket.pk, customer_id=ticket.customer_id), by=SYSTEM)
    Ticket.objects.filter(pk=ticket.pk).update(**change)
    for field, value in change.items():
        setattr(ticket, field, value)
