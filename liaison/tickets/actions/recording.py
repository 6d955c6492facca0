"""A phone call or a visit, written down by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from liaison.customers.models import Customer
from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.tickets import events
from liaison.tickets.actions.assigning import assign
from liaison.tickets.actions.promising import promise
from liaison.tickets.actions.replying import note
from liaison.tickets.actions.writing import write
from liaison.tickets.models import Contact, Message, Ticket
from liaison.tickets.words import Direction, State


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """What happened on the phone or at the counter.

    channel: `phone` or `counter`. direction: who began it. spoken: whether we spoke with the person; then whoever
    waited has been answered. address: the number they called from or were called at.
    """

    channel: str
    direction: Direction
    reason: str = ""
    outcome: str = ""
    address: str = ""
    spoken: bool = True


@transaction.atomic
def record_contact(
    occasion: Occasion,
    *,
    by: Actor,
    customer: Customer | None = None,
    ticket: Ticket | None = None,
    colleague: int | None = None,
    message: str = "",
    call_back: datetime | None = None,
    call_back_words: str = "",
) -> Contact:
    """Write down a call or a visit; on a ticket, or on none when it touched no matter.

    customer: None for somebody unknown. colleague: who gets the ticket; message: a note for them.
    call_back: by when somebody will call back, which is a promise; call_back_words: what it says.
    The last three need a ticket. Raises NotAColleague, NotInTheFuture.
    """
    at = now()
    contact = Contact.objects.create(
        channel=occasion.channel,
        direction=occasion.direction,
        customer=customer,
        by=by.ref,
        begun_at=at,
        ended_at=at,
        reason=occasion.reason[:200],
        outcome=occasion.outcome[:200],
        in_passing=ticket is None,
    )
    if ticket is None:
        _pass(contact, by=by)
        return contact
    _write(ticket, contact, occasion, by=by)
    if colleague is not None:
        assign(ticket, to=colleague, by=by)
    if message.strip():
        note(ticket, message, by=by, mentions=[colleague] if colleague is not None else [])
    if call_back is not None:
        promise(ticket, call_back_words or occasion.reason or occasion.channel, due=call_back, by=by)
    return contact


def _pass(contact: Contact, *, by: Actor) -> None:
    passed = events.ContactPassed(
        contact_id=contact.pk, channel=contact.channel, customer_id=contact.customer_id
    )
    record(passed, by=by)


def _write(ticket: Ticket, contact: Contact, occasion: Occasion, *, by: Actor) -> None:
    said = _say(ticket, contact, occasion, by=by)
    recorded = events.ContactRecorded(
        ticket_id=ticket.pk,
        customer_id=contact.customer_id or ticket.customer_id,
        contact_id=contact.pk,
        channel=contact.channel,
        message_id=said.pk,
    )
    record(recorded, by=by)


def _say(ticket: Ticket, contact: Contact, occasion: Occasion, *, by: Actor) -> Message:
    customer = contact.customer
    inwards = occasion.direction is Direction.IN
    also: dict[str, Any] = {"waiting_since": None, "unread": False} if occasion.spoken else {}
    return write(
        ticket,
        direction=occasion.direction,
        author=customer.ref if inwards and customer else by.ref,
        text="\n\n".join(words for words in (occasion.reason, occasion.outcome) if words.strip()),
        also=also,
        contact=contact,
        state=State.RECEIVED if inwards else State.DELIVERED,
        channel=occasion.channel,
        from_name=customer.name if inwards and customer else "",
        from_address=occasion.address[:320] if inwards else "",
        to=[] if inwards or not occasion.address else [[occasion.address, ""]],
        waited_since=ticket.waiting_since if occasion.spoken else None,
    )
