"""A message came in: found again, placed, written, and the ticket opened if it must be."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from liaison.customers.actions import meet
from liaison.customers.models import Customer
from liaison.customers.rules import normal
from liaison.journal.actions import record
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.kit.rows import swap
from liaison.tickets import events, rules
from liaison.tickets.actions.resolving import OPEN_AGAIN
from liaison.tickets.actions.sending import bounce
from liaison.tickets.actions.writing import write
from liaison.tickets.models import Contact, Delivery, Message, Ticket
from liaison.tickets.queries import candidates, failed_message, reported_message
from liaison.tickets.rules import as_pairs_of
from liaison.tickets.words import Arrival, Direction, Received, Shelf, State, Status


@dataclass
class Reading:
    """What is found out about an arrival on its way to a ticket.

    sender: None where nobody can be known. failed: the message of ours which it says did not arrive. at: one moment
    for everything, for the waiting begins with the contact.
    """

    arrival: Arrival
    sender: Customer | None
    failed: Message | None
    placed: rules.Placement
    at: datetime = field(default_factory=now)

    @property
    def by(self) -> Actor:
        return self.sender or SYSTEM

    @property
    def human(self) -> bool:
        """Whether somebody said this, so that somebody waits."""
        return not self.arrival.auto_kind and not self.failed


@transaction.atomic(savepoint=False)
def receive(arrival: Arrival) -> Received:
    """Put an arrival where it belongs and tell where. The same arrival twice is one message with two deliveries."""
    if known := _known(arrival):
        _deliver_again(known, arrival)
        return Received(known.ticket_id, known.pk, new=False, placed=known.placed)
    reading = _read(arrival)
    ticket = _ticket(reading)
    new = ticket is None
    ticket = ticket or _open(reading)
    reading.at = now()  # After the opening, so that the words stand behind it in the timeline.
    effects = _effects(ticket, reading)
    settled = ticket.status in (Status.RESOLVED, Status.CLOSED)
    message = _write(ticket, reading, effects)
    if settled and ticket.status == Status.OPEN:
        record(events.Reopened(**ticket.facts), by=SYSTEM)
    _tell(ticket, message, reading)
    if reading.failed:
        bounce(reading.failed, why=arrival.why_failed)
    return Received(ticket.pk, message.pk, new=new, placed=reading.placed.why)


def _known(arrival: Arrival) -> Message | None:
    """The message this arrival already is. The lock makes two doors at the same moment wait for each other."""
    if not arrival.fingerprint:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 812))", [arrival.fingerprint])
    return Message.objects.filter(fingerprint=arrival.fingerprint).first()


def _deliver_again(message: Message, arrival: Arrival) -> None:
    Delivery.objects.get_or_create(
        message=message, door=arrival.through or arrival.door, parcel=arrival.parcel, defaults={"at": now()}
    )


def _read(arrival: Arrival) -> Reading:
    failed = failed_message(arrival)
    if failed:
        return Reading(arrival, None, failed, rules.Placement(failed.ticket_id, "bounce"))
    if reported := reported_message(arrival):
        return Reading(arrival, None, None, rules.Placement(reported.ticket_id, "report"))
    address = arrival.sender.address
    placed = rules.place(
        normal(arrival.identity, address),
        candidates=candidates(arrival),
        answer_to=[one.address for one in arrival.reply_to],
        with_=[one.address for one in (*arrival.to, *arrival.cc)],
    )
    sender = None
    if address.strip():
        sender = meet(arrival.identity, address, name=arrival.sender.name, language=arrival.language)
    return Reading(arrival, sender, None, placed)


def _ticket(reading: Reading) -> Ticket | None:
    """The ticket it belongs to, locked; where that was merged into another, the other."""
    found = reading.placed.ticket
    while found is not None:
        ticket = Ticket.objects.select_for_update().get(pk=found)
        found = ticket.merged_into_id
        if found is None:
            return ticket
    return None


def _open(reading: Reading) -> Ticket:
    arrival, at = reading.arrival, reading.at
    ticket = Ticket.objects.create(
        department_id=arrival.department,
        customer=reading.sender,
        subject=rules.bare_subject(arrival.subject)[:500],
        channel=arrival.channel,
        door=arrival.door,
        created_at=at,
        moved_at=at,
        unreadable=bool(arrival.unreadable),
        unread=True,
    )
    opened = events.Opened(
        **ticket.facts,
        channel=arrival.channel,
        department_id=arrival.department,
    )
    record(opened, by=reading.by)
    return ticket


def _effects(ticket: Ticket, reading: Reading) -> dict[str, Any]:
    """What an arrival changes of the ticket besides its last message.

    A customer's words open the matter again and start the waiting; a third party's only open it; what no human wrote
    does neither, and on a ticket in spam nothing does. A ticket in the trash comes back for a human's words.
    """
    if not reading.human or ticket.shelf == Shelf.SPAM:
        return {}
    changes: dict[str, Any] = {"unread": True}
    if ticket.status != Status.OPEN:
        changes |= OPEN_AGAIN
    if reading.arrival.unreadable:
        changes["unreadable"] = True
    if ticket.shelf == Shelf.TRASH:
        changes["shelf"] = Shelf.DESK
    if not reading.placed.aside:
        changes["door"] = reading.arrival.door
        changes["waiting_since"] = ticket.waiting_since or reading.at
    return changes


def _write(ticket: Ticket, reading: Reading, effects: dict[str, Any]) -> Message:
    arrival, at = reading.arrival, reading.at
    contact = Contact(
        channel=arrival.channel, direction=Direction.IN, customer=reading.sender, begun_at=at, ended_at=at
    )
    return write(
        ticket,
        direction=Direction.IN,
        author=reading.by.ref,
        text=arrival.text,
        reply=arrival.reply,
        html=arrival.html,
        also=effects,
        contact=contact,
        state=State.RECEIVED,
        channel=arrival.channel,
        at=at,
        subject=arrival.subject[:500],
        language=arrival.language[:8],
        from_name=arrival.sender.name[:200],
        from_address=arrival.sender.address[:320],
        to=as_pairs_of(arrival.to),
        cc=as_pairs_of(arrival.cc),
        reply_to=as_pairs_of(arrival.reply_to) or None,
        external_id=arrival.external_id[:500],
        answers=list(arrival.answers),
        fingerprint=arrival.fingerprint or None,
        auto_kind=arrival.auto_kind[:20],
        placed=reading.placed.why,
        suggested=reading.placed.suggested,
        aside=reading.placed.aside,
        parcel=arrival.parcel,
        why_failed=arrival.unreadable,
        delivery=Delivery(door=arrival.through or arrival.door, parcel=arrival.parcel, at=at),
        enclosed=arrival.enclosed,
    )


def _tell(ticket: Ticket, message: Message, reading: Reading) -> None:
    received = events.Received(
        ticket_id=ticket.pk,
        customer_id=reading.sender.pk if reading.sender else ticket.customer_id,
        message_id=message.pk,
        channel=reading.arrival.channel,
        placed=reading.placed.why,
        auto_kind=reading.arrival.auto_kind,
        aside=reading.placed.aside,
    )
    record(received, by=reading.by)


@transaction.atomic
def understood(ticket: Ticket) -> None:
    """What could not be read of this ticket was read in the meantime."""
    swap(ticket, when={"unreadable": True}, to={"unreadable": False})
