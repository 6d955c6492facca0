"""Where an arrival could belong, and where an answer would go."""

from collections.abc import Iterable, Iterator

from liaison.customers.queries import addresses_of, newest_address, people_of
from liaison.tickets.models import Message, Ticket
from liaison.tickets.queries.finding import last_from_customer
from liaison.tickets.registry import is_ours
from liaison.tickets.rules import Candidate
from liaison.tickets.words import Address, Arrival, Direction, Receivers

LOOKED_AT = 200  # The newest messages whose addresses count; more would cost and add nobody.


def failed_message(arrival: Arrival) -> Message | None:
    """The message of ours which a bounce reports, by its id outside or by our own token."""
    if not arrival.failed and arrival.auto_kind != "bounce":
        return None
    sent = Message.objects.filter(direction=Direction.OUT).select_related("ticket")
    found = sent.filter(external_id=arrival.failed).order_by("-id").first() if arrival.failed else None
    if found is None and arrival.token and arrival.token[1]:
        found = sent.filter(pk=arrival.token[1], ticket=arrival.token[0]).first()
    return found


def candidates(arrival: Arrival) -> Iterator[Candidate]:
    """The tickets of which an arrival bears a trace, the best trace first."""
    if arrival.token and (ticket := Ticket.objects.filter(pk=arrival.token[0]).first()):
        yield _candidate(ticket, by="token")
    if arrival.answers:
        named = Message.objects.filter(external_id__in=arrival.answers).exclude(external_id="")
        for message in _one_per_ticket(named.order_by("-id").select_related("ticket")):
            yield _candidate(message.ticket, by="references")


def _one_per_ticket(messages: Iterable[Message]) -> Iterator[Message]:
    met = set()
    for message in messages:
        if message.ticket_id not in met:
            met.add(message.ticket_id)
            yield message


def _candidate(ticket: Ticket, *, by: str) -> Candidate:
    """Who takes part: who wrote, was written to or copied, and every known address of the customer."""
    rows = Message.objects.filter(ticket=ticket).order_by("-id")
    thread: set[str] = addresses_of(people_of(ticket.customer_id)) if ticket.customer_id else set()
    beside: set[str] = set()
    columns = ("from_address", "to", "cc", "reply_to", "direction", "aside")
    for sender, to, cc, reply_to, direction, aside in rows.values_list(*columns)[:LOOKED_AT]:
        side = beside if aside else thread
        side.add(sender.lower())
        side |= set(_addresses(cc, reply_to or [], to if direction == Direction.OUT else []))
    return Candidate(ticket.pk, by, frozenset(thread - {""}), frozenset(beside - {""}))


def _addresses(*lists: Iterable[Iterable[str]]) -> Iterator[str]:
    for pairs in lists:
        for address, *_ in pairs:
            yield address.lower()


def receivers(ticket: Ticket, *, everybody: bool = False) -> Receivers:
    """To whom an answer goes: where the customer asked to be answered, else from where they wrote last.

    everybody: also whoever else was written to or copied, without ourselves (reply to all).
    """
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
