"""Reading the occasions on which we had to do with a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from liaison.authority.queries import extent_of
from liaison.kit.actor import Actor
from liaison.tickets.models import Contact, Message, Ticket
from liaison.tickets.queries.finding import SEE, visible_to

TICKETS = 200  # Of one person; whoever has more is a company and is read by its accounts.


@dataclass(frozen=True, slots=True)
class Met:
    """One occasion. number, subject, status: of the ticket it touched; none when it touched no ticket."""

    id: int
    at: datetime
    channel: str
    direction: str
    reason: str
    outcome: str
    number: int | None = None
    subject: str = ""
    status: str = ""


def contacts_of(people: Iterable[int], *, for_: Actor, limit: int = 100) -> list[Met]:
    """Every occasion on which we had to do with these people, the newest first.

    What touched only tickets that `for_` may not see is left out; what touched none at all cannot be told from it
    without reading all messages, so it is shown to whoever sees every ticket.
    """
    people = list(people)
    touched = _touched(people, for_=for_)
    everything = extent_of(SEE, by=for_).everywhere
    return [
        _met(contact, touched.get(contact.pk))
        for contact in Contact.objects.filter(customer__in=people).order_by("-begun_at", "-id")[:limit]
        if everything or contact.pk in touched
    ]


def _touched(people: list[int], *, for_: Actor) -> dict[int, Ticket]:
    tickets = visible_to(for_).filter(customer__in=people).order_by("-id")[:TICKETS]
    known = {ticket.pk: ticket for ticket in tickets}
    rows = Message.objects.filter(ticket__in=known, contact__isnull=False).values_list("contact", "ticket")
    return {contact: known[ticket] for contact, ticket in rows}


def _met(contact: Contact, ticket: Ticket | None) -> Met:
    return Met(
        id=contact.pk,
        at=contact.begun_at,
        channel=contact.channel,
        direction=contact.direction,
        reason=contact.reason,
        outcome=contact.outcome,
        number=ticket.number if ticket else None,
        subject=ticket.subject if ticket else "",
        status=ticket.status if ticket else "",
    )
