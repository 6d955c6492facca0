"""What one arrival makes: rows with their ids, which are not written yet."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from liaison.customers.models import Customer
from liaison.kit.actor import SYSTEM, Actor
from liaison.kit.clock import now
from liaison.tickets import events, rules
from liaison.tickets.actions.landing import Ids
from liaison.tickets.actions.resolving import OPEN_AGAIN
from liaison.tickets.models import Contact, Delivery, Message, Ticket
from liaison.tickets.rules import Placement, as_pairs_of
from liaison.tickets.words import Arrival, Direction, Shelf, State, Status

NEW = Placement(None, "new")


@dataclass
class Reading:
    """What is found out about an arrival on its way to a ticket.

    contact: the occasion that it is part of, if that goes on already. sender: None where nobody can be known. failed:
    the message of ours which it says did not arrive. at: one moment for everything, for the waiting begins with the
    contact.
    """

    arrival: Arrival
    contact: Contact | None = None
    sender: Customer | None = None
    failed: Message | None = None
    placed: Placement = NEW
    at: datetime = field(default_factory=now)

    @property
    def by(self) -> Actor:
        return self.sender or SYSTEM

    @property
    def human(self) -> bool:
        """Whether somebody said this, so that somebody waits."""
        return not self.arrival.auto_kind and not self.failed


def opened(reading: Reading, ids: Ids) -> Ticket:
    """The ticket that an arrival opens."""
    arrival, at = reading.arrival, reading.at
    return Ticket(
        pk=ids.tickets.pop(),
        number=ids.numbers.pop(),
        department_id=arrival.department,
        customer=reading.sender,
        subject=_subject(arrival)[:500],
        channel=arrival.channel,
        door=arrival.door,
        created_at=at,
        moved_at=at,
        unreadable=bool(arrival.unreadable),
        unread=True,
    )


def _subject(arrival: Arrival) -> str:
    """A conversation has no subject: the list calls it by its first words."""
    said = arrival.reply or arrival.text
    return rules.bare_subject(arrival.subject) or (rules.first_words(said) if arrival.thread else "")


def effects(ticket: Ticket, reading: Reading) -> dict[str, Any]:
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


def message(ticket: Ticket, reading: Reading, ids: Ids) -> Message:
    """What was said, in the contact that goes on or in one of its own."""
    arrival, at = reading.arrival, reading.at
    contact = reading.contact or _contact(reading, ids)
    return Message(
        pk=ids.messages.pop(),
        ticket=ticket,
        contact=contact,
        direction=Direction.IN,
        state=State.RECEIVED,
        author=reading.by.ref,
        channel=arrival.channel,
        at=at,
        subject=arrival.subject[:500],
        text=arrival.text,
        reply=arrival.reply or arrival.text,
        html=arrival.html,
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
    )


def _contact(reading: Reading, ids: Ids) -> Contact:
    """The occasion that an arrival is or begins; one of many messages ends when its channel says so."""
    arrival, at = reading.arrival, reading.at
    return Contact(
        pk=ids.contacts.pop(),
        channel=arrival.channel,
        direction=Direction.IN,
        customer=reading.sender,
        begun_at=at,
        ended_at=None if arrival.occasion else at,
        key=arrival.occasion or None,
    )


def delivery(message: Message, reading: Reading, ids: Ids) -> Delivery:
    """By which door it came."""
    arrival = reading.arrival
    door = arrival.through or arrival.door
    return Delivery(pk=ids.deliveries.pop(), message=message, door=door, parcel=arrival.parcel, at=message.at)


def received(message: Message, reading: Reading) -> events.Received:
    """The event of a message that came in."""
    sender = reading.sender
    return events.Received(
        ticket_id=message.ticket_id,
        customer_id=sender.pk if sender else message.ticket.customer_id,
        message_id=message.pk,
        channel=message.channel,
        placed=message.placed,
        auto_kind=reading.arrival.auto_kind,
        aside=message.aside,
    )
