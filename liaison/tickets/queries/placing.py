"""Which message of ours a report speaks of, and where an answer would go."""

from collections.abc import Iterable
from typing import Final

from liaison.customers.queries import newest_address, people_of
from liaison.team.models import Department
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries.finding import last_from_customer
from liaison.tickets.registry import WAYS, is_ours
from liaison.tickets.words import Address, Arrival, Direction, Receivers, Wish

MAIL: Final = "somebody@example.com"
NUMBER: Final = "+37255512345"


def failed_message(arrival: Arrival) -> Message | None:
    """The message of ours which a bounce reports, by its id outside or by our own token."""
    if not arrival.failed and arrival.auto_kind != "bounce":
        return None
    sent = Message.objects.filter(direction=Direction.OUT).select_related("ticket")
    found = sent.filter(external_id=arrival.failed).order_by("-id").first() if arrival.failed else None
    if found is None and arrival.token and arrival.token[1]:
        found = sent.filter(pk=arrival.token[1], ticket=arrival.token[0]).first()
    return found


REPORTS: Final = frozenset({"delay", "delivered", "read-receipt"})


def reported_message(arrival: Arrival) -> Message | None:
    """The message of ours of which a machine tells that it is late, was delivered or read; only our token proves it."""
    if arrival.auto_kind not in REPORTS or not arrival.token or not arrival.token[1]:
        return None
    found = Message.objects.filter(pk=arrival.token[1], direction=Direction.OUT).select_related("ticket")
    return found.first()


def wished(ticket: Ticket) -> Receivers | None:
    """Where the customer asked to be answered in writing, unless they are in a conversation just now."""
    way = WAYS.get(ticket.channel)
    if ticket.wish not in (Wish.MAIL, Wish.MESSAGE) or (way and way.occasion_on(ticket.pk)):
        return None
    return Receivers((Address(ticket.wish_to),))


def offered(department: Department) -> list[Wish]:
    """The ways in which a department answers: those by which it can begin, and calls where it makes them."""
    found = [wish for wish, like in ((Wish.MAIL, MAIL), (Wish.MESSAGE, NUMBER)) if _reaches(department, like)]
    return [wish for wish in Wish if wish in found or (wish is Wish.CALL and department.calls_back)]


def _reaches(department: Department, address: str) -> bool:
    return any(way.accepts(address) and way.door_of(department.pk) for way in WAYS.values())


def receivers(ticket: Ticket, *, everybody: bool = False) -> Receivers:
    """To whom an answer goes: where the customer asked to be answered, else from where they wrote last.

    everybody: also whoever else was written to or copied, without ourselves (reply to all).
    """
    if not everybody and (there := wished(ticket)):
        return there
    last = last_from_customer(ticket)
    if last is None:
        return _receivers_of_known(ticket)
    to = _pairs(last.reply_to or [[last.from_address, last.from_name]])
    if not everybody:
        return Receivers(to)
    done = {a.address.lower() for a in to}
    also = _without(_pairs(last.to), done)
    copied = _without(_pairs(last.cc), done | {a.address.lower() for a in also})
    return Receivers((*to, *also), copied)


def _receivers_of_known(ticket: Ticket) -> Receivers:
    """Nobody wrote yet: whom we wrote to, else an address the customer is known by."""
    written = (
        ticket.messages.filter(direction=Direction.OUT, aside=False, auto_kind="").order_by("-id").first()
    )
    if written:
        return Receivers(_pairs(written.to), _pairs(written.cc))
    if not ticket.customer_id:
        return Receivers(())
    known = newest_address(people_of(ticket.customer_id), kind="email")
    return Receivers((Address(known),) if known else ())


def _without(addresses: Iterable[Address], done: Iterable[str]) -> tuple[Address, ...]:
    met = set(done)
    left = []
    for address in addresses:
        if address.address.lower() not in met and not is_ours(address.address):
            met.add(address.address.lower())
            left.append(address)
    return tuple(left)


def _pairs(kept: Iterable[Iterable[str]]) -> tuple[Address, ...]:
    return tuple(Address(*pair) for pair in kept)


def sender_of(message: Message) -> int | None:
    """The id of the person who said a message that came in."""
    noun, _, id_ = message.author.partition(":")
    return int(id_) if noun == "customer" else None
